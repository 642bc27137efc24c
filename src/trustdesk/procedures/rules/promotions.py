"""What became of somebody's part in a promotion, told from the exchange's record. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from trustdesk.exchange import Promotion

Standing = Literal["not_joined", "joined", "qualified", "paid", "not_qualified", "over"]
# Why somebody did not qualify, as far as it can be worded; anything else is worded as the terms.
REASONS = frozenset(
    {"volume_too_low", "deposit_too_low", "joined_late", "region_excluded", "not_verified", "same_device"}
)


class Part(msgspec.Struct, frozen=True):
    """How somebody's part stands."""

    standing: Standing
    promotion: Promotion | None = None
    reason: str = ""


def meant(found: Sequence[Promotion], text: str) -> Promotion | None:
    """Find the promotion somebody writes about: the one they name, else the latest."""
    low = text.lower()
    named = [one for one in found if one.name.lower() in low]
    return max(named or found, key=lambda one: one.at, default=None)


def part_of(found: Sequence[Promotion], text: str, now: datetime) -> Part:
    """Tell how somebody's part stands; one that was joined and has run out is over."""
    one = meant(found, text)
    if one is None:
        return Part("not_joined")
    if one.state == "ended" or (one.state == "joined" and one.until is not None and now >= one.until):
        return Part("over", one)
    if one.state == "not_qualified":
        return Part("not_qualified", one, one.reason if one.reason in REASONS else "terms")
    return Part(one.state, one)
