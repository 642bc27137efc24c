"""A line in one word: the worst that is true of it."""

from datetime import UTC, datetime, timedelta

import pytest

from trustdesk.channels.health import Figures, Trouble, state_of

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
LONG_AGO, JUST_NOW = NOW - timedelta(minutes=3), NOW - timedelta(minutes=1)
AWAY = Trouble("imap", "the mail server refuses the login", LONG_AGO, NOW)


@pytest.mark.parametrize(
    ("figures", "troubles", "state"),
    [
        (Figures(line="email"), [], "quiet"),
        (Figures(line="email", received_at=NOW), [], "well"),
        (Figures(line="email", sent_at=NOW), [], "well"),
        (Figures(line="email", received_at=NOW, due_in=9, oldest_in=JUST_NOW), [], "well"),
        (Figures(line="email", received_at=NOW, held=1), [], "held"),
        (Figures(line="email", held=1, due_in=1, late_in=1), [], "late"),
        (Figures(line="email", due_out=1, late_out=1), [], "late"),
        (Figures(line="email", late_out=1, due_in=1, oldest_in=LONG_AGO), [], "stands"),
        (Figures(line="email", due_out=1, oldest_out=LONG_AGO), [], "stands"),
        (Figures(line="email", failed_in=1, due_in=1, oldest_in=LONG_AGO), [], "failed"),
        (Figures(line="email", failed_out=1), [], "failed"),
        (Figures(line="email", received_at=NOW), [AWAY], "failed"),
    ],
)
def test_the_worst_wins(figures: Figures, troubles: list[Trouble], state: str) -> None:
    assert state_of(figures, troubles, NOW) == state
