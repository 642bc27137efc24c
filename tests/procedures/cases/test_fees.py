"""The fee of a fill: true and false stories, walked through the desk and the sandbox."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.procedures.story import Story
from tests.world import World
from trustdesk.exchange import FeeTier, Fill
from trustdesk.procedures.cases.fees import FeesRead, diagnose
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.evidence import Evidence, Stated

TRUE, FALSE = "20260601", "20260602"
SLUG = "fees"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def proofs(found: dict[str, Any]) -> dict[str, str]:
    return {one["label"]["en"]: one["value"]["en"] for one in found["diagnosis"]["proofs"]}


async def test_a_fee_that_was_too_high_goes_to_a_person(world: World) -> None:
    story = await Story.told(world, TRUE, "手续费多扣了，为什么这么高？")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("fee_higher", "by_hand")
    shown = proofs(found)
    assert shown["Fee as recorded"] == "0.0001 BTC"
    assert shown["Fee computed again"] == "0.05 BTC × 0.1 % = 0.00005 BTC"
    assert shown["Rate that was charged"] == "0.2 %"
    assert found["diagnosis"]["fee"] is None  # nothing is to be paid for the case
    assert "0.00005 BTC" in found["diagnosis"]["wording"]["zh-CN"]
    assert (await story.do(SLUG, "moves", event="solve")).status_code == 200
    assert (await story.now(SLUG))["ending"] == "solved"


async def test_a_fee_that_agrees_is_explained_and_the_claim_refused(world: World) -> None:
    story = await Story.told(world, FALSE, "Your trading fee is wrong, I got less BTC than I bought")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("fee_agrees", "found")
    assert found["diagnosis"]["confidence"] == "certain"
    assert "0.04995 BTC arrived" in found["diagnosis"]["wording"]["en"]
    assert (await story.do(SLUG, "moves", event="refuse")).status_code == 200
    assert (await story.now(SLUG))["ending"] == "refused"


async def test_a_fee_in_another_coin_is_not_computed(world: World) -> None:
    story = await Story.told(world, "20260603", "what is this trading fee")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("fee_in_other_coin", "found")
    assert "0.0081 BGB" in found["diagnosis"]["wording"]["en"]


async def test_without_a_trade_there_is_nothing_to_compute(world: World) -> None:
    story = await Story.told(world, "20260401", "why is the trading fee so high")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("no_fill", "by_hand")


def fill(id: str, **more: Any) -> Fill:
    said: dict[str, Any] = {
        "id": id, "at": NOW, "order": f"O{id}", "symbol": "BTCUSDT", "market": "contract", "side": "sell",
        "price": "1", "amount": "122.5299", "fee": "0.06739145", "fee_asset": "USDT", "role": "taker",
    }  # fmt: skip
    return Fill(**said | more)


RATE = FeeTier(id="r", at=NOW, tier="VIP 0", market="contract", maker="0.0002", taker="0.00055")


@pytest.mark.parametrize(
    ("fills", "reference", "rates", "code"),
    [
        ([fill("1")], None, [RATE], "fee_agrees"),
        ([fill("1"), fill("2")], None, [RATE], "which_fill"),
        ([fill("1"), fill("2", fee="0.09")], "o2", [RATE], "fee_higher"),
        ([fill("1", fee="0.05")], None, [RATE], "fee_lower"),
        ([fill("1")], None, [], "no_rate"),
        ([fill("1", symbol="ODD")], None, [RATE], "no_rate"),
        ([], None, [RATE], "no_fill"),
    ],
)
def test_by_values_alone(fills: list[Fill], reference: str | None, rates: list[FeeTier], code: str) -> None:
    read = FeesRead(fills=fills, rates=rates, brand="bybit")
    stated = Evidence({"fill": Stated(reference)} if reference else {})
    assert diagnose(Facts(values={"fills_and_rates": read}), stated, NOW).code == code
