"""One clock for all: the database's word counts, unless it was so long on its way that it proves nothing."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from trustdesk.kit import clock

HOURS = timedelta(hours=2)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    now = time.monotonic()
    clock.follow(datetime.now(UTC), now, now)


def said(theirs: timedelta, *, within: float = 0.0) -> timedelta:
    """How far the clock is from this machine's, after the database has named a time so far from it."""
    now = time.monotonic()
    clock.follow(datetime.now(UTC) + theirs, now - within / 2, now + within / 2)
    return clock.utc_now() - datetime.now(UTC)


@pytest.mark.parametrize("theirs", [HOURS, -HOURS, timedelta(seconds=0.1), timedelta(seconds=-0.1)])
def test_another_time_there_counts_here(theirs: timedelta) -> None:
    assert abs(said(theirs) - theirs) < timedelta(milliseconds=5)


def test_what_cannot_be_told_from_the_way_changes_nothing() -> None:
    assert abs(said(timedelta(milliseconds=10))) < timedelta(milliseconds=5)
    assert abs(said(timedelta(seconds=1), within=3)) < timedelta(milliseconds=5)


def test_a_slow_answer_counts_where_it_contradicts() -> None:
    assert abs(said(HOURS, within=3) - HOURS) < timedelta(milliseconds=5)


def test_a_machine_whose_time_is_put_back_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = clock.utc_now()
    honest = time.time
    monkeypatch.setattr(time, "time", lambda: honest() - HOURS.total_seconds())
    assert timedelta() <= clock.utc_now() - before < timedelta(seconds=5)
