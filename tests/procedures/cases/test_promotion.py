"""A promotion: a reward that is to be paid, and one that was not earned."""

from tests.procedures.story import Story
from tests.world import World

SLUG = "promotion"


async def test_a_reward_that_was_earned_waits_with_the_exchange(world: World) -> None:
    story = await Story.told(world, "20261001", "Where is my bonus?")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == (
        "waiting",
        "exchange",
        "qualified",
    )
    assert "20 USDT" in found["diagnosis"]["wording"]["en"]
    assert found["due_at"] is not None


async def test_a_reward_that_was_not_earned_is_declined_with_the_condition(world: World) -> None:
    story = await Story.told(world, "20261002", "我的活动奖励没有发")
    found = await story.now(SLUG)
    assert (found["state"], found["diagnosis"]["code"]) == ("found", "not_qualified")
    assert "交易量未达到要求" in found["diagnosis"]["wording"]["zh-CN"]
    await story.do(SLUG, "moves", event="refuse")
    assert (await story.now(SLUG))["ending"] == "refused"
