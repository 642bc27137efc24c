"""The SQL of writing: find what a group of commands is about, lock it, put everything down."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

import msgspec

from trustdesk.conversations.model import Conversation, Entry, Receipt
from trustdesk.conversations.rules.segments import search_words
from trustdesk.kit.db import Tx

Answered = dict[tuple[str, str], tuple[bytes, Receipt]]


async def answered(tx: Tx, keys: Sequence[tuple[str, str]]) -> Answered:
    """Find which of these writes were stored before: body hash, number, seq and id of each."""
    rows = await tx.rows(
        """select m.actor, m.client_id, m.body_hash, c.number, m.seq, m.id
        from unnest($2::text[], $3::text[]) as wanted (actor, client_id)
        join messages m on m.tenant = $1 and m.actor = wanted.actor and m.client_id = wanted.client_id
        join conversations c on c.tenant = $1 and c.id = m.conversation""",
        tx.tenant,
        [actor for actor, _ in keys],
        [client_id for _, client_id in keys],
    )
    return {
        (row["actor"], row["client_id"]): (row["body_hash"], Receipt(row["number"], row["seq"], row["id"]))
        for row in rows
    }


async def ids_of_latest(tx: Tx, customers: Sequence[UUID]) -> list[UUID]:
    """Find each customer's latest conversation, on whatever line."""
    rows = await tx.rows(
        """select latest.id from unnest($2::uuid[]) as wanted (customer)
        cross join lateral (
            select id from conversations c
            where c.tenant = $1 and c.customer = wanted.customer
            order by created_at desc limit 1
        ) as latest""",
        tx.tenant,
        customers,
    )
    return [row["id"] for row in rows]


async def ids_of_numbers(tx: Tx, numbers: Sequence[str]) -> dict[str, UUID]:
    """Find conversations by number."""
    rows = await tx.rows(
        "select number, id from conversations where tenant = $1 and number = any($2)", tx.tenant, numbers
    )
    return {row["number"]: row["id"] for row in rows}


async def lock(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Conversation]:
    """Lock conversations, in the one order everybody uses, and read their state."""
    rows = await tx.all(
        Conversation,
        """select id, number, customer, line, topic, language, status, priority, assignee, team, tags, seq,
            staff_seq, staff_by, preview, last_author, last_at, waiting_since, snoozed_until, resolved_at,
            rating, created_at
        from conversations where tenant = $1 and id = any($2) order by id for update""",
        tx.tenant,
        ids,
    )
    return {row.id: row for row in rows}


async def counts(tx: Tx, most: int) -> list[int]:
    """Draw counts for new conversation numbers."""
    rows = await tx.rows("select nextval('conversation_numbers') as count from generate_series(1, $1)", most)
    return [row["count"] for row in rows]


async def insert(tx: Tx, fresh: Sequence[Conversation]) -> None:
    """Add new conversations."""
    await tx.do(
        """insert into conversations (tenant, id, number, customer, line, created_at, topic, language, status,
            priority, assignee, team, tags, seq, staff_seq, staff_by, preview, last_author, last_at,
            waiting_since, snoozed_until, resolved_at, rating)
        select $1, id, number, customer, line, created_at, topic, language, status, priority, assignee, team,
            tags::text[], seq, staff_seq, staff_by, preview, last_author, last_at, waiting_since, snoozed_until,
            resolved_at, rating
        from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[], $8::text[],
            $9::text[], $10::smallint[], $11::uuid[], $12::text[], $13::text[], $14::int[], $15::int[],
            $16::text[], $17::text[], $18::text[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[],
            $22::timestamptz[], $23::smallint[])
        as new (id, number, customer, line, created_at, topic, language, status, priority, assignee, team, tags,
            seq, staff_seq, staff_by, preview, last_author, last_at, waiting_since, snoozed_until, resolved_at,
            rating)""",
        tx.tenant,
        *_columns(fresh, ("id", "number", "customer", "line", "created_at", *CHANGING)),
    )


CHANGING = (
    "topic", "language", "status", "priority", "assignee", "team", "tags", "seq", "staff_seq", "staff_by",
    "preview", "last_author", "last_at", "waiting_since", "snoozed_until", "resolved_at", "rating",
)  # fmt: skip


async def save(tx: Tx, changed: Sequence[Conversation]) -> None:
    """Write the new state of locked conversations."""
    await tx.do(
        """update conversations c set topic = new.topic, language = new.language, status = new.status,
            priority = new.priority, assignee = new.assignee, team = new.team, tags = new.tags::text[],
            seq = new.seq, staff_seq = new.staff_seq, staff_by = new.staff_by, preview = new.preview,
            last_author = new.last_author, last_at = new.last_at, waiting_since = new.waiting_since,
            snoozed_until = new.snoozed_until, resolved_at = new.resolved_at, rating = new.rating
        from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::uuid[], $8::text[],
            $9::text[], $10::int[], $11::int[], $12::text[], $13::text[], $14::text[], $15::timestamptz[],
            $16::timestamptz[], $17::timestamptz[], $18::timestamptz[], $19::smallint[])
        as new (id, topic, language, status, priority, assignee, team, tags, seq, staff_seq, staff_by, preview,
            last_author, last_at, waiting_since, snoozed_until, resolved_at, rating)
        where c.tenant = $1 and c.id = new.id""",
        tx.tenant,
        *_columns(changed, ("id", *CHANGING)),
    )


async def add(tx: Tx, entries: Sequence[Entry], hashes: Sequence[bytes]) -> None:
    """Add entries; the unique key on (actor, client id) is what keeps a write from counting twice."""
    await tx.do(
        """insert into messages (tenant, conversation, seq, id, kind, author_kind, author_id, author_name, line,
            text, attachments, mentions, event, actor, client_id, at, body_hash, words)
        select $1, conversation, seq, id, kind, author_kind, author_id, author_name, line, text,
            attachments::uuid[], mentions::uuid[], event, actor, client_id, at, body_hash,
            array_to_tsvector(string_to_array(words, ' '))
        from unnest($2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::timestamptz[],
            $17::bytea[], $18::text[])
        as new (conversation, seq, id, kind, author_kind, author_id, author_name, line, text, attachments,
            mentions, event, actor, client_id, at, body_hash, words)""",
        tx.tenant,
        *_columns(entries, Entry.__struct_fields__),
        hashes,
        [" ".join(search_words(entry.text)) if entry.text else "" for entry in entries],
    )


async def mention(tx: Tx, mentions: Sequence[tuple[UUID, UUID, int]]) -> None:
    """Remember who was mentioned where, as (agent, conversation, seq)."""
    await tx.do(
        """insert into mentions (tenant, agent, conversation, seq)
        select $1, * from unnest($2::uuid[], $3::uuid[], $4::int[]) on conflict do nothing""",
        tx.tenant,
        *(list(column) for column in zip(*mentions, strict=True)),
    )


def _columns(rows: Sequence[msgspec.Struct], names: Sequence[str]) -> list[list[object]]:
    """Turn rows into one list per column; lists inside become array literals."""
    return [[_plain(getattr(row, name)) for row in rows] for name in names]


def _plain(value: object) -> object:
    if not isinstance(value, list):
        return value
    parts = (str(part) for part in cast("list[object]", value))
    quoted = (part.replace("\\", "\\\\").replace('"', '\\"') for part in parts)
    return "{" + ",".join(f'"{part}"' for part in quoted) + "}"
