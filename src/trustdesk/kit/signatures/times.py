"""Whether a signed time is of now."""

from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)
LONGEST = 13  # digits of a time in milliseconds


def timely(stamp: str, now: datetime) -> bool:
    """Tell whether a time in Unix seconds is within five minutes of ``now``, either way."""
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= LONGEST):
        return False
    return abs(now.timestamp() - int(stamp)) <= TOLERANCE.total_seconds()
