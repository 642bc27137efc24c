"""Scheduled work of the room."""

from collections.abc import Mapping
from datetime import timedelta
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

    async def sweep(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await actions.sweep(db, blobs, tenant, clock.utc_now() - OLD_ENOUGH)

    return [Job("files.sweep", sweep, every=NIGHTLY)]
