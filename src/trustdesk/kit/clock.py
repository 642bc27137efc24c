"""The clock, so that it can be an argument everywhere else."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Tell the time, aware, in UTC."""
    return datetime.now(UTC)
