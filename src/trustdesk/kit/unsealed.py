"""Unsealed: rows from before there were keys. Rooms say which of theirs are plain, and seal a few at a time.

Each batch is a transaction of its own that takes only rows nobody else holds: it may run beside a serving
desk, be killed at any place and be run again; what is sealed is not found any more.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from trustdesk.kit import failpoints
from trustdesk.kit.db import Database, Record, Tx
from trustdesk.kit.keyring import SEALED

BATCH = 200


class Unsealed(msgspec.Struct, frozen=True):
    """A table with such rows: ``count`` tells how many there are, ``seal`` seals so many at most."""

    table: str
    count: Callable[[Tx], Awaitable[int]]
    seal: Callable[[Tx, int], Awaitable[int]]


async def keyed(tx: Tx, rows: Sequence[Record]) -> list[dict[str, Any]]:
    """Give each row a ``key`` of its own."""
    keys = await tx.fresh_keys(len(rows))
    return [dict(row) | {"key": key} for row, key in zip(rows, keys, strict=True)]


async def columns(tx: Tx, table: str, fields: Sequence[str], rows: Sequence[Record]) -> list[list[str]]:
    """Seal these fields of rows, each by its ``key``, for the ``row`` it is; gives them column by column.

    What is sealed already stays as it is.
    """
    made: list[list[str]] = []
    for field in fields:
        stored = [(row["key"], f"{table}|{row['row']}|{field}", row[field] or "") for row in rows]
        sealed = await tx.sealed([(key, at, "" if _is_sealed(text) else text) for key, at, text in stored])
        made.append([new or text for new, (_, _, text) in zip(sealed, stored, strict=True)])
    return made


async def count(tx: Tx, tables: Iterable[Unsealed]) -> dict[str, int]:
    """Count the plain rows of each table that has any."""
    return {one.table: found for one in tables if (found := await one.count(tx))}


async def seal(db: Database, tenant: str, tables: Iterable[Unsealed]) -> Mapping[str, int]:
    """Seal plain rows, table by table in this order; tells how many. Rows in use wait for the next run."""
    return {one.table: done for one in tables if (done := await _all_of(db, tenant, one))}


async def _all_of(db: Database, tenant: str, one: Unsealed) -> int:
    done, batch = 0, 1
    while batch:
        async with db.transaction(tenant) as tx:
            batch = await one.seal(tx, BATCH)
        failpoints.reach("batch_sealed")
        done += batch
    return done


def _is_sealed(text: str) -> bool:
    return text.startswith(SEALED)
