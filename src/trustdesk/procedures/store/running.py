"""Reading procedures and what happened in them; what was stated and found lies sealed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import msgspec

from trustdesk.kit.db import Record, Tx
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.running import Happening, Running

SELECT: LiteralString = """select id, conversation, customer, slug, state, owner, due_at, seq, look, looking,
        evidence, diagnosis, diagnosed_at, request, at, ended_at, key
    from procedures"""


async def lock(tx: Tx, id: UUID) -> Running | None:
    """Read and lock a procedure."""
    return (await lock_all(tx, [id])).get(id)


async def lock_all(tx: Tx, ids: Sequence[UUID]) -> Mapping[UUID, Running]:
    """Read and lock procedures, oldest first as everywhere, so that nobody waits for each other."""
    rows = await tx.rows(
        SELECT + " where tenant = $1 and id = any($2) order by at, id for update", tx.tenant, list(ids)
    )
    return {one.id: one for one in await _opened(tx, rows)}


async def find(tx: Tx, id: UUID) -> Running | None:
    """Read a procedure."""
    rows = await tx.rows(SELECT + " where tenant = $1 and id = $2", tx.tenant, id)
    return next(iter(await _opened(tx, rows)), None)


async def begun_by(tx: Tx, actor: str, client_id: str) -> tuple[bytes, UUID] | None:
    """Find what a write began: its fingerprint and the procedure."""
    row = await tx.row(
        "select body_hash, id from procedures where tenant = $1 and started_by = $2 and client_id = $3",
        tx.tenant,
        actor,
        client_id,
    )
    return None if row is None else (row["body_hash"], row["id"])


async def of(tx: Tx, conversation: UUID) -> list[Running]:
    """List the procedures of a conversation: those that run first, then the latest."""
    rows = await tx.rows(
        SELECT
        + """ where tenant = $1 and conversation = $2
        order by ended_at is not null, at desc, id desc limit 12""",
        tx.tenant,
        conversation,
    )
    return await _opened(tx, rows)


async def marks(tx: Tx, conversations: Sequence[UUID]) -> Mapping[UUID, str]:
    """Tell of conversations in which something runs or ran how far that is: another text, other news."""
    rows = await tx.rows(
        """select conversation, string_agg(concat(id, ' ', seq, ' ', looking), ',' order by id) as mark
        from procedures where tenant = $1 and conversation = any($2) group by conversation""",
        tx.tenant,
        list(conversations),
    )
    return {row["conversation"]: row["mark"] for row in rows}


async def running_in(tx: Tx, conversations: Sequence[UUID]) -> list[Running]:
    """List and lock what runs in these conversations, oldest first."""
    rows = await tx.rows(
        SELECT
        + """ where tenant = $1 and conversation = any($2) and ended_at is null
        order by at, id for update""",
        tx.tenant,
        list(conversations),
    )
    return await _opened(tx, rows)


async def by_request(tx: Tx, request: UUID) -> Running | None:
    """Find and lock the procedure that waits for what becomes of a request."""
    rows = await tx.rows(
        SELECT + " where tenant = $1 and request = $2 and ended_at is null for update", tx.tenant, request
    )
    return next(iter(await _opened(tx, rows)), None)


async def claim(tx: Tx, now: datetime, until: datetime, most: int) -> list[Running]:
    """Take what is to be looked into; nobody else takes the same before the lease runs out."""
    rows = await tx.rows(
        """with due as materialized (
            select id from procedures
            where tenant = $1 and looking and (lease_until is null or lease_until <= $2)
            order by at, id limit $4 for update skip locked
        )
        update procedures p set lease_until = $3 from due where p.tenant = $1 and p.id = due.id
        returning p.id, p.conversation, p.customer, p.slug, p.state, p.owner, p.due_at, p.seq, p.look,
            p.looking, p.evidence, p.diagnosis, p.diagnosed_at, p.request, p.at, p.ended_at, p.key""",
        tx.tenant,
        now,
        until,
        most,
    )
    return await _opened(tx, rows)


async def overdue(tx: Tx, now: datetime, most: int) -> list[Running]:
    """List and lock what has run out of its time."""
    rows = await tx.rows(
        SELECT
        + """ where tenant = $1 and due_at <= $2 and ended_at is null
        order by due_at, id limit $3 for update skip locked""",
        tx.tenant,
        now,
        most,
    )
    return await _opened(tx, rows)


async def written(tx: Tx, procedure: UUID, actor: str, client_id: str) -> bytes | None:
    """Find the fingerprint of a write in a procedure, or None when it never came."""
    return await tx.value(
        """select body_hash from procedure_events
        where tenant = $1 and procedure = $2 and actor = $3 and client_id = $4""",
        tx.tenant,
        procedure,
        actor,
        client_id,
    )


async def happened(tx: Tx, procedures: Sequence[UUID]) -> list[Happening]:
    """List what happened in procedures, oldest first."""
    rows = await tx.rows(
        """select procedure, seq, kind, state, owner, due_at, actor, actor_name, client_id, detail, at
        from procedure_events where tenant = $1 and procedure = any($2) order by procedure, seq""",
        tx.tenant,
        list(procedures),
    )
    details = await tx.opened(
        [(event_field(row["procedure"], row["seq"]), row["detail"]) for row in rows], strict=False
    )
    told: list[dict[str, Any]] = [{**row, "detail": text} for row, text in zip(rows, details, strict=True)]
    return [Happening(**one) for one in told]


async def belongs_now(tx: Tx, conversation: UUID, customer: UUID) -> None:
    """Note whose conversation it is by now."""
    await tx.do(
        "update procedures set customer = $3 where tenant = $1 and conversation = $2 and ended_at is null",
        tx.tenant,
        conversation,
        customer,
    )


async def forget(tx: Tx, conversations: Sequence[UUID], now: datetime) -> None:
    """End what ran in conversations that were erased; what lay sealed in it opens no more."""
    await tx.do(
        """update procedures set evidence = '', diagnosis = '', looking = false, state = 'closed',
            owner = 'nobody', due_at = null, ended_at = coalesce(ended_at, $3),
            ending = coalesce(ending, 'closed')
        where tenant = $1 and conversation = any($2)""",
        tx.tenant,
        list(conversations),
        now,
    )


async def _opened(tx: Tx, rows: Sequence[Record]) -> list[Running]:
    texts = await tx.opened(
        [(field(row["id"], name), row[name]) for row in rows for name in ("evidence", "diagnosis")],
        strict=False,
    )
    found: list[Running] = []
    for row, evidence, diagnosis in zip(rows, texts[::2], texts[1::2], strict=True):
        held = msgspec.json.decode(evidence, type=Evidence) if evidence.startswith("{") else Evidence()
        known = msgspec.json.decode(diagnosis, type=Diagnosis) if diagnosis.startswith("{") else None
        told: dict[str, Any] = {**row, "evidence": held, "diagnosis": known}
        found.append(Running(**told))
    return found


def field(id: UUID, name: str) -> str:
    """Name what is sealed of a procedure."""
    return f"procedures|{id}|{name}"


def event_field(procedure: UUID, seq: int) -> str:
    """Name what is sealed of something that happened."""
    return f"procedure_events|{procedure}/{seq}|detail"
