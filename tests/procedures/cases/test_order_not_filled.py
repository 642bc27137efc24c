"""An order that was not filled: true and false stories, walked through the desk, the sandbox and its market."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.procedures.story import Story
from tests.world import World
from trustdesk.exchange import Candles, Change, Order
from trustdesk.procedures.cases.order_not_filled import OrderRead, diagnose
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.rules import order_picks
from trustdesk.procedures.rules.order_codes import CAUSES
from trustdesk.procedures.rules.order_words import WORDS
from trustdesk.procedures.rules.orders import OrderFinding
from trustdesk.procedures.rules.said import filled

TRUE, FALSE = "20260401", "20260402"
SLUG = "order_not_filled"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def proof(found: dict[str, Any], label: str) -> str:
    return next(
        one["value"]["en"] for one in found["diagnosis"]["proofs"] if one["label"]["en"] == label
    )  # fmt: skip


async def test_an_order_that_the_market_traded_through_escalates_itself(world: World) -> None:
    story = await Story.told(world, TRUE, "我的限价买单 91200 没有成交，但价格明明跌破了")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "traded_through"
    assert (found["state"], found["owner"]) == ("by_hand", "agent")
    assert found["diagnosis"]["confidence"] == "likely"
    assert proof(found, "Lowest price meanwhile") == "91150"
    assert proof(found, "Order") == f"O{TRUE}-1"
    assert "91200" in found["diagnosis"]["wording"]["zh-CN"]
    [chart] = found["diagnosis"]["charts"]
    assert [one["label"]["en"] for one in chart["levels"]] == [
        "Price of the order", "Order placed", "First beyond",
    ]  # fmt: skip
    points = chart["series"][0]["points"]
    assert 40 <= len(points) <= 96
    assert min(Decimal(one["low"]) for one in points) == Decimal("91150.00")
    solved = await story.do(SLUG, "moves", event="solve")
    assert solved.status_code == 200, solved.text
    assert (await story.now(SLUG))["ending"] == "solved"


async def test_an_order_the_customer_cancelled_themselves_is_refused(world: World) -> None:
    story = await Story.told(world, FALSE, "You cancelled my order although the price was there!")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["state"]) == ("which_order", "collecting")
    await story.says(f"it is O{FALSE}-2")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "post_only"
    assert proof(found, "Would trade at once, by the book now") == "yes"
    assert [one["axis"] for one in found["diagnosis"]["charts"]] == ["time", "price"]
    given = await story.do(SLUG, "evidence", name="order", value=f"O{FALSE}-1")
    assert given.status_code == 200, given.text
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "by_customer"
    assert (found["state"], found["diagnosis"]["confidence"]) == ("found", "certain")
    assert proof(found, "Reason given by the exchange") == "by_customer"
    assert proof(found, "Lowest price meanwhile") == "91150"
    assert "your price was 88000" in found["diagnosis"]["wording"]["en"]
    refused = await story.do(SLUG, "moves", event="refuse")
    assert refused.status_code == 200, refused.text
    assert (await story.now(SLUG))["ending"] == "refused"


@pytest.mark.parametrize(
    ("uid", "code", "confidence", "said"),
    [
        ("20260001", "never_reached", "certain", "lowest price was 91150"),
        ("20260403", "never_reached", "certain", "to sell 0.05 BTCUSDT at 93000"),
        ("20260404", "trigger_not_reached", "certain", "lowest of that price was 19708.9"),
        ("20260405", "ioc_remainder", "certain", "0.01 was filled and 499.99 was cancelled"),
    ],
)
async def test_orders_that_nothing_is_wrong_with(
    world: World, uid: str, code: str, confidence: str, said: str
) -> None:
    story = await Story.told(world, uid, "my order was not filled")
    found = (await story.now(SLUG))["diagnosis"]
    assert (found["code"], found["confidence"]) == (code, confidence)
    assert said in found["wording"]["en"]
    assert found["charts"]


@pytest.mark.parametrize(
    ("missing", "move"), [("not_set_up", "hand"), ("library_missing", "hand"), ("unreachable", "wait")]
)
def test_without_a_market_nothing_is_concluded(missing: Any, move: str) -> None:
    one = order(state="open", changes=[])
    read = OrderRead(orders=[one], order=one, candles=Candles(read_at=NOW, missing=missing))
    found = diagnose(Facts(values={"order_and_market": read}), Evidence(), NOW)
    assert (found.code, found.move, found.confidence, found.charts) == ("no_market_data", move, "unsure", ())


def order(**more: Any) -> Order:
    said: dict[str, Any] = {
        "id": "O1", "at": NOW, "symbol": "BTCUSDT", "market": "spot", "side": "buy", "kind": "limit",
        "amount": "2", "filled": "0", "state": "rejected", "price": "100", "changes": [Change("rejected", NOW)],
    }  # fmt: skip
    return Order(**said | more)


@pytest.mark.parametrize("cause", sorted(WORDS))
def test_every_cause_has_words_in_both_languages_that_can_be_filled(cause: str) -> None:
    one = order()
    values = order_picks.values(one, OrderFinding(cause=cause), NOW)
    for text in (WORDS[cause].wording, WORDS[cause].next_step):
        shown = filled(text, **values)
        assert "{" not in shown.en + shown.zh
        assert any("\u4e00" <= sign <= "\u9fff" for sign in shown.zh)


def test_no_cause_is_without_words() -> None:
    assert set(CAUSES) <= set(WORDS)


def test_a_code_nobody_knows_is_shown_and_goes_to_a_person() -> None:
    one = order(reject_reason="new_code_7")
    read = OrderRead(orders=[one], order=one, candles=Candles(read_at=NOW, missing="not_offered"))
    found = diagnose(Facts(values={"order_and_market": read}), Evidence(), NOW)
    assert (found.code, found.move, found.confidence) == ("unknown_code", "hand", "unsure")
    assert "new_code_7" in found.wording.en
