"""Whether the market came to a price while an order lay there: by candles, finer by trades. Pure.

A buy at P needs somebody who sells at P: it is reached when the low is at P, traded through when the low is
below. A sell is its mirror. The candle in which an order came or went belongs to it only in part: what
happened there may have been before or after, so that alone proves nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

import msgspec

from trustdesk.exchange import Candle

How = Literal["never", "touched", "through", "edge", "unknown"]
Side = Literal["buy", "sell"]


class Trade(msgspec.Struct, frozen=True):
    """One public trade."""

    at: datetime
    price: Decimal


class Window(msgspec.Struct, frozen=True):
    """From when until when an order lay in the book."""

    start: datetime
    end: datetime


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How near the market came. ``at``: the first candle or trade that proves it; ``complete``: none missing.

    ``edge``: beyond the price only in the first or last candle, of which only a part counts.
    """

    how: How
    extreme: Decimal | None = None
    at: datetime | None = None
    complete: bool = True


def reach(
    candles: Sequence[Candle],
    price: Decimal,
    side: Side,
    window: Window,
    seconds: int = 60,
    trades: Sequence[Trade] = (),
) -> Reach:
    """Tell how near the market came to a limit price within a window."""
    width = timedelta(seconds=seconds)
    inside = [one for one in candles if one.at < window.end and one.at + width > window.start]
    if not inside:
        return Reach(how="unknown", complete=False)
    whole = [one for one in inside if one.at >= window.start and one.at + width <= window.end]
    seen = _Seen(
        whole=[Trade(one.at, _best(one, side)) for one in whole],
        edges=[Trade(one.at, _best(one, side)) for one in inside if one not in whole],
        fine=[one for one in trades if window.start <= one.at <= window.end],
    )
    extreme = _furthest([_best(one, side) for one in inside], side)
    found = Reach(how="never", extreme=extreme, complete=_complete(inside, window, width))
    how, at = _judged(seen, price, side)
    return msgspec.structs.replace(found, how=how, at=at)


def triggered(candles: Sequence[Candle], trigger: Decimal, *, rising: bool) -> datetime | None:
    """Give the first candle of a series in which a trigger price was reached, from below or from above."""
    return next((one.at for one in candles if (one.high >= trigger if rising else one.low <= trigger)), None)


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Best prices of the candles that count whole, of the first and last, and the trades."""

    whole: Sequence[Trade]
    edges: Sequence[Trade]
    fine: Sequence[Trade]


def _judged(seen: _Seen, price: Decimal, side: Side) -> tuple[How, datetime | None]:
    through = _first([*seen.whole, *seen.fine], lambda one: _past(one, price, side))
    if through is not None:
        return "through", through
    vague = () if seen.fine else seen.edges
    edge = _first(vague, lambda one: _past(one, price, side))
    if edge is not None:
        return "edge", edge
    touch = _first([*seen.whole, *seen.fine, *vague], lambda one: one == price)
    return ("touched", touch) if touch is not None else ("never", None)


def _first(seen: Sequence[Trade], holds: Callable[[Decimal], bool]) -> datetime | None:
    return next((one.at for one in seen if holds(one.price)), None)


def _best(candle: Candle, side: Side) -> Decimal:
    return candle.low if side == "buy" else candle.high


def _past(seen: Decimal, price: Decimal, side: Side) -> bool:
    return seen < price if side == "buy" else seen > price


def _furthest(prices: Sequence[Decimal], side: Side) -> Decimal:
    return min(prices) if side == "buy" else max(prices)


def _complete(inside: Sequence[Candle], window: Window, width: timedelta) -> bool:
    starts = sorted(one.at for one in inside)
    held = starts[0] <= window.start and starts[-1] + width >= window.end
    return held and all(later - earlier <= width for earlier, later in pairwise(starts))
