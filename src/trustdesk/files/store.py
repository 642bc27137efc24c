"""The SQL of the room."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.files.model import File
from trustdesk.kit.db import Tx
from trustdesk.kit.key_pages import MARKS
from trustdesk.kit.keyring import key_in
from trustdesk.kit.unsealed import Unsealed, columns, keyed


async def insert(tx: Tx, file: File, sha256: bytes, uploader: str) -> None:
    """Add a file whose bytes are stored."""
    [key] = await tx.fresh_keys(1)
    [name] = await tx.sealed([(key, _name(file.id), file.name)])
    await tx.do(
        """insert into files (tenant, id, name, media_type, size, width, height, blob, sha256, uploaded_by,
            held, unread)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
        tx.tenant,
        file.id,
        name,
        file.media_type,
        file.size,
        file.width,
        file.height,
        file.blob,
        tx.keyring.blind(tx.tenant, "file", sha256),
        uploader,
        list(file.held),
        file.unread,
    )


async def find(tx: Tx, ids: Collection[UUID]) -> list[File]:
    """Read files by id."""
    found = await tx.all(
        File,
        """select id, name, media_type, size, width, height, blob, held, unread from files
        where tenant = $1 and id = any($2)""",
        tx.tenant,
        list(ids),
    )
    names = await tx.opened([(_name(file.id), file.name) for file in found])
    return [
        msgspec.structs.replace(file, name="" if name in MARKS else name)
        for file, name in zip(found, names, strict=True)
    ]


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
        "select blob from files where tenant = $1 and blob = any($2) and erased_at is null",
        tx.tenant,
        list(paths),
    )
    return {row["blob"] for row in rows}


async def opened_names(tx: Tx, stored: Collection[tuple[UUID, str]]) -> dict[UUID, str]:
    """Open the names of files as they are stored."""
    opened = await tx.opened([(_name(id), name) for id, name in stored])
    return {id: name for (id, _), name in zip(stored, opened, strict=True)}


def _name(file: UUID) -> str:
    return f"files|{file}|name"


async def forget(tx: Tx, ids: Collection[UUID], uploader: str, now: datetime) -> tuple[list[str], list[str]]:
    """Forget files, and what an uploader took in; gives the keys of their names, and where the bytes lie."""
    rows = await tx.rows(
        """update files set erased_at = $4, sha256 = ''::bytea,
            name = case when is_plain(name) then '' else name end
        where tenant = $1 and (id = any($2) or uploaded_by = $3) and erased_at is null
        returning name, blob""",
        tx.tenant,
        list(ids),
        uploader,
        now,
    )
    return [key for row in rows if (key := key_in(row["name"]))], [row["blob"] for row in rows]


async def due(tx: Tx, before: datetime, held: Collection[UUID], most: int) -> list[UUID]:
    """List files that came before a time, but those that are held."""
    rows = await tx.rows(
        """select id from files where tenant = $1 and created_at < $2 and erased_at is null
            and id <> all($3) order by created_at limit $4""",
        tx.tenant,
        before,
        list(held),
        most,
    )
    return [row["id"] for row in rows]


async def _count_unsealed(tx: Tx) -> int:
    return await tx.value("select count(*) from files where tenant = $1 and is_plain(name)", tx.tenant)


async def _seal(tx: Tx, most: int) -> int:
    """Seal names from before there were keys, and key the hashes beside them; of the erased keep none."""
    found = await tx.rows(
        """select id as row, case when erased_at is null then name else '' end as name, sha256
        from files where tenant = $1 and is_plain(name) order by id limit $2 for no key update skip locked""",
        tx.tenant,
        most,
    )
    rows = await keyed(tx, found)
    [names] = await columns(tx, "files", ("name",), rows)
    return await tx.do(
        """update files f set name = new.name, sha256 = new.sha256
        from unnest($2::uuid[], $3::text[], $4::bytea[]) as new (id, name, sha256)
        where f.tenant = $1 and f.id = new.id""",
        tx.tenant,
        [row["row"] for row in rows],
        names,
        [tx.keyring.blind(tx.tenant, "file", row["sha256"]) if row["sha256"] else b"" for row in rows],
    )


UNSEALED = (Unsealed("files", _count_unsealed, _seal),)
