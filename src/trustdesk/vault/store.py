"""The SQL of the room."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.vault.model import Document

SELECT: LiteralString = """select id, conversation, number, kind, state, asked_by, asked_name, asked_at,
        until, media_type, size, blob, sealed_key, sent_at, viewed_by, viewed_at, decided_at
    from documents"""
# The conversation says whose it is now: it may have been brought along after the document was asked for.
WAITING: LiteralString = """ where tenant = $1 and until > $3 and state = 'asked' and exists (
        select from conversations c where c.tenant = $1 and c.id = conversation and c.customer = $2)
    order by asked_at desc limit 1"""


async def insert(tx: Tx, document: Document, client_id: str, body_hash: bytes) -> bool:
    """Ask for a document; False when this client id came before or one is asked for already."""
    added = await tx.do(
        """insert into documents (tenant, id, conversation, number, kind, asked_by, asked_name,
            asked_at, until, client_id, body_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing""",
        tx.tenant,
        document.id,
        document.conversation,
        document.number,
        document.kind,
        document.asked_by,
        document.asked_name,
        document.asked_at,
        document.until,
        client_id,
        body_hash,
    )
    return added == 1


async def asked(tx: Tx, agent: UUID, client_id: str) -> tuple[bytes, UUID] | None:
    """Read what an agent asked for under a client id."""
    row = await tx.row(
        "select body_hash, id from documents where tenant = $1 and asked_by = $2 and client_id = $3",
        tx.tenant,
        agent,
        client_id,
    )
    return None if row is None else (row["body_hash"], row["id"])


async def lock(tx: Tx, id: UUID) -> Document | None:
    """Read and lock a document."""
    return await tx.one(Document, SELECT + " where tenant = $1 and id = $2 for update", tx.tenant, id)


async def find(tx: Tx, id: UUID) -> Document | None:
    """Read a document."""
    return await tx.one(Document, SELECT + " where tenant = $1 and id = $2", tx.tenant, id)


async def of(tx: Tx, conversation: UUID) -> list[Document]:
    """List what was asked for in a conversation, the latest first."""
    return await tx.all(
        Document,
        SELECT + " where tenant = $1 and conversation = $2 order by asked_at desc, id desc limit 20",
        tx.tenant,
        conversation,
    )


async def waiting_for(tx: Tx, customer: UUID, now: datetime) -> Document | None:
    """Read what a customer is asked for now."""
    return await tx.one(
        Document,
        SELECT + WAITING,
        tx.tenant,
        customer,
        now,
    )


async def sent(tx: Tx, document: Document) -> None:
    """Note that it has come, with the key that opens it."""
    await tx.do(
        """update documents set state = 'sent', media_type = $3, size = $4, blob = $5, sealed_key = $6,
            sent_at = $7
        where tenant = $1 and id = $2""",
        tx.tenant,
        document.id,
        document.media_type,
        document.size,
        document.blob,
        document.sealed_key,
        document.sent_at,
    )


async def viewed(tx: Tx, id: UUID, agent: UUID, now: datetime) -> None:
    """Note who looked at it."""
    await tx.do(
        "update documents set viewed_by = $3, viewed_at = $4 where tenant = $1 and id = $2",
        tx.tenant,
        id,
        agent,
        now,
    )


async def end(tx: Tx, ids: Sequence[UUID], state: str, agent: UUID | None, now: datetime) -> None:
    """End documents: with its key gone, what was kept of one is noise."""
    await tx.do(
        """update documents set state = $3, sealed_key = null, decided_by = $4, decided_at = $5
        where tenant = $1 and id = any($2)""",
        tx.tenant,
        list(ids),
        state,
        agent,
        now,
    )


async def end_all(tx: Tx, conversations: Sequence[UUID], now: datetime) -> None:
    """End every document of these conversations, and destroy what opens it."""
    await tx.do(
        """update documents set state = 'expired', sealed_key = null, decided_at = coalesce(decided_at, $3)
        where tenant = $1 and conversation = any($2) and state in ('asked', 'sent')""",
        tx.tenant,
        list(conversations),
        now,
    )


async def overdue(tx: Tx, now: datetime, most: int) -> list[Document]:
    """List and lock what has run out."""
    return await tx.all(
        Document,
        SELECT
        + """ where tenant = $1 and until <= $2 and state in ('asked', 'sent')
        order by id limit $3 for update skip locked""",
        tx.tenant,
        now,
        most,
    )


async def kept(tx: Tx, blobs: Sequence[str]) -> set[str]:
    """Tell for which of these bytes there still is a key."""
    rows = await tx.rows(
        "select blob from documents where tenant = $1 and blob = any($2) and sealed_key is not null",
        tx.tenant,
        list(blobs),
    )
    return {row["blob"] for row in rows}
