"""A proxy between two parties that swallows answers, cuts them in half, or lets the line hang."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from typing import Literal

HERE = "127.0.0.1"
Mischief = Literal["none", "swallow", "half"]


class Proxy:
    """Listens on a port of its own; what it does to an answer is asked of ``mischief`` each time."""

    def __init__(
        self,
        target: Callable[[], int],
        chance: float = 0.0,
        mischief: Mischief = "none",
        *,
        at: tuple[str, int] = (HERE, 0),
        far: str = HERE,
    ) -> None:
        self.port = 0
        self._at = at
        self._far = far
        self.chance = chance
        self.mischief: Mischief = mischief
        self.done = 0
        self.hit: Callable[[], None] = lambda: None
        self.marked = b""
        self._marked: set[asyncio.Event] = set()
        self._target = target
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, *self._at)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close everything."""
        if self._server is not None:
            self._server.close()
        self.cut()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Cut every connection that goes through here."""
        for writer in self._open:
            writer.transport.abort()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def hang_marked(self) -> int:
        """Let every connection through which the mark has passed hang from now on; how many there were."""
        for hung in self._marked:
            hung.set()
        count, self._marked = len(self._marked), set()
        return count

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(self._far, self._target())
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, far_writer}
        hung = asyncio.Event()
        asked = asyncio.create_task(self._pass(reader, far_writer, hung))
        try:
            await self._answer(far_reader, writer, hung)
        finally:
            asked.cancel()
            self._open -= {writer, far_writer}
            writer.transport.abort()
            far_writer.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hung: asyncio.Event
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                if self.marked and self.marked in data:
                    self._marked.add(hung)
                if hung.is_set():
                    continue
                writer.write(data)
                await writer.drain()
        writer.transport.abort()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hung: asyncio.Event
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                if hung.is_set():
                    continue
                if self.mischief != "none" and random.random() < self.chance:
                    self.done += 1
                    self.hit()
                    if self.mischief == "half":
                        writer.write(data[: len(data) // 2])
                        await writer.drain()
                    return
                writer.write(data)
                await writer.drain()
