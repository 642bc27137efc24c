"""A customer in the chat follows their guided case: at once, live, and only as far as they are known."""

from tests.procedures.story import Story, txid
from tests.world import World, fresh

SLUG, UID = "deposit_recovery", "20260202"


async def test_the_chat_tells_how_a_case_goes_until_it_ends(world: World) -> None:
    story = await Story.told(
        world, UID, f"Wrong network, please recover it, TxID {txid('bsc', UID, '480.000000')}"
    )
    thread = (await story.person.get("/api/v1/widget/conversation")).json()
    [one] = [case for case in thread["progress"] if case["slug"] == SLUG]
    assert (one["owner"], one["ending"]) == ("agent", None)
    assert one["due_at"] is not None
    assert "does not belong" in one["wording"]["en"]
    async with story.person.live() as live:
        await live.follow("conversation:current")
        assert (await live.until("progress"))["items"] == thread["progress"]
        await story.do(SLUG, "moves", event="refuse")
        while not any(case["ending"] for case in live.frames[-1].get("items", ())):
            await live.next()
        ended = next(case for case in live.frames[-1]["items"] if case["slug"] == SLUG)
    assert (ended["state"], ended["ending"], ended["due_at"]) == ("refused", "refused", None)


async def test_whoever_is_not_known_is_told_nothing(world: World) -> None:
    visitor = await world.visitor()
    agent = await world.agent()
    body = {"client_id": fresh(), "text": "My deposit is missing"}
    number = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
    await agent.act(number, "assignee", assignee="me")
    assert (await agent.act(number, "procedures", slug=SLUG)).status_code == 201
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert thread["progress"] == []
