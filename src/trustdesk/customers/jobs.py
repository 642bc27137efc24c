"""Scheduled work of the room."""

from collections.abc import Mapping
from typing import Any

from trustdesk.customers.store import visits
from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import Job

HOURLY = "23 * * * *"


def jobs() -> list[Job]:
    """Name the room's jobs."""

    async def run(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        async with db.transaction(tenant) as tx:
            await visits.forget_used(tx, clock.utc_now())

    return [Job("customers.forget_used_tokens", run, every=HOURLY)]
