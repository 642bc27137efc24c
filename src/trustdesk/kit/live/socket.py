"""One client's socket: frames in order, a bounded backlog, and what it has subscribed to."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import msgspec

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import News

MOST_FRAMES = 512
MOST_BYTES = 4_000_000

Send = Callable[[dict[str, Any]], Awaitable[None]]
After = int | str | None  # the last entry seen, or the cursor of a list


class Frame(msgspec.Struct, frozen=True):
    """What a client may say. ``t`` tells what it is; unknown members are ignored."""

    t: str
    topic: str = ""
    token: str = ""
    after: After = None
    on: bool = False
    seq: int = 0
    delivered: int = 0


class Subscription:
    """One socket's interest in one topic: ``key`` is what wakes it, ``seq`` how far it has been told."""

    __slots__ = ("behind", "key", "over", "seq", "socket", "state", "topic", "viewer")

    def __init__(self, socket: "Socket", topic: str, key: UUID | None, seq: int = 0) -> None:
        """Bind the socket's viewer as they are now."""
        self.socket = socket
        self.topic = topic
        self.key = key
        self.seq = seq
        self.viewer = socket.viewer
        self.state: Any = None
        self.behind: News | None = None  # while it catches up: the news that came meanwhile
        self.over = False

    def waits(self, news: News) -> bool:
        """Tell whether this catches up at the moment; it is told of this news right after."""
        if self.behind is None:
            return False
        self.behind |= news
        return True

    def push(self, frame: dict[str, Any]) -> None:
        """Send a frame about this topic, unless it was left meanwhile."""
        if not self.over:
            self.socket.push(msgspec.json.encode({"t": frame["t"], "topic": self.topic, **frame}))


class Socket:
    """A connected client. Frames wait in a bounded backlog; who falls too far behind is told so."""

    __slots__ = ("_bytes", "_closing", "_frames", "_send", "_writer", "subscriptions", "token", "viewer")

    def __init__(self, send: Send, viewer: Actor, token: str) -> None:
        """Take the ASGI send function and who is on the other side."""
        self._send = send
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._writer: asyncio.Task[None] | None = None
        self._closing: int | None = None
        self.viewer = viewer
        self.token = token
        self.subscriptions: dict[str, list[Subscription]] = {}

    @property
    def open(self) -> bool:
        """Tell whether frames still go out."""
        return self._closing is None

    def push(self, frame: bytes) -> bool:
        """Queue a frame; False when the backlog is full and the client must load afresh."""
        if self._closing is not None:
            return False
        if len(self._frames) >= MOST_FRAMES or self._bytes > MOST_BYTES:
            return False
        self._frames.append(frame)
        self._bytes += len(frame)
        self._write()
        return True

    def say(self, **frame: object) -> bool:
        """Queue a frame given by its members."""
        return self.push(msgspec.json.encode(frame))

    def close(self, status: int, **last: object) -> None:
        """Say a last word and close with this status, dropping what still waits."""
        if self._closing is None:
            self._frames.clear()
            self._frames.append(msgspec.json.encode(last))
            self._closing = status
            self._write()

    def _write(self) -> None:
        if self._writer is None:
            self._writer = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        try:
            while self._frames:
                frame = self._frames.popleft()
                self._bytes -= len(frame)
                await self._send({"type": "websocket.send", "text": frame.decode()})
            if self._closing is not None:
                await self._send({"type": "websocket.close", "code": self._closing})
        except (OSError, RuntimeError):
            self._closing = self._closing or 1006  # gone; the reading side notices and leaves
        finally:
            self._writer = None
