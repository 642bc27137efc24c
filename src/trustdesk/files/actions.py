"""Verbs of the room: take a file in, show it, open its bytes."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.files import rules, store
from trustdesk.files.model import File, Upload
from trustdesk.files.views import Attachment, Links
from trustdesk.kit import confined
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Invalid, NotFound, TooLarge, UnsupportedType
from trustdesk.kit.ids import uuid7
from trustdesk.kit.pictures import Picture, Wanted

MADE_ANEW = "trustdesk.kit.pictures:made_anew"


async def take(db: Database, blobs: Blobs, actor: Actor, upload: Upload) -> File:
    """Take a file in: judged by its content, pictures made anew, bytes stored before the row.

    Raises ``UnsupportedType``, ``TooLarge`` or ``Unreadable``; then nothing is kept. Should the
    process die between bytes and row, the bytes are swept away later.
    """
    kind = rules.kind_of(upload.body[:16])
    if kind is None:
        raise UnsupportedType
    if len(upload.body) > rules.LARGEST:
        raise TooLarge
    body, width, height = await _safe(kind, upload.body)
    id = uuid7()
    path = f"{actor.tenant}/{id.hex[:5]}/{id}"
    file = File(id, rules.safe_name(upload.name, kind), kind, len(body), width, height, path)
    await blobs.put(path, body)
    async with db.transaction(actor.tenant) as tx:
        await store.insert(tx, file, hashlib.sha256(body).digest(), actor.key)
    return file


async def _safe(kind: str, body: bytes) -> tuple[bytes, int | None, int | None]:
    if kind not in rules.IMAGES:
        return body, None, None
    wanted = msgspec.msgpack.encode(Wanted(kind, body))
    picture = msgspec.msgpack.decode(await confined.run(MADE_ANEW, wanted), type=Picture)
    return picture.body, picture.width, picture.height


async def attachments(tx: Tx, links: Links, ids: Collection[UUID]) -> dict[UUID, Attachment]:
    """Show these files with fresh links; ids that are unknown here are left out."""
    if not ids:
        return {}
    return {file.id: links.attachment(tx.tenant, file) for file in await store.find(tx, ids)}


async def require(tx: Tx, ids: Collection[UUID], actor: Actor) -> None:
    """Refuse (``Invalid``) unless the actor took in every one of these files."""
    mine = await store.taken_in_by(tx, ids, actor.key)
    if set(ids) - mine:
        raise Invalid("attachments: no such file")


async def open_blob(db: Database, blobs: Blobs, links: Links, token: str) -> tuple[File, bytes]:
    """Open the bytes a link stands for; the only way to them. Raises ``NotFound`` or ``Expired``."""
    tenant, id = links.subject(token)
    async with db.transaction(tenant) as tx:
        found = await store.find(tx, [id])
    body = await blobs.get(found[0].blob) if found else None
    if body is None:
        raise NotFound
    return found[0], body


async def sweep(db: Database, blobs: Blobs, tenant: str, before: datetime) -> int:
    """Drop bytes written before a time that belong to no file; returns how many."""
    dropped = 0
    async for paths in blobs.pages(f"{tenant}/", before):
        async with db.transaction(tenant) as tx:
            known = await store.known_blobs(tx, paths)
        for path in set(paths) - known:
            await blobs.drop(path)
            dropped += 1
    return dropped
