"""Bytes kept beside the database: a folder on this machine, or any S3, by URL."""

import asyncio
import contextlib
import errno
import os
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import ObjectStore, from_url

from trustdesk.kit.errors import FULL_SECONDS, NoRoom

PAGE = 500
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# The library hands the system's number on in words alone; a store of S3's kind answers 507.
SAID_FULL = ("(os error 28)", "(os error 122)", "507 Insufficient Storage")


class Blobs:
    """A store of bytes by path. Written once, never changed."""

    def __init__(self, url: str) -> None:
        """Take the URL: ``file:///…`` or ``s3://bucket/prefix`` (credentials from the environment)."""
        self._url = url
        self._store: ObjectStore | None = None

    async def put(self, path: str, body: bytes) -> None:
        """Keep these bytes; returns when they are stored. Raises ``NoRoom``."""
        await asyncio.to_thread(self._put, path, body)

    async def put_new(self, path: str, body: bytes) -> bool:
        """Keep these bytes unless there are some under this path already; tells whether they were kept."""
        try:
            await asyncio.to_thread(self._put, path, body, mode="create")
        except AlreadyExistsError:
            return False
        return True

    async def names(self, prefix: str) -> list[str]:
        """List all paths below ``prefix``."""
        listing = obstore.list(self._opened(), prefix or None, chunk_size=PAGE)  # pyright: ignore[reportUnknownMemberType]
        found: list[str] = []
        while page := await asyncio.to_thread(next, listing, None):
            found += [str(one["path"]) for one in page]
        return sorted(found)

    async def get(self, path: str) -> bytes | None:
        """Read the bytes, or None when there are none."""
        try:
            found = await asyncio.to_thread(obstore.get, self._opened(), path)
        except FileNotFoundError:
            return None
        return bytes(await asyncio.to_thread(found.bytes))

    async def drop(self, path: str) -> None:
        """Forget the bytes; that there are none any more is no error."""
        with contextlib.suppress(FileNotFoundError):
            await asyncio.to_thread(obstore.delete, self._opened(), path)

    async def pages(self, prefix: str, before: datetime) -> AsyncIterator[list[str]]:
        """List, page by page, the paths below ``prefix`` last written before a time."""
        # The library's other form of a listing needs types that are not installed.
        listing = obstore.list(self._opened(), prefix, chunk_size=PAGE)  # pyright: ignore[reportUnknownMemberType]
        while page := await asyncio.to_thread(next, listing, None):
            yield [str(one["path"]) for one in page if one["last_modified"] < before]

    def _put(self, path: str, body: bytes, mode: Literal["create", "overwrite"] = "overwrite") -> None:
        with _room():
            obstore.put(self._opened(), path, body, mode=mode)
            if self._url.startswith("file:"):
                _settle(Path(unquote(urlsplit(self._url).path)), path)

    def _opened(self) -> ObjectStore:
        store = self._store
        if store is None:
            local = self._url.startswith("file:")
            store = from_url(self._url, mkdir=True) if local else from_url(self._url)
            self._store = store
        return store


@contextlib.contextmanager
def _room() -> Iterator[None]:
    """Say it when the store is full."""
    try:
        yield
    except (OSError, BaseError) as error:
        if getattr(error, "errno", None) in FULL or any(words in str(error) for words in SAID_FULL):
            raise NoRoom("the store", retry_after=FULL_SECONDS) from error
        raise


def _settle(folder: Path, path: str) -> None:
    """Bring a written file, and the folders that now name it, through a loss of power.

    The store renames without asking the disk; the row that comes after is durable at once.
    """
    written = folder / path
    for place in (written, *(above for above in written.parents if above.is_relative_to(folder))):
        opened = os.open(place, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
