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


async def taken_in_by(tx: Tx, ids: Collection[UUID], uploader: str) -> set[UUID]:
    """Tell which of these files this uploader took in."""
    rows = await tx.rows(
        "select id from files where tenant = $1 and id = any($2) and uploaded_by = $3",
        tx.tenant,
        list(ids),
        uploader,
    )
    return {row["id"] for row in rows}
