"""Why an order was not filled, side by side with what proves it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.exchange import Book, Candle, Change, Level, Order, Symbols
from trustdesk.procedures.rules import depth, order_codes, orders
from trustdesk.procedures.rules.orders import Market, OrderFinding
from trustdesk.procedures.rules.reach import Trade, Window, reach

D = Decimal

START = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
NOW = START + timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
BOOK = Book(
    at=NOW,
    bids=(Level(D("99"), D(2)), Level(D("98"), D(5))),
    asks=(Level(D("101"), D(1)), Level(D("102"), D(3)), Level(D("110"), D(9))),
)
RULES = Symbols(
    symbol="BTCUSDT", tick=D("0.5"), step=D("0.1"), least_amount=D("0.1"), least_value=D(5),
    highest_buy=D(150), lowest_sell=D(50),
)  # fmt: skip


def order(**more: Any) -> Order:
    said: dict[str, Any] = {
        "id": "O1", "at": START, "symbol": "BTCUSDT", "market": "spot", "side": "buy", "kind": "limit",
        "amount": "2", "filled": "0", "state": "open", "price": "100", "changes": [Change("open", START)],
    }  # fmt: skip
    return Order(**said | more)


def candle(n: int, low: str, high: str) -> Candle:
    return Candle(at=START + n * MINUTE, open=D(high), high=D(high), low=D(low), close=D(low))


def series(*spans: tuple[str, str]) -> list[Candle]:
    return [candle(n, low, high) for n, (low, high) in enumerate(spans)]


def diagnose(one: Order, **market: Any) -> OrderFinding:
    return orders.diagnose_order(one, Market(**market), NOW, market.pop("exchange", ""))


FAR = series(("101", "105"), ("102", "106"), ("101.5", "104"), ("103", "107"), ("102", "108"))


def test_a_buy_below_the_market_was_never_reached() -> None:
    found = diagnose(order(), candles=FAR)
    assert (found.cause, found.confidence, found.escalate) == ("never_reached", "certain", False)
    assert found.reach is not None
    assert found.reach.extreme == D("101")


def test_a_sell_above_the_market_was_never_reached_either_and_its_extreme_is_the_high() -> None:
    found = diagnose(order(side="sell", price="110"), candles=FAR)
    assert found.cause == "never_reached"
    assert found.reach is not None
    assert found.reach.extreme == D("108")
    assert diagnose(order(side="sell", price="100"), candles=FAR).cause == "traded_through"


def test_missing_minutes_are_no_proof() -> None:
    found = diagnose(order(), candles=[FAR[0], FAR[4]])
    assert (found.cause, found.confidence) == ("never_reached", "likely")
    assert diagnose(order(), candles=[]).cause == "no_market_data"


def test_touched_is_a_matter_of_the_queue() -> None:
    found = diagnose(order(price="101.5"), candles=FAR[1:], book=BOOK)
    assert (found.cause, found.confidence, found.escalate) == ("touched_only", "likely", False)
    assert found.ahead == D(0)
    assert diagnose(order(price="98"), candles=series(("98", "99")), book=BOOK).ahead == D(7)


def test_traded_through_escalates_itself() -> None:
    found = diagnose(order(price="102"), candles=FAR)
    assert (found.cause, found.escalate) == ("traded_through", True)
    assert found.reach is not None
    assert found.reach.at == START


def test_the_first_and_last_minute_prove_nothing_alone() -> None:
    late = order(price="102", changes=[Change("open", START + timedelta(seconds=30))])
    spans = series(("101", "105"), ("103", "106"), ("103", "104"), ("103", "107"), ("103", "108"))
    assert diagnose(late, candles=spans).cause == "edge_only"
    before = Trade(START + timedelta(seconds=10), D(101))
    after = Trade(START + timedelta(seconds=40), D(104))
    assert diagnose(late, candles=spans, trades=[before, after]).cause == "never_reached"
    inside = Trade(START + timedelta(seconds=50), D(101))
    assert diagnose(late, candles=spans, trades=[before, inside]).cause == "traded_through"


def test_what_was_cancelled_before_the_market_came_was_never_reached() -> None:
    ended = [Change("open", START), Change("cancelled", START + 2 * MINUTE, "CancelByUser")]
    falling = series(("101", "105"), ("101", "106"), ("90", "104"), ("90", "107"), ("90", "108"))
    found = diagnose(
        order(state="cancelled", cancel_reason="cancelbyuser", changes=ended), candles=falling
    )  # fmt: skip
    assert (found.cause, found.confidence) == ("by_customer", "certain")
    assert found.reach is not None
    assert found.reach.how == "never"


@pytest.mark.parametrize(
    ("code", "exchange", "cause"),
    [
        ("EC_PostOnlyWillTakeLiquidity", "", "post_only"),
        ("post_only_would_take", "", "post_only"),
        ("EC_NoImmediateQtyToFill", "", "ioc_remainder"),
        ("EC_CancelForNoFullFill", "", "fok_remainder"),
        ("EC_InvalidSymbolStatus", "", "halted"),
        ("110094", "", "below_notional"),
        ("170140", "", "below_notional"),
        ("110003", "", "price_limit"),
        ("170193", "bybit", "price_limit"),
        ("170194", "", "price_limit"),
        ("110007", "", "margin"),
        ("170131", "", "funds"),
        ("110017", "bybit", "reduce_only"),
        ("-2022", "binance", "reduce_only"),
        ("51020", "okx", "too_small"),
        ("CancelByUser", "", "by_customer"),
        ("CancelByReduceOnly", "", "reduce_only"),
        ("CancelByPrepareLiq", "", "liquidation"),
        ("CancelAllBeforeAdl", "", "deleveraged"),
        ("CancelBySettle", "", "settled"),
        ("CancelBySmp", "", "self_trade"),
        ("CancelByDCP", "", "disconnected"),
        ("170131", "okx", None),
        ("EC_SomethingNew", "", None),
        ("", "", None),
        (None, "", None),
    ],
)
def test_codes_of_exchanges(code: str | None, exchange: str, cause: str | None) -> None:
    assert order_codes.cause_of(code, exchange) == cause


def test_every_documented_reject_reason_of_one_exchange_is_known() -> None:
    assert len([code for code in order_codes.known_codes() if code.startswith("EC_")]) == 48
    assert all(order_codes.cause_of(code) in order_codes.CAUSES for code in order_codes.known_codes())


def test_an_unknown_code_is_shown_as_it_is() -> None:
    found = diagnose(order(state="rejected", reject_reason="new_code_7"))
    assert (found.cause, found.code, found.confidence) == ("unknown_code", "new_code_7", "open")


@pytest.mark.parametrize(
    ("more", "cause", "bound", "stated"),
    [
        ({"amount": "0.05"}, "too_small", "0.1", "0.05"),
        ({"amount": "0.2", "price": "20"}, "below_notional", "5", "4.0"),
        ({"amount": "0.25"}, "wrong_step", "0.1", "0.25"),
        ({"price": "100.25"}, "wrong_tick", "0.5", "100.25"),
        ({"price": "151"}, "price_limit", "150", "151"),
        ({"price": "49", "side": "sell"}, "price_limit", "50", "49"),
    ],
)
def test_a_reject_without_a_code_is_told_by_the_rules_of_the_symbol(
    more: dict[str, str], cause: str, bound: str, stated: str
) -> None:
    found = diagnose(order(state="rejected", **more), symbol=RULES)
    assert (found.cause, found.confidence) == (cause, "likely")
    assert (found.bound, found.stated) == (D(bound), D(stated))


def test_post_only_is_proved_by_the_book() -> None:
    said = {
        "state": "rejected",
        "reject_reason": "ec_postonlywilltakeliquidity",
        "time_in_force": "POST_ONLY",
    }
    assert diagnose(order(price="101", **said), book=BOOK).would_take is True
    assert diagnose(order(price="100", **said), book=BOOK).would_take is False
    assert diagnose(order(price="99", side="sell", **said), book=BOOK).would_take is True


def test_the_book_tells_what_an_ioc_could_have_taken() -> None:
    found = diagnose(order(state="cancelled", time_in_force="IOC", price="102", amount="6"), book=BOOK)
    assert found.cause == "ioc_remainder"
    assert found.walk is not None
    assert (found.walk.filled, found.walk.left, found.walk.levels) == (D(4), D(2), 2)
    assert found.walk.average == D("101.75")
    assert diagnose(order(state="cancelled", time_in_force="FOK"), book=BOOK).cause == "fok_remainder"


def test_a_trigger_is_held_against_its_own_series() -> None:
    said = {"state": "waiting", "kind": "stop_market", "side": "sell", "trigger": "101", "trigger_by": "mark"}
    last = series(("103", "104"), ("100", "104"))
    mark = series(("103", "104"), ("102", "104"))
    found = diagnose(order(price=None, **said), candles=last, trigger_candles=mark)
    assert (found.cause, found.escalate) == ("trigger_not_reached", False)
    assert found.reach is not None
    assert found.reach.extreme == D(102)
    assert diagnose(order(price=None, **said), candles=last).cause == "no_market_data"
    passed = diagnose(order(price=None, **said), candles=mark, trigger_candles=last)
    assert (passed.cause, passed.escalate) == ("trigger_passed_by", True)


def test_part_filled_filled_and_halted() -> None:
    part = order(
        state="part_filled",
        filled="0.5",
        changes=[Change("open", START), Change("filled", START, None, "0.5")],
    )
    found = diagnose(part, candles=FAR, book=BOOK)
    assert (found.cause, found.filled, found.left) == ("part_filled", D("0.5"), D("1.5"))
    assert diagnose(order(state="filled", filled="2")).cause == "filled"
    halted = Symbols(symbol="BTCUSDT", trading=False)
    assert diagnose(order(), candles=FAR, symbol=halted).cause == "halted"


amounts = st.decimals("0.001", "100", places=3)
levels = st.lists(st.tuples(st.decimals("1", "200", places=1), amounts), max_size=8)


@given(levels, amounts, st.decimals("1", "200", places=1), st.sampled_from(["buy", "sell"]))
def test_a_walk_takes_no_more_than_there_is_and_never_beyond_the_limit(
    found: list[tuple[D, D]], amount: D, limit: D, side: Any
) -> None:
    side_of_book = tuple(Level(price, size) for price, size in found)
    book = Book(at=NOW, asks=side_of_book, bids=side_of_book)
    walked = depth.walk(book, side, amount, limit)
    within = [size for price, size in found if (price <= limit if side == "buy" else price >= limit)]
    assert walked.filled == min(amount, sum(within, D(0)))
    assert walked.filled + walked.left == amount
    assert walked.worst is None or (walked.worst <= limit if side == "buy" else walked.worst >= limit)


@given(st.lists(st.tuples(amounts, amounts), min_size=3, max_size=9), amounts)
def test_a_buy_is_the_mirror_of_a_sell(spans: list[tuple[D, D]], price: D) -> None:
    seen = [candle(n, str(min(pair)), str(max(pair))) for n, pair in enumerate(spans)]
    turned = [candle(n, str(-max(pair)), str(-min(pair))) for n, pair in enumerate(spans)]
    window = Window(START, START + len(spans) * MINUTE)
    assert reach(seen, price, "buy", window).how == reach(turned, -price, "sell", window).how


def test_the_minute_that_still_runs_is_left_out_and_a_gap_is_not() -> None:
    one = order()
    late = NOW + timedelta(seconds=40)
    assert orders.diagnose_order(one, Market(candles=FAR), late).confidence == "certain"
    gap = NOW + timedelta(seconds=70)
    assert orders.diagnose_order(one, Market(candles=FAR), gap).confidence == "likely"
