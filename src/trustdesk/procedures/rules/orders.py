"""Why an order was not filled: the cause, what proves it, and whether people have to look into it. Pure.

Side matters: a limit buy waits because its price is too low, a limit sell because it is too high. What
candles cannot prove is said to be so: a price that was only touched is a matter of the queue, and what was
traded through without a fill is never explained away but escalates itself.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from trustdesk.exchange import Book, Candle, Order, Symbols
from trustdesk.procedures.rules.depth import Walk, waiting_ahead, walk, would_take
from trustdesk.procedures.rules.order_codes import cause_of
from trustdesk.procedures.rules.reach import Reach, Trade, Window, reach, triggered

Confidence = Literal["certain", "likely", "open"]
FINAL = frozenset({"cancelled", "rejected", "expired", "filled"})
ZERO = Decimal(0)


class Market(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the market: candles of the last price and of the trigger, trades, book, rules."""

    candles: Sequence[Candle] = ()
    trigger_candles: Sequence[Candle] = ()
    seconds: int = 60
    trades: Sequence[Trade] = ()
    book: Book | None = None
    symbol: Symbols | None = None


class OrderFinding(msgspec.Struct, frozen=True, kw_only=True):
    """The cause and its proof. ``code``: the exchange's own word, if it gave one; ``escalate``: people look.

    Causes: those of ``order_codes.Cause``, and never_reached, touched_only, traded_through, edge_only,
    part_filled, filled, trigger_not_reached, trigger_passed_by, trailing, no_market_data, unknown_code.
    """

    cause: str
    confidence: Confidence = "certain"
    escalate: bool = False
    code: str | None = None
    reach: Reach | None = None
    walk: Walk | None = None
    ahead: Decimal | None = None
    bound: Decimal | None = None
    stated: Decimal | None = None
    filled: Decimal = ZERO
    left: Decimal = ZERO
    would_take: bool | None = None
    rising: bool | None = None


def diagnose_order(order: Order, market: Market, now: datetime, exchange: str = "") -> OrderFinding:
    """Say why an order was not filled, or not wholly."""
    if order.state == "filled":
        return _finding(order, "filled")
    if order.state == "rejected":
        return _rejected(order, market, exchange)
    if order.state in {"cancelled", "expired"}:
        return _ended(order, market, now, exchange)
    if order.state == "waiting":
        return _waiting(order, market)
    return _resting(order, market, now)


def window_of(order: Order, now: datetime) -> Window:
    """Give the time an order lay in the book: from open (or triggered) to its end, or now."""
    opened = [one.at for one in order.changes if one.state in {"open", "triggered"}]
    ended = [one.at for one in order.changes if one.state in FINAL and order.state in FINAL]
    return Window(opened[0] if opened else order.at, ended[-1] if ended else now)


def breaks_rule(order: Order, symbol: Symbols) -> tuple[str, Decimal, Decimal] | None:
    """Give the first rule of the symbol that an order breaks: cause, its bound, what was stated."""
    amount, price = Decimal(order.amount), _decimal(order.price)
    value = amount * price if price is not None else None
    tests: list[tuple[str, Decimal | None, Decimal | None, bool]] = [
        ("too_small", symbol.least_amount, amount, _under(amount, symbol.least_amount)),
        ("below_notional", symbol.least_value, value, _under(value, symbol.least_value)),
        ("wrong_step", symbol.step, amount, _off(amount, symbol.step)),
        ("wrong_tick", symbol.tick, price, _off(price, symbol.tick)),
        ("price_limit", symbol.highest_buy, price, order.side == "buy" and _under(symbol.highest_buy, price)),
        (
            "price_limit",
            symbol.lowest_sell,
            price,
            order.side == "sell" and _under(price, symbol.lowest_sell),
        ),
    ]
    return next(((c, b, s) for c, b, s, broken in tests if broken and b is not None and s is not None), None)


def rises_to(order: Order, candles: Sequence[Candle]) -> bool:
    """Whether a trigger waits for a rising price: it lay above the market when the order came."""
    trigger = _decimal(order.trigger)
    return bool(candles) and trigger is not None and trigger >= candles[0].open


def _rejected(order: Order, market: Market, exchange: str) -> OrderFinding:
    code = order.reject_reason
    cause: str | None = cause_of(code, exchange)
    broken = breaks_rule(order, market.symbol) if market.symbol else None
    if cause is None and code is None and broken:
        return _finding(order, broken[0], confidence="likely", bound=broken[1], stated=broken[2])
    if cause is None:
        return _finding(order, "unknown_code", confidence="open", code=code)
    bound = broken[1:] if broken and broken[0] == cause else (None, None)
    taking = None
    price = _decimal(order.price)
    if cause == "post_only" and market.book and price is not None:
        taking = would_take(market.book, order.side, price)
    return _finding(order, cause, code=code, bound=bound[0], stated=bound[1], would_take=taking)


