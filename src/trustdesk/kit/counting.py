"""Counting: facts and evidence stand in the order of transaction ids; a new server counts from the start.

After a dump was restored into a fresh server, rows know of transactions that have not been yet. Until the
server's count is beyond them, no reaction hears what happens and nothing is sealed. Renumbering rows would
break the evidence; so the server counts on, through transactions that do nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

import asyncpg

from trustdesk.kit.db import ROLE
from trustdesk.kit.safety import CONNECT_LIMIT_S, Problem
from trustdesk.kit.settings import Settings

STEP = 200_000
FARTHEST = 1_500_000_000  # more than this in one go would frighten the server's own housekeeping
COUNTED = """SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE a.attname = 'xid' AND a.atttypid = 'xid8'::regtype AND c.relkind IN ('r', 'p')
    AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"""


class TooFar(Exception):
    """The count is too far behind to be brought up."""


async def behind(settings: Settings, tenants: Sequence[str]) -> int:
    """Tell how many transactions the server's count is behind what the rows of these tenants know."""
    connection = await _connected(settings)
    try:
        return await _gap(connection, tenants)
    finally:
        await connection.close(timeout=CONNECT_LIMIT_S)


async def examine(settings: Settings, tenants: Sequence[str]) -> list[Problem]:
    """Say in plain words when it is behind; of a database that does not answer others speak."""
    gap = 0
    with contextlib.suppress(
        OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError
    ):
        gap = await behind(settings, tenants)
    if gap <= 0:
        return []
    text = (
        f"this server's count of transactions is {gap:,} behind what its rows know, as after a restore into "
        "a fresh server: nothing would be heard and nothing sealed; run `trustdesk doctor --mend`"
    )
    return [Problem("counting", text)]


async def catch_up(settings: Settings, tenants: Sequence[str], say: Callable[[str], None]) -> int:
    """Let the server count on until it is beyond every row; tells by how much. Safe while nodes run."""
    connection = await _connected(settings)
    try:
        gap = left = await _gap(connection, tenants)
        if gap > FARTHEST:
            raise TooFar(f"{gap:,} transactions are too many to count; see docs/operate.md, Restore")
        while left > 0:
            # Not in a transaction of ours: each turn of the loop is one of its own, and does nothing.
            await connection.execute(_turns(min(left, STEP)), timeout=600)
            left = await _gap(connection, tenants)
            say(f"{gap - max(left, 0):,} of {gap:,} transactions counted")
        return gap
    finally:
        await connection.close(timeout=CONNECT_LIMIT_S)


def _turns(count: int) -> str:
    return f"DO $$ BEGIN FOR turn IN 1..{count:d} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"


async def _connected(settings: Settings) -> asyncpg.Connection[Any]:
    return await asyncpg.connect(
        settings.database_url, timeout=CONNECT_LIMIT_S, server_settings={"role": ROLE}
    )


async def _gap(connection: asyncpg.Connection[Any], tenants: Sequence[str]) -> int:
    tables = [row[0] for row in await connection.fetch(COUNTED)]
    highest = 0
    for tenant in tenants:
        async with connection.transaction():
            await connection.execute("SELECT set_config('app.tenant', $1, true)", tenant)
            for table in tables:
                # A table of ours, named by the catalogue.
                asked = f'SELECT max(xid)::text::bigint FROM "{table}" WHERE tenant = $1'  # noqa: S608
                highest = max(highest, await connection.fetchval(asked, tenant) or 0)
    now = int(await connection.fetchval("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"))
    return highest - now + 1 if highest else 0
