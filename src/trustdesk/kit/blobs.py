"""Bytes kept beside the database: a folder on this machine, or any S3, by URL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import obstore
from obstore.store import ObjectStore, from_url

PAGE = 500


class Blobs:
    """A store of bytes by path. Written once, never changed."""

    def __init__(self, url: str) -> None:
        """Take the URL: ``file:///…`` or ``s3://bucket/prefix`` (credentials from the environment)."""
        self._url = url
        self._store: ObjectStore | None = None

    async def put(self, path: str, body: bytes) -> None:
        """Keep these bytes; returns when they are stored."""
        await asyncio.to_thread(obstore.put, self._opened(), path, body)

    async def get(self, path: str) -> bytes | None:
        """Read the bytes, or None when there are none."""
        try:
            found = await asyncio.to_thread(obstore.get, self._opened(), path)
        except FileNotFoundError:
            return None
        return bytes(await asyncio.to_thread(found.bytes))

    async def drop(self, path: str) -> None:
        """Forget the bytes."""
        await asyncio.to_thread(obstore.delete, self._opened(), path)

    async def pages(self, prefix: str, before: datetime) -> AsyncIterator[list[str]]:
        """List, page by page, the paths below ``prefix`` last written before a time."""
        # The library's other form of a listing needs types that are not installed.
        listing = obstore.list(self._opened(), prefix, chunk_size=PAGE)  # pyright: ignore[reportUnknownMemberType]
        while page := await asyncio.to_thread(next, listing, None):
            yield [str(one["path"]) for one in page if one["last_modified"] < before]

    def _opened(self) -> ObjectStore:
        store = self._store
        if store is None:
            local = self._url.startswith("file:")
            store = from_url(self._url, mkdir=True) if local else from_url(self._url)
            self._store = store
        return store
