"""A small HTTP client that knows exactly when an answer was whole, and when the line was cut before."""

import asyncio
import contextlib
import json
from dataclasses import dataclass
from typing import Any

ANSWER_SECONDS = 8.0


class Cut(Exception):
    """The connection ended, or nothing came, before the answer was whole: nobody knows what was stored."""


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body) if self.body else None


class Line:
    """One kept-alive connection; opened when needed, dropped when cut."""

    def __init__(self, port: int, token: str = "", *, patience: float = ANSWER_SECONDS) -> None:
        self.port = port
        self.token = token
        self.patience = patience
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Ask once. Raises ``Cut``."""
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        return await self.send(method, path, raw, **headers)

    async def send(self, method: str, path: str, raw: bytes, **headers: str) -> Answer:
        """Ask once with these very bytes as the body. Raises ``Cut``."""
        whole = False
        try:
            async with asyncio.timeout(self.patience):
                reader, writer = await self._opened()
                writer.write(self._head(method, path, len(raw), headers) + raw)
                await writer.drain()
                answer = await _read(reader)
                whole = True
                return answer
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            raise Cut(type(error).__name__) from error
        finally:
            if not whole:
                self.close()

    def close(self) -> None:
        """Drop the connection."""
        if self._streams is not None:
            self._streams[1].transport.abort()
            self._streams = None

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None or self._streams[0].at_eof() or self._streams[1].is_closing():
            self.close()
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        return self._streams

    def _head(self, method: str, path: str, length: int, headers: dict[str, str]) -> bytes:
        lines = {
            "host": f"127.0.0.1:{self.port}",
            "content-length": str(length),
            "content-type": "application/json",
        }
        if self.token:
            lines["authorization"] = f"Bearer {self.token}"
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method} {path} HTTP/1.1\r\n{text}\r\n".encode()


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ", 2)[1])
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)
    }
    if status in {204, 304}:
        return Answer(status, headers, b"")
    if headers.get("transfer-encoding") == "chunked":
        return Answer(status, headers, await _chunks(reader))
    return Answer(status, headers, await reader.readexactly(int(headers["content-length"])))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readline()
    return body


async def asked(line: Line, method: str, path: str, body: object = None) -> Any:
    """Ask until it is answered with success; the JSON of the answer."""
    for _ in range(100):
        with contextlib.suppress(Cut):
            answer = await line.ask(method, path, body)
            if answer.status < 300:
                return answer.json()
            if answer.status != 503:
                raise AssertionError(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
        await asyncio.sleep(0.1)
    raise AssertionError(f"{method} {path} was never answered")
