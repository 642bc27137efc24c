"""How wake-ups travel between nodes: ids only, at most once, fast; truth is in the database."""

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog

from trustdesk.kit.away import UNREACHABLE
from trustdesk.kit.db import Database

log = structlog.get_logger()

NEWS = "trustdesk_news"
WHISPERS = "trustdesk_whispers"
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0

Heard = Callable[[str, str], None]


class Wire(Protocol):
    """Carries short texts between nodes. A message broker can stand in where NOTIFY is not enough."""

    async def run(self, heard: Heard, connected: Callable[[], None]) -> None:
        """Hear until cancelled; ``connected`` is called after each (re)connection: catch up then."""
        ...

    async def whisper(self, text: str) -> None:
        """Tell the other nodes something ephemeral."""
        ...


class PostgresWire:
    """NOTIFY and LISTEN. News is notified inside the committing transaction by ``kit.db``."""

    def __init__(self, db: Database) -> None:
        """Take the database that all nodes share."""
        self._db = db

    async def run(self, heard: Heard, connected: Callable[[], None]) -> None:
        """Hold a listening connection; when it is lost, connect again and say so."""
        pause = FIRST_PAUSE
        while True:
            try:
                async with self._db.listening(heard, NEWS, WHISPERS):
                    pause = FIRST_PAUSE
                    connected()
            except (*UNREACHABLE, OSError) as error:
                log.warning("live wire lost", error=str(error), again_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def whisper(self, text: str) -> None:
        """Notify outside any transaction; a lost whisper is no loss."""
        try:
            await self._db.announce(WHISPERS, text)
        except (*UNREACHABLE, OSError) as error:
            log.warning("whisper lost", error=str(error))
