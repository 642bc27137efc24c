"""Opening an account: what is left to do, and that nothing is."""

from tests.procedures.story import Story
from tests.world import World, fresh

SLUG = "registration"


async def test_who_has_registered_is_told_the_next_step(world: World) -> None:
    story = await Story.told(world, "20261301", "How do I register?")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == ("found", "agent", "identity_none")


async def test_a_registration_that_is_complete_does_not_hang(world: World) -> None:
    story = await Story.told(world, "20261302", "注册一直卡住")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "identity_approved"
    await story.do(SLUG, "moves", event="refuse")
    assert (await story.now(SLUG))["ending"] == "refused"


async def test_anybody_is_told_how_it_begins(world: World) -> None:
    stranger = await world.visitor()
    sent = await stranger.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": "How can I register?"}
    )
    agent = await world.agent()
    await agent.act(sent.json()["conversation"], "assignee", assignee="me")
    story = Story(world, stranger, agent, sent.json()["conversation"])
    await story.settle()
    assert (await story.now(SLUG))["diagnosis"]["code"] == "not_registered"
