"""The SQL of readings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Record, Tx
from trustdesk.kit.recordsets import as_bytea, as_json
from trustdesk.triage.model import Kept


class Alike(msgspec.Struct, frozen=True):
    """Another conversation: of the same person and going on, joined to it, or naming the same thing."""

    id: UUID
    number: str
    customer: UUID
    same_person: bool
    status: str
    assignee: UUID | None
    team: str | None
    joined: UUID | None
    created_at: datetime


async def known(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Kept]:
    """Read what was made of these conversations."""
    rows = await tx.rows(
        """select conversation, seq, language, topic, confidence, candidates, urgency, entities, sentiment,
            abuse, complaint, version, answered, article, corrected, corrected_by, corrected_at
        from readings where tenant = $1 and conversation = any($2)""",
        tx.tenant,
        list(ids),
    )
    return {row["conversation"]: _kept(row) for row in rows}


class Keeping(msgspec.Struct, frozen=True):
    """What was made of a conversation, by which marks what it names is met again, and what it means."""

    kept: Kept
    marks: Sequence[bytes]
    meaning: bytes | None


async def keep(tx: Tx, all_of_them: Sequence[Keeping], now: datetime) -> None:
    """Keep what was made of conversations; a later message adds to it, a correction stays."""
    rows = [
        {
            **msgspec.structs.asdict(one.kept),
            "candidates": as_json(one.kept.candidates),
            "marks": [as_bytea(mark) for mark in one.marks],
            "meaning": None if one.meaning is None else as_bytea(one.meaning),
        }
        for one in all_of_them
    ]
    await tx.do(
        """insert into readings (tenant, conversation, seq, language, topic, confidence, candidates, urgency,
            entities, sentiment, abuse, complaint, version, answered, article, marks, meaning, at)
        select $1, conversation, seq, language, topic, confidence, candidates, urgency, entities, sentiment,
            abuse, complaint, version, answered, article, marks, meaning, $3
        from json_populate_recordset(null::readings, $2::text::json)
        on conflict (tenant, conversation) do update set seq = excluded.seq, language = excluded.language,
            topic = excluded.topic, confidence = excluded.confidence, candidates = excluded.candidates,
            urgency = excluded.urgency, entities = excluded.entities, sentiment = excluded.sentiment,
            abuse = excluded.abuse, complaint = excluded.complaint, version = excluded.version,
            answered = excluded.answered, article = excluded.article, marks = excluded.marks,
            meaning = coalesce(excluded.meaning, readings.meaning)
        where readings.seq <= excluded.seq""",
        tx.tenant,
        as_json(rows),
        now,
    )


async def correct(tx: Tx, conversation: UUID, topic: str, by: tuple[str, datetime]) -> bool:
    """Keep which topic a person says it is; False when nothing was read yet."""
    return (
        await tx.do(
            """update readings set corrected = $3, corrected_by = $4, corrected_at = $5
        where tenant = $1 and conversation = $2""",
            tx.tenant,
            conversation,
            topic,
            *by,
        )
        > 0
    )


async def alike(
    tx: Tx, conversation: UUID, persons: Sequence[UUID], marks: Sequence[bytes], most: int
) -> list[Alike]:
    """Find what may be the same matter: of this person's customers and going on, or by the same marks."""
    return await tx.all(
        Alike,
        """with near as (
            select id from conversations
            where tenant = $1 and customer = any($3)
                and (status in ('open', 'waiting', 'snoozed') or joined = $2)
            union
            select conversation from readings where tenant = $1 and marks && $4
        ) select c.id, c.number, c.customer, c.customer = any($3) as same_person, c.status, c.assignee,
            c.team, c.joined, c.created_at
        from near join conversations c on c.tenant = $1 and c.id = near.id
        where c.id <> $2
        order by c.joined is not distinct from $2 desc, same_person desc, c.created_at limit $5""",
        tx.tenant,
        conversation,
        list(persons),
        list(marks),
        most,
    )


async def marks_of(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, list[bytes]]:
    """Read by which marks what conversations name is met again."""
    rows = await tx.rows(
        "select conversation, marks from readings where tenant = $1 and conversation = any($2)",
        tx.tenant,
        list(ids),
    )
    return {row["conversation"]: list(row["marks"]) for row in rows}


async def asked_since(tx: Tx, since: datetime, fewest: int, most: int) -> list[str]:
    """Name the topics of at least so many of the latest conversations, the most frequent first."""
    rows = await tx.rows(
        """select topic from (
            select coalesce(corrected, topic) as topic from readings
            where tenant = $1 and at >= $2 order by at desc limit 1000) as latest
        where topic is not null group by topic having count(*) >= $3
        order by count(*) desc, topic limit $4""",
        tx.tenant,
        since,
        fewest,
        most,
    )
    return [row["topic"] for row in rows]


async def corrections(tx: Tx, most: int) -> list[tuple[UUID, int, str]]:
    """List what people have corrected, as (conversation, entry, topic), the latest first."""
    rows = await tx.rows(
        """select conversation, seq, corrected from readings
        where tenant = $1 and corrected is not null order by corrected_at desc limit $2""",
        tx.tenant,
        most,
    )
    return [(row["conversation"], row["seq"], row["corrected"]) for row in rows]


async def unsearched(tx: Tx, most: int) -> list[tuple[UUID, int]]:
    """List first questions of which nobody has looked whether an article answers them, the latest first."""
    rows = await tx.rows(
        "select conversation, seq from readings where tenant = $1 and answered < 0 order by at desc limit $2",
        tx.tenant,
        most,
    )
    return [(row["conversation"], row["seq"]) for row in rows]


async def unhelped(tx: Tx, conversation: UUID) -> None:
    """Keep that what was answered did not help."""
    await tx.do(
        "update readings set unhelped = true where tenant = $1 and conversation = $2", tx.tenant, conversation
    )


async def searched(tx: Tx, found: Mapping[UUID, tuple[float, str]]) -> None:
    """Keep how well which article answers each."""
    await tx.do(
        """update readings r set answered = f.score, article = f.slug
        from unnest($2::uuid[], $3::real[], $4::text[]) as f (conversation, score, slug)
        where r.tenant = $1 and r.conversation = f.conversation""",
        tx.tenant,
        list(found),
        [score for score, _ in found.values()],
        [slug for _, slug in found.values()],
    )


async def forget(tx: Tx, ids: Sequence[UUID]) -> None:
    """Forget what was made of conversations that are erased."""
    await tx.do("delete from readings where tenant = $1 and conversation = any($2)", tx.tenant, list(ids))


def _kept(row: Record) -> Kept:
    fields = dict(row) | {"candidates": msgspec.json.decode(row["candidates"])}
    return msgspec.convert(fields, Kept)
