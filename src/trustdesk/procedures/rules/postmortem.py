"""How a position ended by force: when mark crossed, what was lost, what would have changed it. Pure.

Education about what happened. Nothing here says what anybody should do next, or promises anything.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from trustdesk.exchange import Candle
from trustdesk.procedures.rules.liquidation import (
    Family,
    LeveragedPosition,
    Side,
    liquidation_price,
    margin,
    profit,
    value,
)
from trustdesk.procedures.rules.tiers import Tier

ZERO = Decimal(0)
LADDER = tuple(map(Decimal, (1, 2, 3, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 125)))


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A stop that was not there: its price, when it would have been triggered, and what it would have cost.

    ``loss`` and ``fee`` are estimates at the stop's own price, positive, in the margin coin; ``kept`` is what
    of the margin would have been left. A fast market fills a stop at a worse price.
    """

    distance: Decimal
    price: Decimal
    at: datetime | None
    loss: Decimal
    fee: Decimal
    kept: Decimal


class Crossing(msgspec.Struct, frozen=True, kw_only=True):
    """When mark and last price first reached the liquidation price; None: not in these candles."""

    mark: datetime | None
    last: datetime | None
    worst_mark: Decimal | None
    worst_last: Decimal | None


def first_reached(candles: Sequence[Candle], price: Decimal, side: Side) -> datetime | None:
    """Give the start of the first candle that reached a price from above (long) or from below (short)."""
    return next((one.at for one in candles if _beyond(one, price, side)), None)


def worst(candles: Sequence[Candle], side: Side) -> Decimal | None:
    """Give the lowest low for a long, the highest high for a short."""
    if not candles:
        return None
    return min(one.low for one in candles) if side == "long" else max(one.high for one in candles)


def crossing(mark: Sequence[Candle], last: Sequence[Candle], price: Decimal, side: Side) -> Crossing:
    """Compare the two series: the mark price triggers, charts show the last price."""
    return Crossing(
        mark=first_reached(mark, price, side),
        last=first_reached(last, price, side),
        worst_mark=worst(mark, side),
        worst_last=worst(last, side),
    )


def stop_instead(
    position: LeveragedPosition, distance: Decimal, candles: Sequence[Candle], taker: Decimal
) -> Stop:
    """Say what a stop at a distance from the entry (a fraction of it) would have cost instead."""
    price = position.entry * (1 - position.sign * distance)
    loss = -profit(position, price)
    fee = value(position, price) * taker
    at = first_reached(candles, price, position.side)
    return Stop(
        distance=distance, price=price, at=at, loss=loss, fee=fee, kept=margin(position) - loss - fee
    )  # fmt: skip


def leverage_that_held(
    position: LeveragedPosition,
    tiers: Sequence[Tier],
    family: Family,
    fee: Decimal,
    extreme: Decimal,
) -> Decimal | None:
    """Give the highest usual leverage whose liquidation price the mark price did not reach; None: not even 1.

    The quantity stays, so a lower leverage means more margin behind it.
    """
    for leverage in reversed(LADDER):
        if leverage >= position.leverage:
            continue
        other = msgspec.structs.replace(position, leverage=leverage, initial=None)
        price = liquidation_price(other, tiers, family, fee).price
        if price is None or (price < extreme if position.side == "long" else price > extreme):
            return leverage
    return None


def _beyond(candle: Candle, price: Decimal, side: Side) -> bool:
    return candle.low <= price if side == "long" else candle.high >= price
