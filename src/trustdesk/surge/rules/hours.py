"""What the hours of the past say about a usual week, and when it is calm. With too little they say nothing.

A usual hour is the median over the weeks: one crash on a Tuesday makes no Tuesday busy.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import msgspec

from trustdesk.surge.model import Hour

ONE = timedelta(hours=1)
DAY = 24
FEWEST_WEEKS = 3  # of each hour of a week, before anything is said of it
BUSY_ENOUGH = 1.0  # conversations in a usual hour of the day; below it there is nothing to avoid
CALM_SHARE = 0.5  # of the day's usual hour
SHORTEST = 2  # hours; nobody comes back for less


class UsualHour(msgspec.Struct, frozen=True):
    """A usual hour of the week (Monday is 0), over so many weeks; the wait is in seconds."""

    weekday: int
    hour: int
    weeks: int
    began: float
    wait_s: int | None


def cells(hours: Iterable[Hour], zone: str) -> list[UsualHour]:
    """Fold hours into a week by the wall clock of a zone; hours nobody has counted are left out."""
    place = ZoneInfo(zone)
    found: dict[tuple[int, int], list[Hour]] = {}
    for one in hours:
        local = one.at.astimezone(place)
        found.setdefault((local.weekday(), local.hour), []).append(one)
    return [_cell(at, some) for at, some in sorted(found.items())]


def known_weeks(found: Sequence[UsualHour]) -> int:
    """Tell how many weeks stand behind every hour of the week; 0 while one of them is not known at all."""
    return min((one.weeks for one in found), default=0) if len(found) == 7 * DAY else 0


def calm(
    found: Sequence[UsualHour], zone: str, on_duty: Callable[[datetime], bool], now: datetime
) -> tuple[datetime, datetime] | None:
    """Find the longest usually calm stretch of the 24 hours after this one, or None.

    Calm is an hour with at most half of what a usual hour of these 24 brings, in which people are on duty
    and the wait is no longer than usual.
    """
    by_hour = {(one.weekday, one.hour): one for one in found}
    first = now.replace(minute=0, second=0, microsecond=0) + ONE
    coming = [first + ONE * step for step in range(DAY)]
    usual = [_at(by_hour, one, zone) for one in coming]
    day = [one for one in usual if one is not None and one.weeks >= FEWEST_WEEKS]
    if len(day) < DAY:
        return None
    mean = sum(one.began for one in day) / DAY
    waits = [one.wait_s for one in day if one.wait_s is not None]
    longest = median(waits) if waits else 0
    if mean < BUSY_ENOUGH:
        return None
    quiet = [
        one.began <= mean * CALM_SHARE and (one.wait_s is None or one.wait_s <= longest) and on_duty(at)
        for at, one in zip(coming, day, strict=True)
    ]
    start, length = _longest(quiet)
    return (coming[start], coming[start] + ONE * length) if length >= SHORTEST else None


def _cell(at: tuple[int, int], some: Sequence[Hour]) -> UsualHour:
    taken = sum(one.taken for one in some)
    waited = sum(one.waited_s for one in some)
    return UsualHour(
        *at, len(some), float(median(one.began for one in some)), round(waited / taken) if taken else None
    )


def _at(by_hour: Mapping[tuple[int, int], UsualHour], at: datetime, zone: str) -> UsualHour | None:
    local = at.astimezone(ZoneInfo(zone))
    return by_hour.get((local.weekday(), local.hour))


def _longest(quiet: Sequence[bool]) -> tuple[int, int]:
    """Find the first of the longest runs: where it begins, and how long it is."""
    best, start = (0, 0), 0
    for place, one in enumerate([*quiet, False]):
        if not one:
            best = max(best, (start, place - start), key=lambda run: run[1])
            start = place + 1
    return best
