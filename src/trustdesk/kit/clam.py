"""What a virus scanner says of a file: ClamAV's ``clamd``, asked over its own protocol, where one is named.

Whatever is not a plain "nothing found" is no answer: the file is not taken, and nothing is pretended.
"""

import asyncio
import contextlib
import re
import struct
from urllib.parse import urlsplit

import structlog

from trustdesk.kit.errors import Overloaded, Refused

log = structlog.get_logger()

PATIENCE_SECONDS = 30.0
CHUNK_BYTES = 65_536
LONGEST_ANSWER = 1_000
FOUND = re.compile(rb"stream: (.{1,200}) FOUND")
CLEAN = b"stream: OK"
PORT = 3310


class Malicious(Refused):
    """The scanner knows the file as harmful."""

    status = 422
    code = "malicious_file"


class ScannerAway(Overloaded):
    """A scanner is named and gives no answer: nothing is taken until it does."""

    code = "scanner_away"
    put_off = 30.0


class Scanner:
    """The scanner at ``tcp://host:port`` or ``unix:///path``; without an address nothing is scanned."""

    def __init__(self, url: str) -> None:
        """Take the address; nothing is opened yet."""
        self.url = url

    async def look(self, body: bytes) -> None:
        """Have a file scanned; raises ``Malicious`` or ``ScannerAway``."""
        if not self.url:
            return
        answer = await self._asked(b"zINSTREAM\0", body)
        if answer == CLEAN:
            return
        if found := FOUND.fullmatch(answer):
            name = found[1].decode("ascii", "replace")
            log.warning("the scanner refused a file", signature=name, size=len(body))
            raise Malicious(name)
        log.warning("the scanner gave no verdict", answer=answer[:100].decode("ascii", "replace"))
        raise ScannerAway("the scanner gave no verdict", retry_after=10)

    async def answers(self) -> bool:
        """Tell whether it is there; without an address there is nothing to ask."""
        with contextlib.suppress(ScannerAway):
            return not self.url or await self._asked(b"zPING\0", None) == b"PONG"
        return False

    async def _asked(self, command: bytes, body: bytes | None) -> bytes:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                reader, writer = await self._opened()
                try:
                    return await _exchanged(reader, writer, command, body)
                finally:
                    writer.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError) as error:
            log.warning("the scanner does not answer", error=type(error).__name__)
            raise ScannerAway(type(error).__name__, retry_after=10) from error

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        at = urlsplit(self.url)
        if at.scheme == "unix":
            return await asyncio.open_unix_connection(at.path, limit=LONGEST_ANSWER)
        return await asyncio.open_connection(at.hostname, at.port or PORT, limit=LONGEST_ANSWER)


async def _exchanged(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: bytes, body: bytes | None
) -> bytes:
    writer.write(command)
    if body is not None:
        # It answers before the end when it wants no more, and then takes nothing: the answer still counts.
        with contextlib.suppress(ConnectionError):
            for at in range(0, len(body), CHUNK_BYTES):
                chunk = body[at : at + CHUNK_BYTES]
                writer.write(struct.pack(">I", len(chunk)) + chunk)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
    return (await reader.readuntil(b"\0"))[:-1].strip()
