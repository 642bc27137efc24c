"""Paying in money: a payment the bank still has, and one the bank refused."""

from tests.procedures.story import Story
from tests.world import World

SLUG = "fiat_deposit"


async def test_a_payment_under_way_waits(world: World) -> None:
    story = await Story.told(world, "20261201", "I paid with my bank card, where is it?")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == ("waiting", "exchange", "pending")
    assert "150.00 USD" in found["diagnosis"]["wording"]["en"]


async def test_a_payment_the_bank_refused_is_explained(world: World) -> None:
    story = await Story.told(world, "20261202", "银行卡付了款，钱没到账")
    found = await story.now(SLUG)
    assert (found["state"], found["diagnosis"]["code"]) == ("found", "refused")
    assert "预授权" in found["diagnosis"]["wording"]["zh-CN"]
    await story.do(SLUG, "moves", event="refuse")
    assert (await story.now(SLUG))["ending"] == "refused"
