"""Cursors of lists by time: where a page ended, as clients bring it back."""

from datetime import UTC, datetime
from uuid import UUID

from trustdesk.kit.errors import Invalid

Place = tuple[datetime, UUID]


def write(at: datetime, id: UUID) -> str:
    """Write down the last place of a page."""
    return f"{at.isoformat()}|{id}"


def read(cursor: str) -> Place:
    """Read a place; raises ``Invalid`` for what was never one."""
    at, _, id = cursor.partition("|")
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise Invalid("cursor")
        return moment.astimezone(UTC), UUID(id)
    except (ValueError, OverflowError) as error:
        raise Invalid("cursor") from error
