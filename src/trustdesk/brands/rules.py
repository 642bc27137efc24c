"""Service hours by the wall clock, and what makes a brand's file unusable."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo, available_timezones

from trustdesk.brands.model import Brand, Hours, Identity, Weekday
from trustdesk.kit.errors import NotFound

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_DAY = timedelta(days=1)
_LOCAL = {"localhost", "127.0.0.1"}


def known(brands: Mapping[str, Brand], slug: str) -> Brand:
    """Find a brand by its slug; raises ``NotFound``."""
    if slug not in brands:
        raise NotFound
    return brands[slug]


def open_at(hours: Hours, now: datetime) -> bool:
    """Whether the team is on duty at ``now`` (aware)."""
    today = now.astimezone(ZoneInfo(hours.time_zone)).date()
    return hours.always or any(
        starts <= now < ends for day in (today - _DAY, today) for starts, ends in _spans(hours, day)
    )


def next_opening(hours: Hours, now: datetime) -> datetime | None:
    """The first moment from ``now`` on at which the team is on duty, in UTC; None when it never is again."""
    if open_at(hours, now):
        return now.astimezone(UTC)
    day = now.astimezone(ZoneInfo(hours.time_zone)).date()
    # A week repeats; only holidays break it, and after the last one a whole week is regular.
    last = max((day, *hours.holidays)) + 8 * _DAY
    while day <= last:
        coming = [starts for starts, _ in _spans(hours, day) if starts > now]
        if coming:
            return min(coming)
        day += _DAY
    return None


def allows_origin(brand: Brand, origin: str, own: str) -> bool:
    """Whether a page of ``origin`` may speak for a visitor of this brand; the house (``own``) always may."""
    return origin == own or origin in brand.origins


def faults(brand: Brand) -> Iterator[tuple[str, str]]:
    """What the shape alone cannot tell: pairs of the key in the file and what is wrong with it."""
    if "en" not in brand.locales:
        yield "locales", "must contain en, the language of last resort"
    if not brand.topics:
        yield "topics", "must name at least one topic"
    codes = {topic.code for topic in brand.topics}
    for place, need in enumerate(brand.needs):
        if need.topic not in codes:
            yield f"needs[{place}].topic", f"{need.topic!r} is not among this brand's topics"
    for line, count in Counter((*brand.lines, *brand.described)).items():
        if count > 1:
            yield "lines", f"{line!r} stands twice in lines and described"
    yield from _identity_faults(brand.identity)
    yield from _hours_faults(brand.hours)
    yield from _address_faults(brand)


def shared_prefixes(brands: Mapping[str, Brand]) -> list[str]:
    """Prefixes that more than one brand uses: a conversation number would not tell whose it is."""
    return [prefix for prefix, count in Counter(b.prefix for b in brands.values()).items() if count > 1]


def _identity_faults(identity: Identity | None) -> Iterator[tuple[str, str]]:
    if identity is None:
        return
    if (identity.keys_file is None) == (identity.keys_url is None):
        yield "identity", "needs keys_file or keys_url, one of them"
    if identity.keys_url is not None and not identity.keys_url.startswith("https://"):
        yield "identity.keys_url", "must use https"


def _hours_faults(hours: Hours) -> Iterator[tuple[str, str]]:
    if hours.time_zone not in available_timezones():
        yield "hours.time_zone", f"{hours.time_zone!r} is not a time zone of the IANA list"
    if not hours.always and not any(hours.week.values()):
        yield "hours.week", "has no span; say always = true for round-the-clock service"
    for day, spans in hours.week.items():
        ordered = sorted(map(_minutes, spans))
        if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
            yield f"hours.week.{day}", "has spans that overlap"


def _address_faults(brand: Brand) -> Iterator[tuple[str, str]]:
    for origin in brand.origins:
        scheme, _, host = origin.partition("://")
        if scheme not in {"http", "https"} or not host or "/" in host or "*" in host:
            yield "origins", f"{origin!r} is not an origin like https://www.bitget.example"
        elif scheme == "http" and host.partition(":")[0] not in _LOCAL:
            yield "origins", f"{origin!r} must use https"
    if brand.official.host not in brand.official.domains:
        yield "official.host", "must be one of official.domains"


def _minutes(span: str) -> tuple[int, int]:
    """Start and end in minutes from the day's midnight; an end past midnight lies beyond 1440."""
    starts, ends = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
    return starts, ends if ends > starts else ends + 24 * 60


def _spans(hours: Hours, day: date) -> list[tuple[datetime, datetime]]:
    """The spans starting on ``day``, as moments: first reading of the start to last reading of the end."""
    if day in hours.holidays:
        return []
    zone = ZoneInfo(hours.time_zone)
    return [
        (_moment(day, starts, zone, fold=0), _moment(day, ends, zone, fold=1))
        for starts, ends in map(_minutes, hours.week.get(WEEKDAYS[day.weekday()], ()))
    ]


def _moment(day: date, minutes: int, zone: ZoneInfo, *, fold: int) -> datetime:
    """The moment at which clocks in ``zone`` read that minute of that day.

    An hour the clocks repeat is told apart by ``fold``; one they skip becomes the moment they skip it.
    """
    days, minute = divmod(minutes, 24 * 60)
    wall = datetime.combine(day + days * _DAY, time(minute // 60, minute % 60))
    before, after = (wall.replace(tzinfo=zone, fold=side).astimezone(UTC) for side in (0, 1))
    if after >= before:
        return (before, after)[fold]
    old = after.astimezone(zone).utcoffset()
    seconds = range(int((before - after).total_seconds()) + 1)
    skipped = bisect_left(
        seconds, 1, key=lambda s: (after + timedelta(seconds=s)).astimezone(zone).utcoffset() != old
    )
    return after + timedelta(seconds=skipped)
