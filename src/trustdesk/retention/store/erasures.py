"""The SQL of erasures."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.retention.model import Erasure, ErasureState
from trustdesk.retention.views import ErasureView


async def insert(tx: Tx, erasure: Erasure) -> None:
    """Add an erasure that is about to be carried out."""
    await tx.do(
        """insert into erasures (tenant, id, customer, reason, asked_by, asked_name, approval, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        tx.tenant,
        erasure.id,
        erasure.customer,
        erasure.reason,
        erasure.asked_by,
        erasure.asked_name,
        erasure.approval,
        erasure.at,
    )


async def lock(tx: Tx, id: UUID) -> Erasure | None:
    """Read and lock an erasure."""
    return await tx.one(
        Erasure,
        """select id, customer, reason, asked_by, asked_name, approval, at, state from erasures
        where tenant = $1 and id = $2 for update""",
        tx.tenant,
        id,
    )


async def by_approval(tx: Tx, approval: UUID) -> Erasure | None:
    """Read the erasure that an approval was used for."""
    return await tx.one(
        Erasure,
        """select id, customer, reason, asked_by, asked_name, approval, at, state from erasures
        where tenant = $1 and approval = $2""",
        tx.tenant,
        approval,
    )


async def end(tx: Tx, id: UUID, state: ErasureState, counts: tuple[int, int, int], now: datetime) -> None:
    """Note how an erasure ended: conversations, entries and files that were erased."""
    await tx.do(
        """update erasures set state = $3, conversations = $4, entries = $5, files = $6, done_at = $7
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        state,
        *counts,
        now,
    )


async def view(tx: Tx, id: UUID) -> ErasureView | None:
    """Read one erasure as it is shown."""
    return await tx.one(
        ErasureView,
        """select id, customer, reason, asked_name, at, state, done_at, conversations, entries, files
        from erasures where tenant = $1 and id = $2""",
        tx.tenant,
        id,
    )


async def latest(tx: Tx, most: int) -> list[ErasureView]:
    """List erasures, latest first."""
    return await tx.all(
        ErasureView,
        """select id, customer, reason, asked_name, at, state, done_at, conversations, entries, files
        from erasures where tenant = $1 order by at desc limit $2""",
        tx.tenant,
        most,
    )
