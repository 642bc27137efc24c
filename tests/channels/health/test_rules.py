"""A line in one word: the worst that is true of it."""

from datetime import UTC, datetime, timedelta

import pytest

from trustdesk.channels.health import LineFigures, LineTrouble, state_of

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
LONG_AGO, JUST_NOW = NOW - timedelta(minutes=3), NOW - timedelta(minutes=1)
AWAY = LineTrouble("imap", "the mail server refuses the login", LONG_AGO, NOW)


@pytest.mark.parametrize(
    ("figures", "troubles", "state"),
    [
        (LineFigures(line="email"), [], "quiet"),
        (LineFigures(line="email", received_at=NOW), [], "well"),
        (LineFigures(line="email", sent_at=NOW), [], "well"),
        (LineFigures(line="email", received_at=NOW, due_in=9, oldest_in=JUST_NOW), [], "well"),
        (LineFigures(line="email", received_at=NOW, held=1), [], "held"),
        (LineFigures(line="email", held=1, due_in=1, late_in=1), [], "late"),
        (LineFigures(line="email", due_out=1, late_out=1), [], "late"),
        (LineFigures(line="email", late_out=1, due_in=1, oldest_in=LONG_AGO), [], "stands"),
        (LineFigures(line="email", due_out=1, oldest_out=LONG_AGO), [], "stands"),
        (LineFigures(line="email", failed_in=1, due_in=1, oldest_in=LONG_AGO), [], "failed"),
        (LineFigures(line="email", failed_out=1), [], "failed"),
        (LineFigures(line="email", received_at=NOW), [AWAY], "failed"),
    ],
)
def test_the_worst_wins(figures: LineFigures, troubles: list[LineTrouble], state: str) -> None:
    assert state_of(figures, troubles, NOW) == state
