"""Scheduled work of the room."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from trustdesk.customers.store import contacts, visits
from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import Job

CODES_KEPT = timedelta(days=1)
HOURLY = "23 * * * *"


def jobs() -> list[Job]:
    """Name the room's jobs."""

    async def run(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        now = clock.utc_now()
        async with db.transaction(tenant) as tx:
            await visits.forget_used(tx, now)
            await contacts.forget_codes(tx, now - CODES_KEPT)
            await contacts.forget_crossings(tx, now - CODES_KEPT)

    return [Job("customers.forget_used_tokens", run, every=HOURLY)]
