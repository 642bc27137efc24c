"""Scheduled work of the room."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from trustdesk.files import actions
from trustdesk.kit import clock
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import Job

NIGHTLY = "17 3 * * *"
OLD_ENOUGH = timedelta(days=1)  # no upload takes this long to get its row


def jobs(blobs: Blobs) -> list[Job]:
    """Name the room's jobs."""

    async def run(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await sweep(db, blobs, tenant, clock.utc_now() - OLD_ENOUGH)

    return [Job("files.sweep", run, every=NIGHTLY)]


async def sweep(db: Database, blobs: Blobs, tenant: str, before: datetime) -> int:
    """Drop bytes written before a time that belong to no file; returns how many."""
    dropped = 0
    async for paths in blobs.pages(f"{tenant}/", before):
        async with db.transaction(tenant) as tx:
            ownerless = await actions.ownerless(tx, paths)
        for path in ownerless:
            await blobs.drop(path)
            dropped += 1
    return dropped
