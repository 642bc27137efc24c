"""The SQL of the room."""

from collections.abc import Collection
from uuid import UUID

from trustdesk.files.model import File
from trustdesk.kit.db import Tx


async def find(tx: Tx, ids: Collection[UUID]) -> list[File]:
    """Read files by id."""
    return await tx.all(
        File,
        "select id, name, media_type, size, width, height, blob from files where tenant = $1 and id = any($2)",
        tx.tenant,
        list(ids),
    )
