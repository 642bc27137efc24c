"""Scheduled work of the room: erasures that were begun, and what is due by the schedule."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from trustdesk.brands import Brand
from trustdesk.kit import clock, jobs
from trustdesk.kit.actors import system
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.jobs import Job
from trustdesk.retention.actions import erasing, schedule

ERASE = "retention.erase"
NIGHTLY = "37 2 * * *"


def jobs_of(blobs: Blobs, brands: Mapping[str, Brand]) -> list[Job]:
    """Name the room's jobs."""

    async def erase(db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        await finish(db, blobs, tenant, UUID(values["erasure"]))

    async def nightly(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await run(db, blobs, brands[tenant], clock.utc_now())

    return [Job(ERASE, erase), Job("retention.run", nightly, every=NIGHTLY)]


async def enqueue(tx: Tx, erasure: UUID) -> None:
    """See to it that an erasure is finished, whatever becomes of who asked for it."""
    await jobs.defer(tx, ERASE, {"erasure": str(erasure)})


async def finish(db: Database, blobs: Blobs, tenant: str, erasure: UUID) -> None:
    """Carry an erasure out; coming twice changes nothing."""
    async with db.transaction(tenant) as tx:
        await erasing.finish(tx, system(tenant), blobs, erasure, clock.utc_now())


async def run(db: Database, blobs: Blobs, brand: Brand, now: datetime) -> dict[str, int]:
    """Keep to a brand's schedule, a batch at a time; tells how much of each class was erased."""
    total: dict[str, int] = {}
    while True:
        async with db.transaction(brand.slug) as tx:
            done = await schedule.keep_to(tx, blobs, brand.retention, now)
        if not done:
            return total
        for kept, count in done.items():
            total[kept] = total.get(kept, 0) + count
