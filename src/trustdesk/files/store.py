"""The SQL of the room."""

from collections.abc import Collection
from uuid import UUID

from trustdesk.files.model import File
from trustdesk.kit.db import Tx


async def insert(tx: Tx, file: File, sha256: bytes, uploader: str) -> None:
    """Add a file whose bytes are stored."""
    await tx.do(
        """insert into files (tenant, id, name, media_type, size, width, height, blob, sha256, uploaded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        tx.tenant,
        file.id,
        file.name,
        file.media_type,
        file.size,
        file.width,
        file.height,
        file.blob,
        sha256,
        uploader,
    )


async def find(tx: Tx, ids: Collection[UUID]) -> list[File]:
    """Read files by id."""
    return await tx.all(
        File,
        """select id, name, media_type, size, width, height, blob from files
        where tenant = $1 and id = any($2)""",
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


async def known_blobs(tx: Tx, paths: Collection[str]) -> set[str]:
    """Tell which of these blobs belong to a file."""
    rows = await tx.rows(
        "select blob from files where tenant = $1 and blob = any($2)", tx.tenant, list(paths)
    )
    return {row["blob"] for row in rows}
