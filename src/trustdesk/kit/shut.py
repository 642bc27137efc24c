"""Shut: what every answer tells a browser not to do, unless the answer says otherwise itself."""

from collections.abc import Awaitable, Callable
from typing import Any

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Served = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

# An answer that is looked at by itself runs nothing, loads nothing and stands in nobody's frame.
LINES: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store, private"),
)
# Two years, for this host and all below it; only where the desk is reached over https.
HTTPS_ONLY = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")


class Shut:
    """An application whose answers all carry these headers."""

    def __init__(self, app: Served, url: str) -> None:
        """Take the application, and the URL under which browsers reach it."""
        self._app = app
        self._lines = (*LINES, HTTPS_ONLY) if url.startswith("https://") else LINES

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def closing(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                said = list(message["headers"])
                there = {name.lower() for name, _ in said}
                said.extend(line for line in self._lines if line[0] not in there)
                message = {**message, "headers": said}
            await send(message)

        await self._app(scope, receive, closing)
