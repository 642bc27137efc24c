"""Ids: UUID version 7 (RFC 9562), ordered by the time they were minted."""

import os
from datetime import UTC, datetime
from uuid import UUID

from trustdesk.kit import clock

VERSION_AND_VARIANT = 0x7000_8000_0000_0000_0000
RANDOM = (0xFFF << 64) | 0x3FFF_FFFF_FFFF_FFFF


def uuid7() -> UUID:
    """Mint an id: 48 bits of milliseconds, then 74 random bits."""
    random = int.from_bytes(os.urandom(10))
    stamp = int(clock.utc_now().timestamp() * 1_000)
    return UUID(int=stamp << 80 | VERSION_AND_VARIANT | random & RANDOM)


def earliest(at: datetime) -> UUID:
    """Give the smallest id that could have been minted at this time (aware)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def minted_at(id: UUID) -> datetime:
    """Tell when an id of version 7 was minted (aware)."""
    return datetime.fromtimestamp((id.int >> 80) / 1000, UTC)


def parse(text: str) -> UUID | None:
    """Read an id as clients write it, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
