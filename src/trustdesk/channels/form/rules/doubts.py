"""Whether a person fills the form in. A doubt loses no letter: it makes it wait for the link in the mail."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from trustdesk.channels.form.model import FormSettings

Doubt = Literal["stamp", "quick", "trap"]
EFFORT_BITS = 14  # sixteen thousand hashes: a blink for one person, hours for a million letters


class Signs(msgspec.Struct, frozen=True):
    """What came along with a letter: when its page was made (None: no stamp of ours), the trap's content."""

    made_at: datetime | None
    trap: str


def doubts(signs: Signs, settings: FormSettings, now: datetime) -> list[Doubt]:
    """Name what speaks against a person."""
    found: list[Doubt] = []
    if signs.made_at is None or now - signs.made_at > timedelta(hours=settings.most_hours):
        found.append("stamp")
    elif now - signs.made_at < timedelta(seconds=settings.least_seconds):
        found.append("quick")
    if signs.trap:
        found.append("trap")
    return found


def worked(challenge: str, answer: str) -> bool:
    """Whether the browser did the work it was asked for: a hash with so many zero bits in front."""
    if not answer.isascii() or not answer.isdigit() or len(answer) > len(str(2**53)):
        return False
    made = hashlib.sha256(f"{challenge}.{answer}".encode()).digest()
    return int.from_bytes(made[:4]) >> (32 - EFFORT_BITS) == 0


def most_letters(settings: FormSettings, *, effort: bool) -> int:
    """How many letters an hour may come from one place; without the work, a quarter."""
    return settings.hourly_from_one_place if effort else max(1, settings.hourly_from_one_place // 4)
