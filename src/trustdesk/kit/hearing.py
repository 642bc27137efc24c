"""A session that only listens: it hears NOTIFY, is found when it hangs, and keeps the clock right."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from trustdesk.kit import clock

HEARTBEAT_SECONDS = 4


@asynccontextmanager
async def session(url: str, role: str, on: Callable[[str, str], None], *channels: str) -> AsyncIterator[None]:
    """Listen for as long as the body lasts; ends with an error when the session is lost."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(url, server_settings={"role": role})
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    try:
        for channel in channels:
            await connection.add_listener(channel, lambda _c, _pid, name, payload: on(name, str(payload)))
        yield
        await _until_lost(connection, lost)
        raise ConnectionResetError("the listening connection was lost")
    finally:
        connection.terminate()


async def set_clock(connection: Any) -> None:
    """Ask the server for its time, and go by it."""
    asked = time.monotonic()
    theirs = await connection.fetchval("select clock_timestamp()", timeout=HEARTBEAT_SECONDS)
    clock.follow(theirs, asked, time.monotonic())


async def _until_lost(connection: asyncpg.Connection[Any], lost: asyncio.Event) -> None:
    """Wait for the end of a connection that only listens; one that hangs is found by asking."""
    while not lost.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(lost.wait(), HEARTBEAT_SECONDS)
        if not lost.is_set():
            await set_clock(connection)
