"""The SQL of how much has gone out to whom."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.oversight.model import EgressKind


async def opened(tx: Tx, agent: UUID, hour: datetime, conversation: UUID, customer: UUID) -> bool | None:
    """Note that a conversation was opened.

    None when that was so in this hour already, else whether its customer is new in it.
    """
    row = await tx.row(
        """insert into openings (tenant, agent, hour, conversation, customer) values ($1, $2, $3, $4, $5)
        on conflict do nothing
        returning not exists (select from openings o
            where o.tenant = $1 and o.agent = $2 and o.hour = $3 and o.customer = $5) as fresh""",
        tx.tenant,
        agent,
        hour,
        conversation,
        customer,
    )
    return None if row is None else row["fresh"]


async def count(tx: Tx, agent: UUID, hour: datetime, kind: EgressKind, more: int) -> int:
    """Add to what went out in this hour, under the row's lock; returns how much it is now."""
    return await tx.value(
        """insert into egress (tenant, agent, hour, kind, used) values ($1, $2, $3, $4, $5)
        on conflict (tenant, agent, hour, kind) do update set used = egress.used + excluded.used
        returning used""",
        tx.tenant,
        agent,
        hour,
        kind,
        more,
    )
