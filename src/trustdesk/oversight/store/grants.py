"""The SQL of conversations opened by a reason."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.oversight.model import Grant


async def insert(tx: Tx, grant: Grant) -> bool:
    """Add a grant; False when the agent's client id was used before."""
    touched = await tx.do(
        """insert into access_grants (tenant, id, agent, conversation, reason, note, client_id, at, until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant, agent, client_id) do nothing""",
        tx.tenant,
        *msgspec.structs.astuple(grant),
    )
    return touched == 1


async def by_client_id(tx: Tx, agent: UUID, client_id: str) -> Grant | None:
    """Find what the agent asked for under this client id."""
    return await tx.one(
        Grant,
        """select id, agent, conversation, reason, note, client_id, at, until from access_grants
        where tenant = $1 and agent = $2 and client_id = $3""",
        tx.tenant,
        agent,
        client_id,
    )


async def live(tx: Tx, agent: UUID, now: datetime) -> frozenset[UUID]:
    """List the conversations that are open to the agent now."""
    rows = await tx.rows(
        "select conversation from access_grants where tenant = $1 and agent = $2 and until > $3",
        tx.tenant,
        agent,
        now,
    )
    return frozenset(row["conversation"] for row in rows)
