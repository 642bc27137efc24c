"""Getting in: a lock that is lifted by the customer's word, a lost authenticator, and what only seems locked."""

from tests.procedures.backing import approved, confirmed
from tests.procedures.story import Story
from tests.world import World

TRUE, FALSE = "20260709", "20260702"
SLUG = "account_access"


async def test_a_lock_is_lifted_once_the_customer_has_confirmed(world: World) -> None:
    story = await Story.told(world, TRUE, "My account is locked and I cannot sign in")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == ("by_hand", "agent", "locked_risk")
    assert [(one["action"], one["needs"]) for one in found["offered"]] == [("unlock", ["step_up"])]
    alone = await story.do(SLUG, "requests", action="unlock")
    assert (alone.status_code, alone.json()["code"]) == (403, "not_confirmed")
    word = await confirmed(story, TRUE, "unlock")
    asked = await story.do(SLUG, "requests", action="unlock", step_up=word)
    assert asked.status_code == 200, asked.text
    ended = await story.ended(SLUG)
    assert (ended["ending"], ended["owner"], ended["due_at"]) == ("solved", "nobody", None)


async def test_what_is_not_locked_is_not_unlocked(world: World) -> None:
    story = await Story.told(world, FALSE, "我的账户被锁定了，请马上解锁")
    found = await story.now(SLUG)
    assert (found["state"], found["diagnosis"]["code"], found["offered"]) == ("found", "withdrawals_only", [])
    refused = await story.do(SLUG, "requests", action="unlock")
    assert (refused.status_code, refused.json()["code"]) == (409, "action_not_offered")
    await story.do(SLUG, "moves", event="refuse")
    assert (await story.now(SLUG))["ending"] == "refused"


async def test_a_lost_authenticator_takes_a_second_person_although_the_exchange_does_not_ask_for_one(
    world: World,
) -> None:
    story = await Story.told(world, "20260703", "I lost my authenticator")
    found = await story.now(SLUG)
    assert [(one["action"], one["needs"]) for one in found["offered"]] == [("send_reset_link", ["approval"])]
    alone = await story.do(SLUG, "requests", action="send_reset_link")
    assert (alone.status_code, alone.json()["code"]) == (403, "not_confirmed")
    both = await approved(story, SLUG, "send_reset_link")
    asked = await story.do(SLUG, "requests", action="send_reset_link", approval=both)
    assert asked.status_code == 200, asked.text
    assert (await story.now(SLUG))["ending"] == "solved"


async def test_who_never_had_an_authenticator_has_none_to_lose(world: World) -> None:
    story = await Story.told(world, "20260704", "身份验证器丢失")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["offered"]) == ("factor_none", [])
