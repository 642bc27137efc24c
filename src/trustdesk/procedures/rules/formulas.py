"""Which exchange computes a liquidation price by which family, since when, by which source: dated data. Pure.

Where an exchange changed over and the day is not published, both formulas are in force for a while:
the one that gives the recorded price is told to be the one that was used.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from trustdesk.procedures.rules.liquidation import (
    Estimate,
    Family,
    Kind,
    LeveragedPosition,
    liquidation_price,
    on_tick,
)
from trustdesk.procedures.rules.tiers import Tier

ZERO = Decimal(0)


class Formula(msgspec.Struct, frozen=True, kw_only=True):
    """One way of computing it. ``fee``: the taker fee of closing counts, too; ``read``: when looked up."""

    version: str
    exchange: str
    family: Family
    fee: bool
    source: str
    read: date
    kinds: tuple[Kind, ...] = ("linear", "inverse")
    since: date | None = None
    until: date | None = None


LOOK = date(2026, 11, 26)
FORMULAS: tuple[Formula, ...] = (
    Formula(
        version="bybit-2024", exchange="bybit", family="entry", fee=False, until=date(2026, 6, 30), read=LOOK,
        source="Bybit help centre, liquidation price (isolated), 2024",
    ),
    Formula(
        version="bybit-2025", exchange="bybit", family="mark", fee=True, since=date(2025, 1, 1), read=LOOK,
        source="Bybit help centre, inverse contracts, 2025; linear by analogy",
    ),
    Formula(
        version="kucoin-1", exchange="kucoin", family="entry", fee=False, read=LOOK,
        source="KuCoin help centre, liquidation price",
    ),
    Formula(
        version="bitget-beginner", exchange="bitget", family="entry", fee=False, read=LOOK,
        source="Bitget beginners' page",
    ),
    Formula(
        version="bitget-1", exchange="bitget", family="mark", fee=True, read=LOOK,
        source="Bitget help centre, estimated liquidation price",
    ),
    Formula(
        version="binance-1", exchange="binance", family="mark", fee=False, read=LOOK,
        source="Binance FAQ, how to calculate the liquidation price",
    ),
    Formula(
        version="blofin-1", exchange="blofin", family="mark", fee=True, read=LOOK,
        source="BloFin help centre",
    ),
    Formula(version="gate-1", exchange="gate", family="mark", fee=True, read=LOOK, source="Gate help centre"),
    Formula(version="okx-1", exchange="okx", family="mark", fee=True, read=LOOK, source="OKX help centre"),
)  # fmt: skip
# An exchange of which nothing is known: both are tried.
UNKNOWN: tuple[Formula, ...] = (
    Formula(version="mark", exchange="", family="mark", fee=True, source="the usual formula", read=LOOK),
    Formula(version="entry", exchange="", family="entry", fee=False, source="the older formula", read=LOOK),
)


class Computed(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate, by which formula, on the tick, and how far it is from the recorded price."""

    formula: Formula
    estimate: Estimate
    price: Decimal | None
    apart: Decimal | None = None


def formulas_for(exchange: str, kind: Kind, on: date) -> tuple[Formula, ...]:
    """Give the formulas in force at an exchange on a day, the newest first; both families if unknown."""
    found = [
        one
        for one in FORMULAS
        if one.exchange == exchange
        and kind in one.kinds
        and (one.since is None or one.since <= on)
        and (one.until is None or on <= one.until)
    ]
    return tuple(sorted(found, key=lambda one: one.since or date.min, reverse=True)) or UNKNOWN


def computed(
    position: LeveragedPosition,
    tiers: Sequence[Tier],
    formulas: Sequence[Formula],
    *,
    taker: Decimal,
    tick: Decimal | None = None,
    recorded: Decimal | None = None,
) -> list[Computed]:
    """Compute by each formula; the nearest to the recorded price first, where one is recorded."""
    found = [_one(position, tiers, formula, taker if formula.fee else ZERO) for formula in formulas]
    told = [_told(position, one, tick, recorded) for one in found]
    return sorted(told, key=lambda one: (one.apart is None, one.apart or ZERO))


def explains(found: Computed, tick: Decimal) -> bool:
    """Whether a computation gives the recorded price, to one tick."""
    return found.apart is not None and found.apart <= tick


def _one(
    position: LeveragedPosition, tiers: Sequence[Tier], formula: Formula, fee: Decimal
) -> tuple[Formula, Estimate]:
    return formula, liquidation_price(position, tiers, formula.family, fee)


def _told(
    position: LeveragedPosition,
    found: tuple[Formula, Estimate],
    tick: Decimal | None,
    recorded: Decimal | None,
) -> Computed:
    formula, estimate = found
    price = estimate.price
    if price is not None and tick is not None:
        price = on_tick(price, tick, position.side)
    apart = None if price is None or recorded is None else abs(price - recorded)
    return Computed(formula=formula, estimate=estimate, price=price, apart=apart)
