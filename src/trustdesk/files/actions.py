"""Verbs of the room: examine and keep a file, show it, find it again."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from trustdesk.evidence import About, append_once
from trustdesk.files import rules, store
from trustdesk.files.model import File, Upload
from trustdesk.files.views import LINK_LASTS, Attachment, Links
from trustdesk.kit import confined
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Invalid, NotFound, TooLarge, UnsupportedType
from trustdesk.kit.ids import uuid7
from trustdesk.kit.papers import Words
from trustdesk.kit.pictures import Picture, Wanted
from trustdesk.kit.scans import Scans

MADE_ANEW = "trustdesk.kit.pictures:made_anew"
VEILED = "trustdesk.kit.pictures:veiled"
SMALLEST_READ = 40  # pixels; nothing smaller holds words
WORDS_OF = "trustdesk.kit.papers:words_of"
PICTURES_OF = "trustdesk.kit.scans:pictures_of"
PATIENCE_SECONDS = 60.0  # for all pictures of a document: somebody waits for it to be taken

Reader = Callable[
    [bytes], Awaitable[str | None]
]  # gives the words of a picture, None if nobody could read it


class SecretInside(UnsupportedType):
    """The text of the document holds a secret; ``kinds`` are the codes of what it is."""

    status = 422
    code = "secret_in_file"


async def examine(actor: Actor, upload: Upload) -> tuple[File, bytes]:
    """Judge an upload by its content and make pictures anew: the file it may become, and its bytes.

    Raises ``UnsupportedType``, ``TooLarge`` or ``Unreadable``. Nothing is kept yet.
    """
    kind = rules.kind_of(upload.body[:16])
    if kind is None:
        raise UnsupportedType
    if len(upload.body) > rules.LARGEST:
        raise TooLarge
    body, width, height = await _safe(kind, upload.body)
    id = uuid7()
    path = f"{actor.tenant}/{id.hex[:5]}/{id}"
    return File(id, rules.safe_name(upload.name, kind), kind, len(body), width, height, path), body


async def refuse_secrets(
    file: File, body: bytes, read: Reader, kinds_in: Callable[[str], Sequence[str]]
) -> File:
    """Raise ``SecretInside`` for a document whose words or pictures hold what nobody should send.

    What cannot be read of it (locked, broken, too much of it) is taken, and like every document only ever
    saved; the file says so.
    """
    if file.media_type in rules.IMAGES:
        return file
    whole = True
    async for text in _words_in(body, read):
        if text is None:
            whole = False
        elif kinds := kinds_in(text):
            raise SecretInside(", ".join(kinds), kinds=list(kinds))
    return msgspec.structs.replace(file, unread=not whole)


async def _words_in(body: bytes, read: Reader) -> AsyncIterator[str | None]:
    """Give what is written in a document: its text, then its pictures; None for what nobody could read.

    The pictures come together as well: a phrase may go on from page to page.
    """
    try:
        words = msgspec.msgpack.decode(await confined.run(WORDS_OF, body), type=Words)
        yield words.text
        scans = msgspec.msgpack.decode(await confined.run(PICTURES_OF, body), type=Scans)
    except confined.Unreadable:
        yield None
        return
    if not (words.whole and scans.whole):
        yield None
    seen: list[str] = []
    clock = asyncio.get_running_loop()
    until = clock.time() + PATIENCE_SECONDS
    for picture in scans.pictures:
        yield (text := await read(picture) if clock.time() < until else None)
        seen += [text] if text else []
    yield "\n".join(seen)


async def veil(
    file: File,
    body: bytes,
    words: Reader,
    found: Callable[[str], Sequence[Any]],
) -> tuple[File, bytes, Sequence[Any]]:
    """Read a picture; one that holds a secret is veiled before anybody has seen it.

    Gives the file, its bytes as they may be kept, and what was found.
    """
    if file.media_type not in rules.IMAGES or min(file.width or 0, file.height or 0) < SMALLEST_READ:
        return file, body, ()
    text = await words(body)
    if text is None:
        return msgspec.structs.replace(file, unread=True), body, ()
    if not (findings := found(text)):
        return file, body, ()
    wanted = msgspec.msgpack.encode(Wanted(file.media_type, body))
    picture = msgspec.msgpack.decode(await confined.run(VEILED, wanted), type=Picture)
    held = list(dict.fromkeys(str(one.kind) for one in findings))
    size = {"size": len(picture.body), "width": picture.width, "height": picture.height}
    return msgspec.structs.replace(file, held=held, **size), picture.body, findings


async def keep(tx: Tx, actor: Actor, file: File, body: bytes) -> None:
    """Give an examined file its row; its bytes are stored before, and swept away should this fail."""
    await store.insert(tx, file, hashlib.sha256(body).digest(), actor.key)


async def _safe(kind: str, body: bytes) -> tuple[bytes, int | None, int | None]:
    if kind not in rules.IMAGES:
        return body, None, None
    wanted = msgspec.msgpack.encode(Wanted(kind, body))
    picture = msgspec.msgpack.decode(await confined.run(MADE_ANEW, wanted), type=Picture)
    return picture.body, picture.width, picture.height


async def attachments(tx: Tx, links: Links, ids: Collection[UUID], viewer: Actor) -> dict[UUID, Attachment]:
    """Show these files as ``viewer`` may see them, with fresh links; unknown ids are left out."""
    if not ids:
        return {}
    return {file.id: links.attachment(file, viewer) for file in await store.find(tx, ids)}


async def require(tx: Tx, ids: Collection[UUID], actor: Actor) -> None:
    """Refuse (``Invalid``) unless the actor took in every one of these files."""
    mine = await store.taken_in_by(tx, ids, actor.key)
    if set(ids) - mine:
        raise Invalid("attachments: no such file")


async def find(tx: Tx, id: UUID) -> File:
    """Find a file by its id; raises ``NotFound``."""
    found = await store.find(tx, [id])
    if not found:
        raise NotFound
    return found[0]


async def downloaded(tx: Tx, file: File, token: str, now: datetime) -> None:
    """Note that a file was opened by a link; the link stands for whom it was shown to."""
    link = hashlib.sha256(token.encode()).hexdigest()[:16]
    whoever = msgspec.structs.replace(system(tx.tenant), id="link", session=link)
    await append_once(tx, whoever, "file.download", About("file", str(file.id)), now, LINK_LASTS)


async def ownerless(tx: Tx, paths: Collection[str]) -> set[str]:
    """Tell which stored bytes belong to no file."""
    return set(paths) - await store.known_blobs(tx, paths)
