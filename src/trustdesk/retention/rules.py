"""When the time of something is up: the brand's schedule in days, each class for itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from trustdesk.retention.model import Kept


class Schedule(Protocol):
    """How many days each class is kept; None is for good."""

    @property
    def messages_days(self) -> int | None: ...
    @property
    def files_days(self) -> int | None: ...
    @property
    def contact_days(self) -> int | None: ...
    @property
    def visits_days(self) -> int | None: ...


def days(schedule: Schedule | None) -> Mapping[Kept, int | None]:
    """Tell the days of each class; the audit is kept for good, as the tree stands on it."""
    if schedule is None:
        return dict.fromkeys(("messages", "files", "contact", "visits", "audit"))
    return {
        "messages": schedule.messages_days,
        "files": schedule.files_days,
        "contact": schedule.contact_days,
        "visits": schedule.visits_days,
        "audit": None,
    }


def cutoff(kept_days: int | None, now: datetime) -> datetime | None:
    """Tell before which moment something is due: exactly at the end of its last day it is not yet."""
    return None if kept_days is None else now - timedelta(days=kept_days)
