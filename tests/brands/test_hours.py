"""Service hours by the wall clock: several spans a day, over midnight, holidays, clocks that jump."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.brands import Hours, next_opening, open_at
from trustdesk.brands.rules import WEEKDAYS

OFFICE = Hours(
    time_zone="Asia/Shanghai",
    week=dict.fromkeys(WEEKDAYS[:5], ("09:00-12:00", "13:30-18:00")),
    holidays=frozenset({date(2026, 11, 24)}),
)
NIGHT = Hours(time_zone="Europe/Berlin", week={"fri": ("22:00-06:00",), "sun": ("20:00-24:00",)})
ALWAYS = Hours(time_zone="UTC", always=True)
NEVER = Hours(time_zone="UTC")


def at(text: str, zone: str = "Asia/Shanghai", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2026-11-23 08:59:59", False),
        ("2026-11-23 09:00:00", True),
        ("2026-11-23 11:59:59", True),
        ("2026-11-23 12:00:00", False),
        ("2026-11-23 13:30:00", True),
        ("2026-11-23 18:00:00", False),
        ("2026-11-24 10:00:00", False),
        ("2026-11-28 10:00:00", False),
    ],
)
def test_office_hours(wall: str, *, expected: bool) -> None:
    assert open_at(OFFICE, at(wall)) is expected


@pytest.mark.parametrize(
    ("wall", "opens"),
    [
        ("2026-11-23 07:00", "2026-11-23 09:00"),
        ("2026-11-23 12:30", "2026-11-23 13:30"),
        ("2026-11-23 18:00", "2026-11-25 09:00"),
        ("2026-11-27 20:00", "2026-11-30 09:00"),
    ],
)
def test_the_next_opening_skips_nights_weekends_and_holidays(wall: str, opens: str) -> None:
    assert next_opening(OFFICE, at(wall)) == at(opens)


def test_the_next_opening_is_now_while_open() -> None:
    assert next_opening(OFFICE, at("2026-11-23 10:00")) == at("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2026-11-27 21:59", False),
        ("2026-11-27 22:00", True),
        ("2026-11-28 05:59", True),
        ("2026-11-28 06:00", False),
        ("2026-11-28 23:00", False),
        ("2026-11-29 23:59", True),
        ("2026-11-30 00:00", False),
    ],
)
def test_a_span_over_midnight_belongs_to_the_day_it_starts(wall: str, *, expected: bool) -> None:
    assert open_at(NIGHT, at(wall, "Europe/Berlin")) is expected


def test_always_and_never() -> None:
    now = at("2026-11-23 03:00")
    assert open_at(ALWAYS, now) is True
    assert next_opening(ALWAYS, now) == now
    assert open_at(NEVER, now) is False
    assert next_opening(NEVER, now) is None


def test_a_holiday_every_day_for_a_month_is_waited_out() -> None:
    month = frozenset(date(2026, 12, 1) + timedelta(days=n) for n in range(31))
    hours = Hours(time_zone="UTC", week={"tue": ("10:00-11:00",)}, holidays=month)
    assert next_opening(hours, at("2026-12-01 09:00", "UTC")) == at("2027-01-05 10:00", "UTC")


def test_an_opening_inside_the_skipped_hour_opens_when_the_clocks_skip() -> None:
    # Berlin, 28 March 2027: 02:00 becomes 03:00, at 01:00 UTC.
    hours = Hours(time_zone="Europe/Berlin", week={"sun": ("02:30-10:00",)})
    assert next_opening(hours, at("2027-03-28 00:00", "Europe/Berlin")) == datetime(
        2027, 3, 28, 1, tzinfo=UTC
    )


def test_the_repeated_hour_is_open_both_times() -> None:
    # Berlin, 31 October 2027: 03:00 becomes 02:00 again.
    hours = Hours(time_zone="Europe/Berlin", week={"sun": ("02:00-03:00",)})
    for fold in (0, 1):
        assert open_at(hours, at("2027-10-31 02:30", "Europe/Berlin", fold=fold)) is True
    assert open_at(hours, at("2027-10-31 03:00", "Europe/Berlin")) is False


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


minute = st.integers(0, 24 * 60 - 1)
span = st.tuples(minute, minute).filter(lambda pair: pair[0] != pair[1])
spans = st.lists(span.map(lambda pair: f"{clock(pair[0])}-{clock(pair[1])}"), max_size=3).map(tuple)
zones = st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "America/Havana"])
some_hours = st.builds(
    Hours,
    time_zone=zones,
    week=st.dictionaries(st.sampled_from(WEEKDAYS), spans, max_size=7),
    holidays=st.frozensets(st.dates(date(2027, 3, 1), date(2027, 3, 20)), max_size=4),
)
moments = st.datetimes(datetime(2027, 3, 1), datetime(2027, 11, 20), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(some_hours, moments)
def test_nothing_is_open_between_now_and_the_next_opening(hours: Hours, now: datetime) -> None:
    opens = next_opening(hours, now)
    if opens is None:
        assert not any(hours.week.values())
        return
    assert opens >= now
    assert open_at(hours, opens)
    assert opens == now or not open_at(hours, opens - timedelta(seconds=1))
    step = (opens - now) / 40
    assert not any(open_at(hours, now + step * n) for n in range(40) if opens > now)


@given(some_hours, moments)
def test_open_exactly_when_the_wall_clock_says_so(hours: Hours, now: datetime) -> None:
    wall = now.astimezone(ZoneInfo(hours.time_zone))
    offsets = {(now + timedelta(hours=h)).astimezone(wall.tzinfo).utcoffset() for h in (-25, 0, 25)}
    if len(offsets) > 1:
        return  # the days around a jump have their own tests above
    minutes = wall.hour * 60 + wall.minute
    says = False
    for days_ago in (0, 1):
        day = wall.date() - timedelta(days=days_ago)
        for text in () if day in hours.holidays else hours.week.get(WEEKDAYS[day.weekday()], ()):
            first, last = (int(half[:2]) * 60 + int(half[3:]) for half in text.split("-"))
            last += 24 * 60 if last <= first else 0
            says = says or first <= minutes + days_ago * 24 * 60 < last
    assert open_at(hours, now) is says
