"""Pictures of articles: the brand's own, made anew when they come in, and those the product ships with.

A drawing (SVG) can do more than be looked at: only the ones of the product's own folder are ever served.
"""

import hashlib
import re
import struct
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from trustdesk import files
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import UnsupportedType
from trustdesk.knowledge.model import Shown
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.store import shared as store

FOLDER = "pictures"
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
KINDS = {ending: kind for kind, ending in ENDINGS.items()} | {"svg": "image/svg+xml"}
DRAWN = re.compile(rb'<svg[^>]* width="(\d+)" height="(\d+)"')
PNG_SIZE = slice(16, 24)
MARK = 10  # hex digits that tell pictures of one name apart


class Bytes(Struct, frozen=True):
    """A picture as it is served."""

    body: bytes
    media_type: str
    width: int
    height: int
    mark: str
    ours: bool = False


class Gallery:
    """Where pictures of articles are kept and found."""

    def __init__(self, blobs: Blobs, articles: Path) -> None:
        """Take where bytes lie, and the folder of the articles that the product ships with."""
        self._blobs = blobs
        self._folder = articles / FOLDER
        self._known: dict[str, Bytes | None] = {}

    async def shown(self, tx: Tx, *bodies: str) -> Mapping[str, Shown]:
        """Tell where the pictures of these texts lie and how large they are; unknown ones are left out."""
        names = {name for body in bodies for name in render.picture_names(body)}
        return await self.known(tx, names)

    async def known(self, tx: Tx, names: Collection[str]) -> Mapping[str, Shown]:
        """Tell the same of pictures by their names."""
        if not names:
            return {}
        path = f"/help/{tx.tenant}/{FOLDER}"
        shipped = {name: one for name in names if (one := self.shipped(name))}
        own = {one.name: one for one in await store.pictures(tx, names)}
        return {name: Shown(f"{path}/{name}", one.width, one.height) for name, one in (shipped | own).items()}

    async def opened(self, tx: Tx, name: str) -> Bytes | None:
        """Read a picture, or None when there is none by this name."""
        for kept in await store.pictures(tx, [name]):
            if (body := await self._blobs.get(kept.blob)) is not None:
                return Bytes(body, kept.media_type, kept.width, kept.height, kept.sha256.hex()[:16])
        return self.shipped(name)

    def shipped(self, name: str) -> Bytes | None:
        """Read one that the product ships with."""
        if name not in self._known:
            self._known[name] = self._read(name) if render.picture_name(f"{FOLDER}/{name}") else None
        return self._known[name]

    async def examined(self, actor: Actor, name: str, body: bytes) -> Bytes:
        """Judge a picture by its content and make it anew; raises the refusal of a file that is none."""
        file, made = await files.examine(actor, files.Upload(name, body))
        if file.media_type not in ENDINGS or file.width is None or file.height is None:
            raise UnsupportedType
        mark = hashlib.sha256(made).hexdigest()
        return Bytes(made, file.media_type, file.width, file.height, mark)

    async def put(self, tenant: str, picture: Bytes) -> str:
        """Store the bytes, before there is a row; returns where they lie."""
        # Beside the folder of attachments, whose sweep and retention are none of ours.
        path = f"{tenant}.{FOLDER}/{picture.mark[:2]}/{picture.mark}"
        await self._blobs.put(path, picture.body)
        return path

    async def keep(self, tx: Tx, actor: Actor, name: str, picture: Bytes, now: datetime) -> None:
        """Keep a picture whose bytes are stored, under a name."""
        kept = store.Kept(
            name=name,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            sha256=bytes.fromhex(picture.mark),
            blob=await self.put(tx.tenant, picture),
        )
        await store.keep_picture(tx, kept, actor.key, now)

    def _read(self, name: str) -> Bytes | None:
        try:
            body = (self._folder / name).read_bytes()
        except OSError:
            return None
        kind = KINDS[name.rpartition(".")[2]]
        drawn = DRAWN.search(body)
        width, height = (int(drawn[1]), int(drawn[2])) if drawn else struct.unpack(">II", body[PNG_SIZE])
        return Bytes(body, kind, width, height, hashlib.sha256(body).hexdigest()[:16], ours=True)


def named(wanted: str, picture: Bytes) -> str:
    """Name a picture that was pasted: what it was called, and a mark, so that its address holds for good."""
    stem = wanted.rpartition(".")[0] or wanted
    plain = re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-")[:60] or "picture"
    return f"{plain}-{picture.mark[:MARK]}.{ENDINGS[picture.media_type]}"
