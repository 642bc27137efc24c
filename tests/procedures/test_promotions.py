"""What became of somebody's part in a promotion."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trustdesk.exchange import Promotion
from trustdesk.procedures.rules.promotions import meant, part_of

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def promotion(**more: Any) -> Promotion:
    said: dict[str, Any] = {"id": "R1", "at": NOW - 5 * DAY, "name": "Autumn trading days", "state": "joined"}
    return Promotion(**said | more)


@pytest.mark.parametrize(
    ("one", "standing", "reason"),
    [
        (promotion(), "joined", ""),
        (promotion(until=NOW), "over", ""),
        (promotion(until=NOW + DAY), "joined", ""),
        (promotion(state="ended"), "over", ""),
        (promotion(state="qualified"), "qualified", ""),
        (promotion(state="paid", until=NOW - DAY), "paid", ""),
        (promotion(state="not_qualified", reason="volume_too_low"), "not_qualified", "volume_too_low"),
        (promotion(state="not_qualified", reason="clause_14_b"), "not_qualified", "terms"),
    ],
)
def test_how_it_stands(one: Promotion, standing: str, reason: str) -> None:
    found = part_of([one], "where is my reward", NOW)
    assert (found.standing, found.promotion, found.reason) == (standing, one, reason)


def test_nobody_takes_part_in_nothing() -> None:
    assert part_of([], "where is my reward", NOW).standing == "not_joined"


def test_the_one_that_is_named_is_meant_else_the_latest() -> None:
    early = promotion(id="R1", at=NOW - 9 * DAY, name="Trial bonus")
    late = promotion(id="R2")
    assert meant([late, early], "my TRIAL BONUS is missing") == early
    assert meant([early, late], "my reward is missing") == late
