"""The SQL of facts, cursors and failures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString, Protocol
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.ids import uuid7


class Failed(Protocol):
    """What is kept of an event whose reaction failed."""

    @property
    def xid(self) -> int: ...
    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def fact(self) -> Any: ...
    @property
    def at(self) -> datetime: ...


# Facts of tenant $1 in $2, their order kept; also a part of statements that write what they tell of.
INSERT: LiteralString = """insert into events (tenant, kind, about, body)
    select $1, kind, about, body
    from json_to_recordset($2::text::json) as told (place int, kind text, about uuid, body text)
    order by place"""


class Row(msgspec.Struct, frozen=True):
    """A fact as ``INSERT`` takes it."""

    place: int
    kind: str
    about: UUID
    body: str


async def insert(tx: Tx, facts: str) -> None:
    """Add facts: rows as JSON."""
    await tx.do(INSERT, tx.tenant, facts)


async def cursors(tx: Tx) -> dict[str, tuple[int, int]]:
    """Tell how far each reaction has heard."""
    rows = await tx.rows(
        "select reaction, xid::text::bigint as xid, id from reaction_cursors where tenant = $1", tx.tenant
    )
    return {row["reaction"]: (row["xid"], row["id"]) for row in rows}


async def lock_cursor(tx: Tx, reaction: str) -> tuple[int, int] | None:
    """Lock the reaction's place in the events; None when another node holds it."""
    row = await tx.row(
        """select xid::text::bigint as xid, id from reaction_cursors
        where tenant = $1 and reaction = $2 for update skip locked""",
        tx.tenant,
        reaction,
    )
    if row is not None:
        return row["xid"], row["id"]
    # New: begins with the oldest event. Losing this race means another node has it.
    made = await tx.do(
        """insert into reaction_cursors (tenant, reaction, xid, id) values ($1, $2, '0'::xid8, 0)
        on conflict do nothing""",
        tx.tenant,
        reaction,
    )
    return (0, 0) if made else None


async def after(tx: Tx, cursor: tuple[int, int], kinds: list[str], most: int) -> Sequence[Any]:
    """Page through events beyond the cursor whose transactions, and all older ones, have ended.

    Gives those of the wanted kinds and the last of the page, whose ``body`` is null when it
    is of another kind: the cursor moves past what nobody here listens to.
    """
    return await tx.rows(
        """select xid::text::bigint as xid, id, kind, case when kind = any($4) then body end as body, at
        from (
            select *, row_number() over (order by xid, id) as place, count(*) over () as size
            from (
                select xid, id, kind, body, at from events
                where tenant = $1 and (xid, id) > ($2::text::xid8, $3)
                    and xid < pg_snapshot_xmin(pg_current_snapshot())
                order by xid, id limit $5
            ) as page
        ) as placed
        where kind = any($4) or place = size
        order by place""",
        tx.tenant,
        str(cursor[0]),
        cursor[1],
        kinds,
        most,
    )


async def left_over(tx: Tx) -> tuple[list[str], bool]:
    """List the reactions with a failure that is due; tell whether events wait for an older transaction."""
    row = await tx.row(
        """select array(select distinct reaction from reaction_failures
                where tenant = $1 and next_at <= clock_timestamp()) as due,
            exists (select 1 from events
                where tenant = $1 and xid >= pg_snapshot_xmin(pg_current_snapshot())) as hidden""",
        tx.tenant,
    )
    return (row["due"], row["hidden"]) if row else ([], False)


async def move_cursors(tx: Tx, reactions: list[str], start: tuple[int, int], end: tuple[int, int]) -> int:
    """Remember how far these have heard who stand at ``start``; those another node holds are left."""
    return await tx.do(
        """with here as (
            select reaction from reaction_cursors
            where tenant = $1 and reaction = any($2) and xid = $3::text::xid8 and id = $4
            order by reaction for update skip locked
        )
        update reaction_cursors c set xid = $5::text::xid8, id = $6, at = clock_timestamp()
        from here where c.tenant = $1 and c.reaction = here.reaction""",
        tx.tenant,
        reactions,
        str(start[0]),
        start[1],
        str(end[0]),
        end[1],
    )


async def set_aside(tx: Tx, reaction: str, event: Failed, error: str) -> None:
    """Keep an event whose reaction failed, due for another try."""
    await tx.do(
        """insert into reaction_failures (tenant, id, reaction, event_xid, event_id, event_kind, event_about,
            event_body, event_at, attempts, next_at, error)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, clock_timestamp() + interval '1 second', $10)""",
        tx.tenant,
        uuid7(),
        reaction,
        event.xid,
        event.id,
        event.kind,
        event.fact.about,
        msgspec.json.encode(event.fact).decode(),
        event.at,
        error,
    )


async def lock_due(tx: Tx, reaction: str) -> Any | None:
    """Lock the longest due failure of a reaction."""
    return await tx.row(
        """select * from reaction_failures
        where tenant = $1 and reaction = $2 and next_at <= clock_timestamp()
        order by next_at limit 1 for update skip locked""",
        tx.tenant,
        reaction,
    )


async def put_off(tx: Tx, id: UUID, due: datetime, error: str) -> None:
    """Count one more failed try."""
    await tx.do(
        """update reaction_failures set attempts = attempts + 1, next_at = $3, error = $4
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        due,
        error,
    )


async def forget(tx: Tx, id: UUID) -> None:
    """Drop a failure that has been made good."""
    await tx.do("delete from reaction_failures where tenant = $1 and id = $2", tx.tenant, id)


async def hurry(tx: Tx, id: UUID) -> bool:
    """Make a failure due now; False when there is none."""
    touched = await tx.do(
        "update reaction_failures set next_at = clock_timestamp() where tenant = $1 and id = $2",
        tx.tenant,
        id,
    )
    return touched == 1


async def failures(tx: Tx) -> Sequence[Any]:
    """List what is set aside, newest first."""
    return await tx.rows(
        """select id, reaction, event_kind, event_at, attempts, next_at, error
        from reaction_failures where tenant = $1 order by event_at desc limit 200""",
        tx.tenant,
    )


async def progress(tx: Tx, most: int) -> Sequence[Any]:
    """Tell, for each reaction, when it last heard something and how many events wait, at most ``most``."""
    return await tx.rows(
        """select c.reaction, c.at, (
            select count(*) from (
                select 1 from events e where e.tenant = c.tenant and (e.xid, e.id) > (c.xid, c.id) limit $2
            ) as beyond
        ) as behind
        from reaction_cursors c where c.tenant = $1 order by c.reaction""",
        tx.tenant,
        most,
    )


async def server(tx: Tx) -> tuple[str, int]:
    """Tell the server's version and the size of the database in bytes."""
    row = await tx.row(
        "select current_setting('server_version') as version, pg_database_size(current_database()) as size"
    )
    return (row["version"], row["size"]) if row else ("", 0)