def _ended(order: Order, market: Market, now: datetime, exchange: str) -> OrderFinding:
    cause: str | None = cause_of(order.cancel_reason, exchange)
    if order.cancel_reason is None:
        by_force = {"IOC": "ioc_remainder", "FOK": "fok_remainder"}
        cause = by_force.get(order.time_in_force, "expired" if order.state == "expired" else None)
    if cause is None:
        cause = "unknown_code"
    found = _reached(order, market, window_of(order, now))
    taken = _walked(order, market) if cause in {"ioc_remainder", "fok_remainder", "no_liquidity"} else None
    passed = found is not None and found.how == "through" and order.time_in_force in {"GTC", "POST_ONLY"}
    if passed:
        return _finding(
            order, "traded_through", confidence="likely", escalate=True, code=order.cancel_reason, reach=found
        )  # fmt: skip
    confidence: Confidence = "open" if cause == "unknown_code" else "certain"
    return _finding(
        order, cause, confidence=confidence, code=order.cancel_reason, reach=found, walk=taken
    )  # fmt: skip


def _waiting(order: Order, market: Market) -> OrderFinding:
    trigger = _decimal(order.trigger)
    if trigger is None:
        return _finding(order, "trailing" if order.kind == "trailing" else "unknown_code", confidence="open")
    series = market.trigger_candles or (market.candles if order.trigger_by in {None, "last"} else ())
    if not series:
        return _finding(order, "no_market_data", confidence="open", bound=trigger)
    rising = rises_to(order, series)
    at = triggered(series[1:], trigger, rising=rising)
    extreme = max(one.high for one in series) if rising else min(one.low for one in series)
    seen = Reach(how="through" if at else "never", extreme=extreme, at=at)
    if at is not None:
        return _finding(
            order, "trigger_passed_by", confidence="likely", escalate=True, reach=seen, bound=trigger, rising=rising
        )  # fmt: skip
    return _finding(order, "trigger_not_reached", reach=seen, bound=trigger, rising=rising)


def _resting(order: Order, market: Market, now: datetime) -> OrderFinding:
    if market.symbol is not None and not market.symbol.trading:
        return _finding(order, "halted")
    window = window_of(order, now)
    fills = [one.at for one in order.changes if one.filled is not None and Decimal(one.filled) > 0]
    if fills:
        window = Window(fills[-1], window.end)
    window = _told_so_far(window, market)
    found = _reached(order, market, window)
    if found is None or found.how == "unknown":
        return _finding(order, "no_market_data", confidence="open")
    if found.how == "through":
        return _finding(order, "traded_through", confidence="likely", escalate=True, reach=found)
    cause = {"never": "never_reached", "touched": "touched_only", "edge": "edge_only"}[found.how]
    ahead = waiting_ahead(market.book, order.side, Decimal(order.price or 0)) if market.book else None
    if Decimal(order.filled) > 0:
        cause = "part_filled"
    certain = cause == "never_reached" and found.complete
    return _finding(
        order, cause, confidence="certain" if certain else "likely", reach=found, ahead=ahead,
        walk=_walked(order, market),
    )  # fmt: skip


def _told_so_far(window: Window, market: Market) -> Window:
    """Leave the minute out that still runs, when nothing is told of it yet."""
    width = timedelta(seconds=market.seconds)
    told = max((one.at for one in market.candles), default=window.end) + width
    return Window(window.start, told) if window.end - width < told < window.end else window


def _reached(order: Order, market: Market, window: Window) -> Reach | None:
    price = _decimal(order.price)
    if price is None or not market.candles:
        return None
    return reach(market.candles, price, order.side, window, market.seconds, market.trades)


def _walked(order: Order, market: Market) -> Walk | None:
    left = Decimal(order.amount) - Decimal(order.filled)
    return walk(market.book, order.side, left, _decimal(order.price)) if market.book else None


def _finding(order: Order, cause: str, **more: object) -> OrderFinding:
    filled = Decimal(order.filled)
    made = OrderFinding(cause=cause, filled=filled, left=Decimal(order.amount) - filled)
    return msgspec.structs.replace(made, **more)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _under(value: Decimal | None, bound: Decimal | None) -> bool:
    return value is not None and bound is not None and value < bound


def _off(value: Decimal | None, unit: Decimal | None) -> bool:
    return value is not None and unit is not None and unit > 0 and value % unit != 0
