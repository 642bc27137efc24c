"""Somebody else's server that takes every call and never says a word."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Hole:
    """Where calls end; it remembers when each came."""

    def __init__(self) -> None:
        self.port = 0
        self.came: list[float] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def since(self, when: float) -> int:
        """How many have come since."""
        return sum(came > when for came in self.came)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.came.append(time.monotonic())
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while await reader.read(65_536):
                pass
        writer.transport.abort()


@asynccontextmanager
async def dug() -> AsyncIterator[Hole]:
    """One of them, for as long as the body lasts."""
    hole = Hole()
    server = await asyncio.start_server(hole.take, "127.0.0.1", 0)
    hole.port = server.sockets[0].getsockname()[1]
    try:
        yield hole
    finally:
        server.close()
