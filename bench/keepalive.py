"""The cheapest HTTP client that is still one: keep-alive, one request under way, answers read whole."""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import cast

Next = Callable[[], bytes | None]
Answered = Callable[[int, bytes, float], None]


class KeepAlive(asyncio.Protocol):
    """Asks ``following`` for a request, sends it, hands the answer on, and so forth until None.

    With ``every`` seconds it sends at that pace from ``first`` on, as people write, however long answers take.
    What could not be sent in time counts as waiting.
    """

    def __init__(self, following: Next, answered: Answered, every: float = 0.0, first: float = 0.0) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._following = following
        self._answered = answered
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._began = 0.0
        self._every, self._due = every, first

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        whole = answer_length(self._buffer)
        if whole and len(self._buffer) >= whole:
            seconds = perf_counter() - self._began
            answer, self._buffer = self._buffer[:whole], self._buffer[whole:]
            self._answered(int(answer[9:12]), answer, seconds)
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionResetError("the server closed"))

    def _send(self) -> None:
        if self._every and (early := self._due - perf_counter()) > 0:
            asyncio.get_running_loop().call_later(early, self._send)
            return
        assert self._transport is not None
        request = self._following()
        if request is None:
            self.done.set_result(None)
            self._transport.close()
            return
        self._began = self._due if self._every else perf_counter()
        self._due += self._every
        self._transport.write(request)


def answer_length(buffer: bytes) -> int:
    """The length of the answer at the beginning of the buffer, 0 while its head is incomplete."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return 0
    head = buffer[:end].lower()
    place = head.find(b"content-length:")
    if place < 0:
        return end + 4
    return end + 4 + int(head[place + 15 :].split(b"\r\n", 1)[0])


def request(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    """Write a request; with a body it is JSON."""
    head = f"{method} {path} HTTP/1.1\r\nhost: desk\r\nauthorization: Bearer {token}\r\n"
    if method != "GET":
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body
