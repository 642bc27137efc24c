"""The SQL of reveals."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.oversight.model import Held, Reveal


async def lock(tx: Tx, agent: UUID) -> None:
    """Make the agent's reveals wait for each other until the end of the transaction."""
    await tx.value(
        "select pg_advisory_xact_lock(hashtextextended('reveals:' || $1 || ':' || $2::text, 0))",
        tx.tenant,
        str(agent),
    )


async def insert(tx: Tx, reveal: Reveal) -> None:
    """Write down a reveal."""
    await tx.do(
        """insert into reveals (tenant, id, agent, conversation, ref, held, reason, note, client_id, at,
            until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""",
        tx.tenant,
        *msgspec.structs.astuple(reveal),
    )


async def by_client_id(tx: Tx, agent: UUID, client_id: str) -> Reveal | None:
    """Find what the agent asked for under this client id."""
    return await tx.one(
        Reveal,
        """select id, agent, conversation, ref, held, reason, note, client_id, at, until from reveals
        where tenant = $1 and agent = $2 and client_id = $3""",
        tx.tenant,
        agent,
        client_id,
    )


async def spent(tx: Tx, agent: UUID, held: Sequence[Held], since: datetime) -> int:
    """Count the agent's reveals of these classes since a time."""
    return await tx.value(
        "select count(*) from reveals where tenant = $1 and agent = $2 and held = any($3) and at > $4",
        tx.tenant,
        agent,
        list(held),
        since,
    )
