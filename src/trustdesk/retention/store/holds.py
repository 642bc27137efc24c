"""The SQL of holds."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.retention.model import Held, Hold
from trustdesk.retention.views import HoldView


async def insert(tx: Tx, hold: Hold) -> bool:
    """Add a hold; False when its client id was used."""
    added = await tx.do(
        """insert into holds (tenant, id, customer, conversation, number, reason, set_by, set_name, at,
            client_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing""",
        tx.tenant,
        *msgspec.structs.astuple(hold),
    )
    return added == 1


async def by_client_id(tx: Tx, agent: UUID, client_id: str) -> Hold | None:
    """Read what an agent set under a client id."""
    return await tx.one(
        Hold,
        """select id, customer, conversation, number, reason, set_by, set_name, at, client_id from holds
        where tenant = $1 and set_by = $2 and client_id = $3""",
        tx.tenant,
        agent,
        client_id,
    )


async def lift(tx: Tx, id: UUID, name: str, reason: str, now: datetime) -> bool:
    """Lift a hold; False when it is lifted, or there is none."""
    lifted = await tx.do(
        """update holds set lifted_at = $5, lifted_name = $3, lifted_reason = $4
        where tenant = $1 and id = $2 and lifted_at is null""",
        tx.tenant,
        id,
        name,
        reason,
        now,
    )
    return lifted == 1


async def held(tx: Tx) -> Held:
    """Tell who and what is held now."""
    rows = await tx.rows(
        "select customer, conversation from holds where tenant = $1 and lifted_at is null", tx.tenant
    )
    return Held(
        [row["customer"] for row in rows if row["conversation"] is None],
        [row["conversation"] for row in rows if row["conversation"] is not None],
        [row["customer"] for row in rows if row["conversation"] is not None],
    )


async def holds_of(tx: Tx, customer: UUID, conversations: Sequence[UUID]) -> bool:
    """Tell whether anything of a customer is held, under whomever a conversation stood when it was."""
    return await tx.value(
        """select exists (select from holds where tenant = $1 and lifted_at is null
            and (customer = $2 or conversation = any($3)))""",
        tx.tenant,
        customer,
        list(conversations),
    )


async def latest(tx: Tx, most: int) -> list[HoldView]:
    """List holds, those in force first."""
    return await tx.all(
        HoldView,
        """select id, number, conversation is null as whole_customer, reason, set_name, at, lifted_at,
            lifted_name, lifted_reason
        from holds where tenant = $1 order by lifted_at is not null, at desc limit $2""",
        tx.tenant,
        most,
    )
