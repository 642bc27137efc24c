"""Scheduled work of the room."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from trustdesk.kit import clock
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import Job
from trustdesk.vault import actions

OFTEN = "*/10 * * * *"
AT_ONCE = 200
OLD_ENOUGH = timedelta(minutes=15)  # no upload takes this long to get its key


def jobs(vault: Blobs) -> list[Job]:
    """Name the room's jobs."""

    async def run(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await destroy(db, vault, tenant, clock.utc_now())

    return [Job("vault.destroy", run, every=OFTEN)]


async def destroy(db: Database, vault: Blobs, tenant: str, now: datetime) -> int:
    """Destroy what has run out, keys first, then bytes; and bytes whose key never came. Returns how many."""
    over = AT_ONCE
    while over == AT_ONCE:
        async with db.transaction(tenant) as tx:
            over = len(await actions.expire(tx, now, AT_ONCE))
    dropped = 0
    async for paths in vault.pages(f"{tenant}/", now - OLD_ENOUGH):
        async with db.transaction(tenant) as tx:
            gone = await actions.keyless(tx, paths)
        for path in gone:
            await vault.drop(path)
            dropped += 1
    return dropped
