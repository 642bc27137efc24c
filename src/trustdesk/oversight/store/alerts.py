"""The SQL of alerts and canaries."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.customers import opened_names
from trustdesk.kit.db import Tx
from trustdesk.oversight.model import Alert
from trustdesk.oversight.views import AlertView, CanaryView


async def insert(tx: Tx, alert: Alert) -> bool:
    """Raise an alert; False when the same was raised before."""
    touched = await tx.do(
        """insert into alerts (tenant, id, kind, agent, about, once, at) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant, once) do nothing""",
        tx.tenant,
        *msgspec.structs.astuple(alert),
    )
    return touched == 1


async def latest(tx: Tx, most: int) -> list[AlertView]:
    """List alerts, latest first."""
    return await tx.all(
        AlertView,
        """select l.id, l.kind, l.agent, coalesce(a.name, '') as agent_name,
            coalesce(a.role, '') as agent_role, l.about, l.at, l.seen_by, l.seen_at
        from alerts l left join agents a on a.tenant = l.tenant and a.id = l.agent
        where l.tenant = $1 order by l.at desc, l.id desc limit $2""",
        tx.tenant,
        most,
    )


async def see(tx: Tx, id: UUID, by: str, now: datetime) -> bool:
    """Note who looked into an alert; the first one stays. False when there is no such alert."""
    touched = await tx.do(
        """update alerts set seen_by = coalesce(seen_by, $3), seen_at = coalesce(seen_at, $4)
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        by,
        now,
    )
    return touched == 1


async def add_canary(tx: Tx, customer: UUID, by: str, now: datetime) -> bool:
    """Put a customer on the list; False when they are on it."""
    touched = await tx.do(
        """insert into canaries (tenant, customer, added_by, at) values ($1, $2, $3, $4)
        on conflict do nothing""",
        tx.tenant,
        customer,
        by,
        now,
    )
    return touched == 1


async def canaries_among(tx: Tx, customers: Sequence[UUID]) -> list[UUID]:
    """Tell which of these customers are on the list."""
    rows = await tx.rows(
        "select customer from canaries where tenant = $1 and customer = any($2)", tx.tenant, list(customers)
    )
    return [row["customer"] for row in rows]


async def canaries(tx: Tx) -> list[CanaryView]:
    """List the canaries with how often each was touched, latest first."""
    found = await tx.all(
        CanaryView,
        """select n.customer as id, c.name, n.added_by, n.at,
            (select count(*) from alerts l
                where l.tenant = n.tenant and l.kind = 'canary' and l.about = n.customer::text) as alerts
        from canaries n join customers c on c.tenant = n.tenant and c.id = n.customer
        where n.tenant = $1 order by n.at desc""",
        tx.tenant,
    )
    names = await opened_names(tx, [(one.id, one.name) for one in found])
    return [msgspec.structs.replace(one, name=names[one.id]) for one in found]
