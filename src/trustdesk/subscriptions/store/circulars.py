"""The SQL of circulars: planned, spread over the subscribers in batches, counted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import LiteralString
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.subscriptions.model import NOBODY, Circular, CircularState, Tally

ROW: LiteralString = """select id, announcement, round, state, due_at, reached, asked_by, tallies
    from circulars where tenant = $1"""


async def plan(tx: Tx, one: Circular) -> None:
    """Plan a circular, once; one that has not gone out, or was dropped, is planned for the new time."""
    await tx.do(
        """insert into circulars as c (tenant, id, announcement, round, state, due_at, reached, asked_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (tenant, announcement, round) do update set due_at = excluded.due_at, state = 'planned'
        where c.state in ('planned', 'dropped')""",
        tx.tenant,
        one.id,
        one.announcement,
        one.round,
        one.state,
        one.due_at,
        one.reached,
        one.asked_by,
    )


async def first(tx: Tx, announcement: UUID) -> Circular | None:
    """Read the circular that told of an announcement first."""
    return await tx.one(Circular, ROW + " and announcement = $2 and round = 0", tx.tenant, announcement)


async def due(tx: Tx, most: int) -> list[UUID]:
    """List whose time has come."""
    rows = await tx.rows(
        """select id from circulars where tenant = $1 and due_at <= clock_timestamp()
            and state in ('planned', 'spreading') order by due_at limit $2""",
        tx.tenant,
        most,
    )
    return [row["id"] for row in rows]


async def lock(tx: Tx, id: UUID) -> Circular | None:
    """Lock one; None while another node spreads it."""
    return await tx.one(Circular, ROW + " and id = $2 for update skip locked", tx.tenant, id)


async def get(tx: Tx, id: UUID) -> Circular | None:
    """Read one."""
    return await tx.one(Circular, ROW + " and id = $2", tx.tenant, id)


async def of(tx: Tx, announcement: UUID) -> list[Circular]:
    """List the circulars of an announcement, the latest first."""
    return await tx.all(Circular, ROW + " and announcement = $2 order by round desc", tx.tenant, announcement)


async def set_state(tx: Tx, id: UUID, state: CircularState, due_at: datetime) -> None:
    """Put down how it stands, and for when it is planned."""
    await tx.do(
        "update circulars set state = $3, due_at = $4 where tenant = $1 and id = $2",
        tx.tenant,
        id,
        state,
        due_at,
    )


async def drop(tx: Tx, announcement: UUID) -> None:
    """Put down that nothing more is to be spread of an announcement."""
    await tx.do(
        """update circulars set state = 'dropped'
        where tenant = $1 and announcement = $2 and state in ('planned', 'spreading')""",
        tx.tenant,
        announcement,
    )


async def spread(tx: Tx, one: Circular, kind: str, most: int) -> int:
    """Write copies for the next subscribers and remember how far it came; returns how many that were."""
    return await tx.value(
        """with batch as (
            select id, way from subscribers
            where tenant = $1 and id > $3 and confirmed_at <= $4 and $5 = any(kinds) order by id limit $6
        ), written as (
            insert into circular_copies (tenant, id, circular, way, subscriber, state, next_at)
            select $1, gen_random_uuid(), $2, way, id, 'due', clock_timestamp() from batch
            on conflict (tenant, circular, way, subscriber) do nothing
        ), moved as (
            update circulars set state = 'spreading',
                reached = coalesce((select id from batch order by id desc limit 1), reached)
            where tenant = $1 and id = $2
        )
        select count(*)::int from batch""",
        tx.tenant,
        one.id,
        one.reached,
        one.due_at,
        kind,
        most,
    )


async def spread_places(tx: Tx, id: UUID, ways: Sequence[str]) -> None:
    """Write the copies that go to places everybody reads."""
    await tx.do(
        """insert into circular_copies (tenant, id, circular, way, subscriber, state, next_at)
        select $1, gen_random_uuid(), $2, way, $4, 'due', clock_timestamp() from unnest($3::text[]) as w (way)
        on conflict (tenant, circular, way, subscriber) do nothing""",
        tx.tenant,
        id,
        list(ways),
        NOBODY,
    )


async def tallies(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, list[Tally]]:
    """Count how the copies of these have fared, by way."""
    rows = await tx.rows(
        """select circular, way, count(*) filter (where state = 'due')::int as due,
            count(*) filter (where state = 'sent')::int as sent,
            count(*) filter (where state = 'failed')::int as failed,
            count(*) filter (where state = 'unsure')::int as unsure,
            count(*) filter (where state = 'gone')::int as gone,
            count(*) filter (where state = 'dropped')::int as dropped
        from circular_copies where tenant = $1 and circular = any($2)
        group by circular, way order by circular, way""",
        tx.tenant,
        list(ids),
    )
    found: dict[UUID, list[Tally]] = {}
    for row in rows:
        counted = dict(row)
        found.setdefault(counted.pop("circular"), []).append(Tally(**counted))
    return found


async def old(tx: Tx, kept: timedelta, most: int) -> list[UUID]:
    """List circulars whose copies were settled long ago."""
    rows = await tx.rows(
        """select c.id from circulars c where c.tenant = $1 and c.state in ('spread', 'dropped')
            and c.tallies is null and c.due_at < clock_timestamp() - $2::interval
            and not exists (select 1 from circular_copies p
                where p.tenant = $1 and p.circular = c.id and p.next_at is not null)
        limit $3""",
        tx.tenant,
        kept,
        most,
    )
    return [row["id"] for row in rows]


async def keep_tallies(tx: Tx, id: UUID, written: str) -> None:
    """Keep the counts of a circular, and forget who each copy went to."""
    await tx.do("update circulars set tallies = $3 where tenant = $1 and id = $2", tx.tenant, id, written)
    await tx.do("delete from circular_copies where tenant = $1 and circular = $2", tx.tenant, id)
