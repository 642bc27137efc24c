"""The SQL of forgetting conversations: they keep their place, their numbers and their times."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx


class Forgotten(msgspec.Struct, frozen=True, kw_only=True):
    """What was forgotten of one conversation: how many entries, which key opened them, which files they had.

    ``leaves`` is one hash over the leaves of its entries in order: what it was can be proved, not read.
    """

    id: UUID
    number: str
    customer: UUID
    entries: int
    key: str
    files: list[UUID]
    leaves: bytes
    was_closed: bool


async def of_customer(tx: Tx, customer: UUID) -> list[UUID]:
    """List a customer's conversations of which something is left."""
    rows = await tx.rows(
        "select id from conversations where tenant = $1 and customer = $2 and erased_at is null",
        tx.tenant,
        customer,
    )
    return [row["id"] for row in rows]


async def forget(tx: Tx, ids: Sequence[UUID], now: datetime) -> list[Forgotten]:
    """Close these conversations for good and forget the words under which they were found."""
    rows = await tx.rows(
        """with locked as (
            select id, status from conversations
            where tenant = $1 and id = any($2) and erased_at is null order by id for update
        )
        update conversations c set status = 'closed', snoozed_until = null, waiting_since = null,
            assignee = null, tags = '{}', erased_at = $3
        from locked where c.tenant = $1 and c.id = locked.id
        returning c.id, c.number, c.customer, c.seq as entries, c.key, locked.status = 'closed' as was_closed,
            array(select distinct f from messages m, unnest(m.attachments) as f
                where m.tenant = $1 and m.conversation = c.id) as files,
            (select sha256(coalesce(string_agg(l.hash, ''::bytea order by m.seq), ''::bytea)) from messages m
                join leaves l on l.tenant = $1 and l.entry = m.id
                where m.tenant = $1 and m.conversation = c.id) as leaves""",
        tx.tenant,
        list(ids),
        now,
    )
    await tx.do(
        "update messages set words = ''::tsvector where tenant = $1 and conversation = any($2)",
        tx.tenant,
        list(ids),
    )
    return [Forgotten(**row) for row in rows]


async def due(tx: Tx, before: datetime, held: tuple[Sequence[UUID], Sequence[UUID]], most: int) -> list[UUID]:
    """List what has ended and rested since before a time; ``held`` are customers and conversations."""
    rows = await tx.rows(
        """select id from conversations
        where tenant = $1 and status in ('resolved', 'closed') and last_at < $2 and erased_at is null
            and customer <> all($3) and id <> all($4)
        order by last_at, id limit $5""",
        tx.tenant,
        before,
        list(held[0]),
        list(held[1]),
        most,
    )
    return [row["id"] for row in rows]


async def customers_due(tx: Tx, before: datetime, held: Sequence[UUID], most: int) -> list[UUID]:
    """List customers who came before a time and of whom nothing has been heard since, nor is still open."""
    rows = await tx.rows(
        """select c.id from customers c
        where c.tenant = $1 and c.created_at < $2 and c.erased_at is null and c.id <> all($3)
            and not exists (select from conversations v where v.tenant = $1 and v.customer = c.id
                and (v.last_at >= $2 or v.status not in ('resolved', 'closed')))
        order by c.created_at, c.id limit $4""",
        tx.tenant,
        before,
        list(held),
        most,
    )
    return [row["id"] for row in rows]


async def files_of(tx: Tx, held: tuple[Sequence[UUID], Sequence[UUID]]) -> list[UUID]:
    """List the files of these customers and conversations."""
    rows = await tx.rows(
        """select distinct f as id from messages m
        join conversations c on c.tenant = m.tenant and c.id = m.conversation
        cross join unnest(m.attachments) as f
        where m.tenant = $1 and (c.customer = any($2) or c.id = any($3))""",
        tx.tenant,
        list(held[0]),
        list(held[1]),
    )
    return [row["id"] for row in rows]
