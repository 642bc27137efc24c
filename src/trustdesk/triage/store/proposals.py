"""The SQL of proposals, and of the questions they come from."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.kit.ids import uuid7
from trustdesk.triage.model import ProposalKind


class Question(msgspec.Struct, frozen=True):
    """The first question of a conversation: where it stands, whose it is, what it means."""

    conversation: UUID
    seq: int
    customer: UUID
    language: str | None
    topic: str | None
    meaning: bytes


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What might be written, and from which conversation that comes, if it is not from searches."""

    id: UUID
    kind: ProposalKind
    conversation: UUID | None
    locale: Locale
    topic: str | None
    words: list[str]
    size: int
    at: datetime


async def unanswered(tx: Tx, below: float, since: datetime, most: int) -> list[Question]:
    """List questions that no article answers well, the oldest first."""
    return await tx.all(
        Question,
        """select r.conversation, r.seq, c.customer, r.language, coalesce(r.corrected, r.topic) as topic,
            r.meaning
        from readings r join conversations c on c.tenant = r.tenant and c.id = r.conversation
        where r.tenant = $1 and (r.unhelped or r.answered >= 0 and r.answered < $2)
            and r.at >= $3 and r.meaning is not null
        order by r.at, r.conversation limit $4""",
        tx.tenant,
        below,
        since,
        most,
    )


async def solved(tx: Tx, below: float, since: datetime, most: int) -> list[Question]:
    """List questions that no article answers and an agent did, as their customers say or did not deny."""
    return await tx.all(
        Question,
        """select r.conversation, r.seq, c.customer, r.language, coalesce(r.corrected, r.topic) as topic,
            r.meaning
        from readings r join conversations c on c.tenant = r.tenant and c.id = r.conversation
        where r.tenant = $1 and (r.unhelped or r.answered >= 0 and r.answered < $2)
            and c.resolved_at >= $3 and r.meaning is not null
            and c.staff_seq > 0 and coalesce(c.rating, 4) >= 4 and not r.abuse
            and r.urgency not in ('theft', 'freeze', 'scam')
        order by c.rating desc nulls last, c.resolved_at desc limit $4""",
        tx.tenant,
        below,
        since,
        most,
    )


async def propose(tx: Tx, one: Proposal) -> None:
    """Propose, or bring what waits up to date; what was decided stays decided."""
    await tx.do(
        """insert into proposals (tenant, id, kind, conversation, locale, topic, words, size, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant, kind, conversation) do update
        set words = excluded.words, size = excluded.size, topic = excluded.topic
        where proposals.state = 'waiting'""",
        tx.tenant,
        uuid7(),
        one.kind,
        one.conversation,
        one.locale,
        one.topic,
        one.words,
        one.size,
        one.at,
    )


async def waiting(tx: Tx, most: int) -> list[Proposal]:
    """List what waits for a decision, what most people asked first."""
    return await tx.all(
        Proposal,
        """select id, kind, conversation, locale, topic, words, size, at from proposals
        where tenant = $1 and state = 'waiting' order by size desc, at, id limit $2""",
        tx.tenant,
        most,
    )


async def lock(tx: Tx, id: UUID) -> tuple[Proposal, str, str] | None:
    """Take one proposal to decide it, with its state and the article it became."""
    row = await tx.row(
        """select id, kind, conversation, locale, topic, words, size, at, state, slug from proposals
        where tenant = $1 and id = $2 for update""",
        tx.tenant,
        id,
    )
    if row is None:
        return None
    fields = {name: row[name] for name in Proposal.__struct_fields__}
    return msgspec.convert(fields, Proposal), row["state"], row["slug"]


async def decide(tx: Tx, id: UUID, decided: tuple[str, str], by: tuple[str, datetime]) -> None:
    """Put down what became of a proposal: the state, and the article that was begun."""
    await tx.do(
        """update proposals set state = $3, slug = $4, decided_by = $5, decided_at = $6
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        *decided,
        *by,
    )


async def forget(tx: Tx, ids: Sequence[UUID]) -> None:
    """Forget what would be written from conversations that are erased."""
    await tx.do("delete from proposals where tenant = $1 and conversation = any($2)", tx.tenant, list(ids))
