"""A question of policy: answered by published pages, or by a person; nothing is made up."""

from pathlib import Path

from tests.procedures.story import BRAND, Story
from tests.world import World
from trustdesk import knowledge
from trustdesk.kit import clock
from trustdesk.kit.actors import system

SLUG = "policy_question"
ARTICLES = Path(__file__).parents[3] / "articles"


async def published(world: World) -> None:
    """The starter set of articles, public."""
    async with world.house.db.transaction(BRAND) as tx:
        await knowledge.take_in(tx, system(BRAND), knowledge.sources(ARTICLES), clock.utc_now())


async def test_a_question_that_a_page_answers_is_answered_by_its_name(world: World) -> None:
    await published(world)
    story = await Story.told(world, "20261101", "Where are your terms, and when do policy changes hold?")
    found = await story.now(SLUG)
    assert (found["state"], found["diagnosis"]["confidence"]) == ("found", "likely")
    titles = [one["value"]["en"] for one in found["diagnosis"]["proofs"]]
    assert titles
    assert titles[0] in found["diagnosis"]["wording"]["en"]
    assert "no advice to trade" in found["diagnosis"]["wording"]["en"]


async def test_a_question_that_no_page_answers_goes_to_a_person(world: World) -> None:
    story = await Story.told(world, "20261102", "协议 zzqqxx wwvvkk")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == ("by_hand", "agent", "no_article")
