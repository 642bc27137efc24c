"""The SQL of ties: two customers said to be one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

import msgspec

from trustdesk.customers.model import Tie
from trustdesk.kit.db import Tx

FIELDS: LiteralString = """id, one, other, one_number, other_number, reason, state, proposed_by,
    proposed_name, proposed_at, decided_name, decided_at"""


async def insert(tx: Tx, tie: Tie, client_id: str, body_hash: bytes) -> bool:
    """Add a proposal; False when this client id came before, or one for the same two still lives."""
    [key] = await tx.fresh_keys(1)
    [reason] = await tx.sealed([(key, _reason(tie.id), tie.reason)])
    added = await tx.do(
        """insert into customer_ties (tenant, id, one, other, one_number, other_number, reason, proposed_by,
            proposed_name, proposed_at, client_id, body_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing""",
        tx.tenant,
        tie.id,
        tie.one,
        tie.other,
        tie.one_number,
        tie.other_number,
        reason,
        tie.proposed_by,
        tie.proposed_name,
        tie.proposed_at,
        client_id,
        body_hash,
    )
    return added == 1


async def proposed(tx: Tx, agent: UUID, client_id: str) -> tuple[bytes, Tie] | None:
    """Read what an agent proposed under a client id, and the hash of what was asked."""
    sql: LiteralString = "select body_hash, " + FIELDS
    row = await tx.row(
        sql + " from customer_ties where tenant = $1 and proposed_by = $2 and client_id = $3",
        tx.tenant,
        agent,
        client_id,
    )
    if row is None:
        return None
    [tie] = await _opened(tx, [Tie(**{name: row[name] for name in TIE})])
    return row["body_hash"], tie


TIE = Tie.__struct_fields__


async def decide(
    tx: Tx, id: UUID, before: str, after: str, decider: tuple[UUID, str], now: datetime
) -> Tie | None:
    """Move a tie on, if it stands as expected and the decider is not who proposed it."""
    agent, name = decider
    sql: LiteralString = """update customer_ties
        set state = $4, decided_by = $5, decided_name = $6, decided_at = $7
        where tenant = $1 and id = $2 and state = $3 and proposed_by <> $5 returning """
    found = await tx.all(Tie, sql + FIELDS, tx.tenant, id, before, after, agent, name, now)
    return next(iter(await _opened(tx, found)), None)


async def find(tx: Tx, id: UUID) -> Tie | None:
    """Read one tie."""
    sql: LiteralString = "select " + FIELDS
    found = await tx.all(Tie, sql + " from customer_ties where tenant = $1 and id = $2", tx.tenant, id)
    return next(iter(await _opened(tx, found)), None)


async def of(tx: Tx, customers: Sequence[UUID]) -> list[Tie]:
    """List the living ties of these customers, the oldest first."""
    sql: LiteralString = "select " + FIELDS
    found = await tx.all(
        Tie,
        sql
        + """ from customer_ties where tenant = $1 and (one = any($2) or other = any($2))
        and state in ('proposed', 'accepted') order by proposed_at, id""",
        tx.tenant,
        list(customers),
    )
    return await _opened(tx, found)


async def waiting(tx: Tx, most: int) -> list[Tie]:
    """List what waits for a decision, the oldest first."""
    sql: LiteralString = "select " + FIELDS
    found = await tx.all(
        Tie,
        sql
        + " from customer_ties where tenant = $1 and state = 'proposed' order by proposed_at, id limit $2",
        tx.tenant,
        most,
    )
    return await _opened(tx, found)


async def _opened(tx: Tx, ties: Sequence[Tie]) -> list[Tie]:
    reasons = await tx.opened([(_reason(tie.id), tie.reason) for tie in ties])
    return [msgspec.structs.replace(tie, reason=one) for tie, one in zip(ties, reasons, strict=True)]


def _reason(tie: UUID) -> str:
    return f"customer_ties|{tie}|reason"
