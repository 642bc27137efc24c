"""The clock: the database's, so that all nodes and all rows go by one. It is an argument everywhere else.

Between two looks at it our monotonic clock carries it on, which nobody sets: a machine whose time is
wrong, or is put right, changes nothing. A process without a database goes by its machine.
"""

import time
from datetime import UTC, datetime

LOOSE_SECONDS = 0.02
LOOKS = 50


class _Carried:
    """What to add to our monotonic clock."""

    def __init__(self) -> None:
        self.ahead = _by_the_machine()


def utc_now() -> datetime:
    """Tell the time, aware, in UTC."""
    return datetime.fromtimestamp(_CARRIED.ahead + time.monotonic(), UTC)


def follow(theirs: datetime, asked: float, answered: float) -> None:
    """Go by what the database said between two moments of the monotonic clock.

    An answer that was slow proves little: we keep to what we have as long as it does not contradict us.
    """
    wrong = theirs.timestamp() - (asked + answered) / 2 - _CARRIED.ahead
    if abs(wrong) > (answered - asked) / 2 + LOOSE_SECONDS:
        _CARRIED.ahead += wrong


def _by_the_machine() -> float:
    # Of many looks the quickest: nobody else had the processor between its two halves.
    return min(_look() for _ in range(LOOKS))[1]


def _look() -> tuple[float, float]:
    before = time.monotonic()
    ahead = time.time() - before
    return time.monotonic() - before, ahead


_CARRIED = _Carried()
