"""A socket client that does no more than it must: one handshake, text frames both ways."""

import asyncio
import base64
import os
from collections.abc import Callable, Sequence
from typing import cast

import msgspec

LONG, LONGER = 126, 127
TEXT, PING, PONG = 1, 9, 10


class Screen(asyncio.Protocol):
    """One open socket; ``on_frame`` gets the text of each frame."""

    def __init__(self, hello: bytes, topics: Sequence[str]) -> None:
        self.on_frame: Callable[[bytes], None] = lambda _: None
        self.followed = asyncio.get_running_loop().create_future()
        self._topics = list(topics)
        self._waiting_for = len(topics)
        self._hello = hello
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._hello)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            assert self._buffer.startswith(b"HTTP/1.1 101"), bytes(self._buffer)
            del self._buffer[: end + 4]
            self._open = True
            for topic in self._topics:
                self.say({"t": "sub", "topic": topic, "after": None if topic == "inbox" else 0})
        self._read()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.followed.done():
            self.followed.set_exception(exc or ConnectionResetError("the server closed"))

    def say(self, frame: dict[str, object]) -> None:
        self._write(TEXT, msgspec.json.encode(frame))

    def _write(self, kind: int, payload: bytes) -> None:
        assert self._transport is not None
        assert len(payload) < LONG
        # A mask of zeros is a mask, and leaves the text as it is.
        self._transport.write(bytes((0x80 | kind, 0x80 | len(payload), 0, 0, 0, 0)) + payload)

    def _read(self) -> None:
        buffer = self._buffer
        while len(buffer) >= 2:
            size, start = buffer[1], 2
            if size == LONG:
                size, start = int.from_bytes(buffer[2:4]), 4
            elif size == LONGER:
                size, start = int.from_bytes(buffer[2:10]), 10
            if len(buffer) < start + size:
                return
            kind, frame = buffer[0] & 0x0F, bytes(buffer[start : start + size])
            del buffer[: start + size]
            self._take(kind, frame)

    def _take(self, kind: int, frame: bytes) -> None:
        if kind == PING:
            self._write(PONG, frame)
        if kind != TEXT:
            return
        if frame.startswith(b'{"t":"subscribed"'):
            self._waiting_for -= 1
            if self._waiting_for == 0:
                self.followed.set_result(None)
        self.on_frame(frame)


async def connect(port: int, token: str, topics: Sequence[str]) -> Screen:
    """Open a socket and follow these topics."""
    key = base64.b64encode(os.urandom(16)).decode()
    hello = (
        f"GET /api/v1/live HTTP/1.1\r\nhost: desk\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
        f"sec-websocket-key: {key}\r\nsec-websocket-version: 13\r\nauthorization: Bearer {token}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    _, screen = await loop.create_connection(lambda: Screen(hello.encode(), topics), "127.0.0.1", port)
    await screen.followed
    return screen
