"""Corked writes: what a connection is told in one turn of the loop leaves in one packet.

The server writes the head of an answer and its body apart, and a frame at a time to a socket. Each
would be a call into the kernel and would wake the other side; under load that is a good part of the
work. Nothing waits longer than the turn in which it was said.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class CorkedTransport:
    """A transport that gathers what is written until the turn of the loop ends."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Wrap what the connection really is; everything but writing and ending goes straight to it."""
        self._transport = transport
        self._loop = loop
        self._said: list[bytes] = []
        self.get_extra_info = transport.get_extra_info
        self.is_closing = transport.is_closing

    def write(self, data: bytes) -> None:
        """Say this before the turn is over, after what was said before."""
        if not self._said:
            self._loop.call_soon(self._flush)
        self._said.append(data)

    def close(self) -> None:
        """Say what is left, then close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        said, self._said = self._said, []
        if said and not self._transport.is_closing():
            self._transport.write(said[0] if len(said) == 1 else b"".join(said))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class CorkedProtocol(HttpToolsProtocol):
    """The server's own protocol on a corked transport; a socket inherits it."""

    def connection_made(self, transport: Any) -> None:
        """Begin, corked."""
        super().connection_made(CorkedTransport(transport, self.loop))  # pyright: ignore[reportArgumentType] - acts like one
