"""How long a copy waits, how long it is of use, and what may be told of why it did not go out."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_WAIT, LONGEST_WAIT = 30.0, 3_600.0
PATIENCE = timedelta(days=1)  # after that a person decides
LASTS: Mapping[str, timedelta] = {
    "risk": timedelta(days=7),
    "maintenance": timedelta(days=2),
    "listing": timedelta(days=2),
    "promotion": timedelta(days=2),
    "rules": timedelta(days=7),
}
SHORTEST = 60
SHOWN = 120
_ADDRESS = re.compile(r"\S*@\S*")


def wait_in(attempts: int, age: float, asked: float | None) -> float | None:
    """Tell in how many seconds to try again: what the other side asked for, else longer each time."""
    wait = asked if asked is not None else min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return None if age + wait > PATIENCE.total_seconds() else max(wait, 1.0)


def retry_after(written: str, now: datetime) -> float | None:
    """Read ``Retry-After``: seconds, or a date (RFC 9110, 10.2.3); None for neither."""
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        return max((parsedate_to_datetime(written) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def lasts(kind: str, over_at: datetime | None, now: datetime) -> int:
    """Tell for how many seconds an announcement is of use to who was away: to its end at the longest."""
    most = LASTS[kind]
    left = min(most, over_at - now) if over_at is not None else most
    return max(SHORTEST, int(left.total_seconds()))


def told(reason: str) -> str:
    """Cut a reason to what editors may read: no address, no more than a line."""
    return _ADDRESS.sub("…", reason)[:SHOWN]


def excerpt(text: str, most: int) -> str:
    """Cut a text to its beginning, at a word where there is one."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    at = cut.rfind(" ")
    return f"{cut[:at] if at > most // 2 else cut}…"
