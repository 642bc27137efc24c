"""Forgetting letters, and the files that came with one and never stood in a conversation."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import files
from trustdesk.channels.form import store
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Tx
from trustdesk.kit.key_pages import Why


async def forget_from(tx: Tx, blobs: Blobs, letters: Sequence[UUID], now: datetime) -> None:
    """Forget these letters of somebody who is erased, and what else waits from the same addresses."""
    await _forget_files(tx, blobs, await store.forget_from(tx, letters), "request", now)


async def forget_old(tx: Tx, blobs: Blobs, since: tuple[datetime, datetime], now: datetime) -> None:
    """Forget letters that waited, and others that stand in a conversation, since before these times."""
    await _forget_files(tx, blobs, await store.forget(tx, *since), "retention", now)


async def _forget_files(tx: Tx, blobs: Blobs, ids: list[UUID], why: Why, now: datetime) -> None:
    keys, paths = await files.forget(tx, ids, "", now)
    for path in paths:
        await blobs.drop(path)
    if keys:
        await tx.destroy_keys(keys, why)
