"""Scheduled work of the room."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import EVERY_MINUTE, Job
from trustdesk.staff.actions import breakglass, presence

ABSENT_AFTER = timedelta(minutes=3)


def jobs() -> list[Job]:
    """Name the room's jobs."""
    return [
        Job("staff.lapse", _lapse, every=EVERY_MINUTE),
        Job("staff.end_breakglass", _end_breakglass, every=EVERY_MINUTE),
    ]


async def _lapse(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    """Take offline whoever has lost every socket: what they hold goes back to the queue."""
    async with db.transaction(tenant) as tx:
        await presence.lapse(tx, clock.utc_now() - ABSENT_AFTER)


async def _end_breakglass(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    """Give back their own role to whose break-glass access is over; they are let in no more before that."""
    async with db.transaction(tenant) as tx:
        await breakglass.end_over(tx, clock.utc_now())
