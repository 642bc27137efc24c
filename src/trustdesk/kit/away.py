"""Away: what the driver says when the database cannot be reached, and the way to wait until it answers."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import asyncpg

from trustdesk.kit.errors import FULL_SECONDS, NoRoom, Overloaded

AWAY_SECONDS = 0.1  # between questions whether it is back
UNREACHABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.PostgresSystemError,  # its disk cannot be read or written
    asyncpg.TooManyConnectionsError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    # What the driver says of a connection that was ended while it lay idle.
    asyncpg.exceptions.InternalClientError,
    ConnectionError,
    TimeoutError,
)


def refusal(error: Exception) -> Overloaded:
    """Tell whoever asked what one of these means for them."""
    if isinstance(error, asyncpg.DiskFullError):
        return NoRoom("the database", retry_after=FULL_SECONDS)
    return Overloaded(type(error).__name__, retry_after=1)


class Back:
    """The way to wait for a database that is away: one asks it for all who wait."""

    def __init__(self, ping: Callable[[], Awaitable[None]]) -> None:
        """Take what raises while it does not answer."""
        self._ping = ping
        self._asking: asyncio.Task[None] | None = None

    async def taken(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write what must not be lost with this process alive: as soon as the database takes it."""
        while True:
            try:
                return await write()
            except Overloaded:
                await self._again()

    async def _again(self) -> None:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._until_it_answers())
        await asyncio.shield(self._asking)

    def end(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()

    async def _until_it_answers(self) -> None:
        away = True
        while away:
            await asyncio.sleep(AWAY_SECONDS)
            with contextlib.suppress(Overloaded, *UNREACHABLE):
                await self._ping()
                away = False
