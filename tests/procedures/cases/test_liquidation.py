"""A liquidation: true and false stories, walked through the desk, the sandbox and its market."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from tests.procedures.story import Story
from tests.world import World
from trustdesk.exchange import Candle, Candles, Liquidation, Position
from trustdesk.procedures.cases.liquidation import LiquidationRead, diagnose
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence, Stated

TRUE, FALSE = "20260501", "20260502"
SLUG = "liquidation"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
PROMISES = ("refund", "compensat", "guarantee", "退款", "赔偿", "补偿")


def proofs(found: dict[str, Any]) -> dict[str, str]:
    return {one["label"]["en"]: one["value"]["en"] for one in found["diagnosis"]["proofs"]}


async def test_a_liquidation_by_the_mark_price_is_explained_to_the_cent(world: World) -> None:
    story = await Story.told(world, TRUE, "我被爆仓了，但是K线根本没到我的强平价！")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("liquidation_explained", "found")
    shown = proofs(found)
    assert shown["Liquidation price, recorded"] == "19710.38"
    assert shown["Computed, maintenance of the value at the mark price (bitget-1)"] == "19710.38"
    assert shown["Computed, maintenance of the value at entry (bitget-beginner)"] == "19700"
    assert (shown["Bankruptcy price, recorded"], shown["Bankruptcy price, computed"]) == ("19600", "19600")
    assert shown["Last price at its furthest"] == "19715"
    assert shown["A stop 0.7 % from the entry"] == "19860: loss 140, fee 11.92, left 248.08 USDT"
    assert shown["Highest usual leverage that would have held"] == "40x"
    words = found["diagnosis"]["wording"]
    assert "19708.9" in words["zh-CN"]
    assert "以交易所记录为准" in words["zh-CN"]
    assert not any(promise in words["en"] + words["zh-CN"] for promise in PROMISES)
    [chart] = found["diagnosis"]["charts"]
    assert {one["label"]["en"]: one["value"] for one in chart["levels"] if one["across"]} == {
        "Entry": "20000", "Liquidation": "19710.38", "Bankruptcy": "19600", "A stop here": "19860.000",
    }  # fmt: skip
    mark, last = chart["series"]
    assert min(Decimal(one["y"]) for one in mark["points"]) == Decimal("19708.90")
    assert min(Decimal(one["y"]) for one in last["points"]) == Decimal("19715.00")
    given = await story.do(SLUG, "evidence", name="stop", value="1")
    assert given.status_code == 200, given.text
    again = proofs(await story.now(SLUG))
    assert again["A stop 1 % from the entry"] == "19800: loss 200, fee 11.88, left 188.12 USDT"
    assert (await story.do(SLUG, "moves", event="solve")).status_code == 200
    assert (await story.now(SLUG))["ending"] == "solved"


async def test_what_the_customers_own_stop_closed_was_no_liquidation(world: World) -> None:
    story = await Story.told(
        world, FALSE, "You liquidated my position without reason, give me the money back"
    )
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("closed_by_own_stop", "found")
    shown = proofs(found)
    assert (shown["Liquidations recorded"], shown["Closed by order"]) == ("none", f"O{FALSE}-1")
    assert "triggered at 19850 by the last price" in found["diagnosis"]["wording"]["en"]
    assert found["diagnosis"]["charts"]
    assert (await story.do(SLUG, "moves", event="refuse")).status_code == 200
    assert (await story.now(SLUG))["ending"] == "refused"


async def test_an_open_position_has_not_been_liquidated(world: World) -> None:
    story = await Story.told(world, "20260001", "was I liquidated?")
    assert (await story.now(SLUG))["diagnosis"]["code"] == "position_open"


async def test_who_has_no_position_is_looked_at_by_a_person(world: World) -> None:
    story = await Story.told(world, "20260101", "爆仓")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("not_liquidated", "by_hand")


ENDED = Liquidation(
    id="L1", at=NOW, position="P1", symbol="BTCUSDT", side="long", amount="1", entry="20000", leverage="50",
    maintenance_rate="0.005", maintenance_offset="0", liquidation="19710.38", bankruptcy="19600",
    mark="19708.90", last="19715.00", fee="11.83", fee_asset="USDT",
)  # fmt: skip
HELD = Position(
    id="P1", at=NOW - timedelta(days=1), symbol="BTCUSDT", side="long", margin_mode="isolated", leverage="50",
    entry="20000", amount="1", margin="400", state="liquidated",
)  # fmt: skip


def candles(*lows: str, missing: Any = None) -> Candles:
    def one(minute: int, low: str) -> Candle:
        at = NOW + timedelta(minutes=minute - len(lows) + 1)
        return Candle(at=at, open=Decimal(20000), high=Decimal(20010), low=Decimal(low), close=Decimal(low))

    found = [one(minute, low) for minute, low in enumerate(lows)]
    return Candles(read_at=NOW, candles=found, missing=missing)


def judged(
    ended: dict[str, Any] | None = None,
    held: dict[str, Any] | None = None,
    brand: str = "bitget",
    **more: Any,
) -> Diagnosis:
    said: dict[str, Any] = {"mark": candles("19900", "19708.90"), "last": candles("19900", "19715")}
    read = LiquidationRead(
        ended=msgspec.structs.replace(ENDED, **(ended or {})),
        position=msgspec.structs.replace(HELD, **(held or {})),
        brand=brand,
        **said | more,
    )
    return diagnose(Facts(values={"liquidation_and_market": read}), Evidence(), NOW)


def test_a_mark_price_that_never_came_there_escalates_itself() -> None:
    found = judged(mark=candles("19900", "19712"))
    assert (found.code, found.move) == ("mark_never_reached", "hand")


def test_a_recorded_price_that_nobody_can_compute_goes_to_a_person() -> None:
    found = judged({"liquidation": "19900", "mark": "19890"}, mark=candles("19901", "19890"))
    assert (found.code, found.move) == ("liquidation_differs", "hand")


def test_added_margin_moves_the_price_and_is_found_in_the_record() -> None:
    found = judged({"liquidation": "19609.82", "mark": "19605"}, {"margin": "500"}, mark=candles("19605"))
    assert found.code == "liquidation_explained"


def test_cross_margin_is_not_computed_from_one_position() -> None:
    found = judged(held={"margin_mode": "cross"})
    assert (found.code, found.move) == ("cross_margin", "hand")
    assert not any("Computed" in one.label.en for one in found.evidence)


@pytest.mark.parametrize(("missing", "move"), [("not_set_up", "hand"), ("unreachable", "wait")])
def test_without_mark_prices_nothing_is_concluded(missing: Any, move: str) -> None:
    found = judged(mark=candles(missing=missing))
    assert (found.code, found.move, found.charts) == ("no_mark_prices", move, ())


def test_the_older_formula_is_told_where_it_gives_the_recorded_price() -> None:
    found = judged(
        {"liquidation": "19700", "mark": "19699", "at": datetime(2025, 6, 1, tzinfo=UTC)},
        brand="bybit",
        mark=Candles(read_at=NOW, candles=[Candle(at=datetime(2025, 6, 1, tzinfo=UTC), open=Decimal(19800), high=Decimal(19800), low=Decimal(19699), close=Decimal(19699))]),
    )  # fmt: skip
    assert found.code == "liquidation_explained"
    good = [one.label.en for one in found.evidence if one.verdict == "good"]
    assert good == ["Computed, maintenance of the value at entry (bybit-2024)"]


@pytest.mark.parametrize("stop", ["0", "100", "1000000"])
def test_an_impossible_stop_is_not_computed(stop: str) -> None:
    read = LiquidationRead(ended=ENDED, position=HELD, brand="bitget", mark=candles("19708.90"))
    found = diagnose(
        Facts(values={"liquidation_and_market": read}), Evidence({"stop": Stated(stop)}), NOW
    )  # fmt: skip
    assert any(one.label.en == "A stop 0.7 % from the entry" for one in found.evidence)
