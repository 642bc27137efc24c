"""Away: what the driver says when the database cannot be reached, and the way to wait until it answers."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import asyncpg

from trustdesk.kit.errors import Overloaded

AWAY_SECONDS = 0.1  # between questions whether it is back

UNREACHABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    # What the driver says of a connection that was ended while it lay idle.
    asyncpg.exceptions.InternalClientError,
    ConnectionError,
    TimeoutError,
)


class Back:
    """The way to wait for a database that is away: one asks it for all who wait."""

    def __init__(self, ping: Callable[[], Awaitable[None]]) -> None:
        """Take what raises while it does not answer."""
        self._ping = ping
        self._asking: asyncio.Task[None] | None = None

    async def again(self) -> None:
        """Wait a moment, then until it answers."""
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
