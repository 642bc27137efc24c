"""Maintenance tiers: which rate holds for a value, and the offset that joins the tiers. Pure.

``d_n = floor_n (r_n - r_{n-1}) + d_{n-1}``: with it the maintenance margin has no step where a tier begins.
It held for all 349 symbols of a recorded list of Binance's brackets.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

ZERO = Decimal(0)


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """From ``floor`` to ``cap`` of value (in the margin coin) the ``rate`` holds; ``offset`` is "cum"."""

    floor: Decimal
    rate: Decimal
    cap: Decimal | None = None
    offset: Decimal | None = None
    max_leverage: Decimal | None = None


def with_offsets(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    """Put tiers in order and compute the offsets that are not given; ``ValueError`` for none at all."""
    if not tiers:
        raise ValueError("no tier")
    found: list[Tier] = []
    for tier in sorted(tiers, key=lambda one: one.floor):
        if tier.offset is not None:
            found.append(tier)
            continue
        before = found[-1] if found else None
        offset = tier.floor * (tier.rate - before.rate) + (before.offset or ZERO) if before else ZERO
        found.append(msgspec.structs.replace(tier, offset=offset))
    return tuple(found)


def tier_offsets(tiers: Sequence[Tier]) -> list[Decimal]:
    """Give ``d_n`` of every tier by the recursion alone, whatever offsets are given."""
    bare = [msgspec.structs.replace(tier, offset=None) for tier in tiers]
    return [tier.offset or ZERO for tier in with_offsets(bare)]


def holding(tiers: Sequence[Tier], value: Decimal) -> Tier:
    """Give the tier that holds for a value: the first whose cap is not exceeded, else the last."""
    return next((tier for tier in tiers if tier.cap is None or value <= tier.cap), tiers[-1])
