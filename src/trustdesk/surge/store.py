"""The SQL of surges, of what the waiting ask about, and of the hours of the desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import msgspec

from trustdesk.kit.db import Record, Tx
from trustdesk.surge.model import CardRef, Hour, OwnWords, Pressure, Surge
from trustdesk.surge.views import PastSurge

ROW: LiteralString = """select id, cause, began_at, began_by, words, cards, until, waiting, peak, estimate_s,
        told_at, calm_since, ended_at, ended_by, why
    from surges where tenant = $1"""


async def now_on(tx: Tx, *, lock: bool = False) -> Surge | None:
    """Read the surge that is on, locked if it is to be changed."""
    rows = await tx.rows(ROW + " and ended_at is null" + (" for update" if lock else ""), tx.tenant)
    return _surge(rows[0]) if rows else None


async def insert(tx: Tx, one: Surge) -> bool:
    """Begin a surge; False when another began at the same moment."""
    done = await tx.do(
        """insert into surges (tenant, id, cause, began_at, began_by, words, cards, until, waiting, peak,
            estimate_s, told_at, calm_since, ended_at, ended_by, why)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict do nothing""",
        tx.tenant,
        *_written(one),
    )
    return done == 1


async def save(tx: Tx, one: Surge) -> None:
    """Put down how a surge stands; who began it and why never changes."""
    id, _, _, _, *rest = _written(one)
    await tx.do(
        """update surges set words = $3, cards = $4, until = $5, waiting = $6, peak = $7, estimate_s = $8,
            told_at = $9, calm_since = $10, ended_at = $11, ended_by = $12, why = $13
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        *rest,
    )


async def past(tx: Tx, most: int) -> list[PastSurge]:
    """List surges, the latest first."""
    return await tx.all(
        PastSurge,
        """select id, cause, began_at, began_by, peak, until, ended_at, ended_by, why from surges
        where tenant = $1 order by began_at desc limit $2""",
        tx.tenant,
        most,
    )


async def switched_off_at(tx: Tx) -> datetime | None:
    """Tell when somebody last switched a surge off."""
    return await tx.value("select max(ended_at) from surges where tenant = $1 and why = 'hand'", tx.tenant)


async def pressure(tx: Tx, since: datetime) -> Pressure:
    """Count who waits, and who came into the queue and was taken out of it since a time."""
    found = await tx.one(
        Pressure,
        """select (select count(*) from queue where tenant = $1)::int as waiting,
            ((select count(*) from queue where tenant = $1 and entered_at >= $2)
                + (select count(*) from waits where tenant = $1 and taken_at >= $2 and entered_at >= $2)
            )::int as came,
            (select count(*) from waits where tenant = $1 and taken_at >= $2)::int as taken""",
        tx.tenant,
        since,
    )
    return found or Pressure(0, 0, 0)


async def asked_most(tx: Tx, most: int) -> list[str]:
    """Name the topics the waiting ask about, as triage reads them, the most frequent first."""
    rows = await tx.rows(
        """select coalesce(r.corrected, r.topic) as topic from queue q
        join readings r on r.tenant = q.tenant and r.conversation = q.conversation
        where q.tenant = $1 and coalesce(r.corrected, r.topic) is not null
        group by 1 order by count(*) desc, 1 limit $2""",
        tx.tenant,
        most,
    )
    return [row["topic"] for row in rows]


async def incidents_met(tx: Tx, most: int) -> list[UUID]:
    """List the open incidents that most of the waiting may have met."""
    rows = await tx.rows(
        """select i.id from incidents i join queue q on q.tenant = i.tenant and q.topic = any(i.topics)
        where i.tenant = $1 and i.state <> 'resolved' group by i.id order by count(*) desc, i.id limit $2""",
        tx.tenant,
        most,
    )
    return [row["id"] for row in rows]


async def counted_until(tx: Tx) -> datetime | None:
    """Tell which hour is the last that was counted."""
    return await tx.value("select max(at) from desk_hours where tenant = $1", tx.tenant)


async def first_day(tx: Tx) -> datetime | None:
    """Tell when the first conversation began."""
    return await tx.value("select min(created_at) from conversations where tenant = $1", tx.tenant)


async def count_hours(tx: Tx, first: datetime, end: datetime) -> int:
    """Count the hours from ``first`` up to ``end``, those with nothing in them too; returns how many."""
    return await tx.do(
        """with came as (
            select date_bin('1 hour', created_at, $2) as at, count(*) as began from conversations
            where tenant = $1 and created_at >= $2 and created_at < $3 group by 1
        ), waited as (
            select date_bin('1 hour', entered_at, $2) as at, count(*) as taken,
                sum(extract(epoch from taken_at - entered_at))::bigint as waited_s from waits
            where tenant = $1 and entered_at >= $2 and entered_at < $3 group by 1
        )
        insert into desk_hours (tenant, at, began, taken, waited_s)
        select $1, h.at, coalesce(came.began, 0), coalesce(waited.taken, 0), coalesce(waited.waited_s, 0)
        from generate_series($2::timestamptz, $3::timestamptz - interval '1 hour', '1 hour') as h (at)
        left join came on came.at = h.at left join waited on waited.at = h.at
        on conflict (tenant, at) do update
        set began = excluded.began, taken = excluded.taken, waited_s = excluded.waited_s""",
        tx.tenant,
        first,
        end,
    )


async def hours(tx: Tx, since: datetime) -> list[Hour]:
    """List the counted hours since a time."""
    return await tx.all(
        Hour,
        """select at, began, taken, waited_s::int as waited_s from desk_hours
        where tenant = $1 and at >= $2 order by at""",
        tx.tenant,
        since,
    )


def _written(one: Surge) -> Sequence[Any]:
    id, cause, began_at, began_by, words, cards, *rest = msgspec.structs.astuple(one)
    return (id, cause, began_at, began_by, _json(words), _json(cards), *rest)


def _json(value: OwnWords | list[CardRef]) -> str:
    return msgspec.json.encode(value).decode()


def _surge(row: Record) -> Surge:
    read: dict[str, Any] = dict(row)
    id: UUID = read.pop("id")
    words = msgspec.json.decode(read.pop("words"), type=OwnWords)
    cards = msgspec.json.decode(read.pop("cards"), type=list[CardRef])
    return Surge(id=id, words=words, cards=cards, **read)
