"""The SQL of approvals: each change of state is one statement, so of many tries one succeeds."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Record, Tx
from trustdesk.oversight.views import ApprovalView


class New(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it is written down."""

    id: UUID
    action: str
    parameters: str
    hash: bytes
    requester: UUID
    requester_role: str
    reason: str
    client_id: str
    at: datetime
    until: datetime


async def insert(tx: Tx, new: New) -> bool:
    """Add a request; False when the client id was used before."""
    touched = await tx.do(
        """insert into approvals (tenant, id, action, parameters, hash, requester, requester_role, reason,
            client_id, at, until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (tenant, requester, client_id) do nothing""",
        tx.tenant,
        *msgspec.structs.astuple(new),
    )
    return touched == 1


async def by_client_id(tx: Tx, requester: UUID, client_id: str) -> Record | None:
    """Find what was asked under this client id, as (id, hash, reason)."""
    return await tx.row(
        "select id, hash, reason from approvals where tenant = $1 and requester = $2 and client_id = $3",
        tx.tenant,
        requester,
        client_id,
    )


async def find(tx: Tx, id: UUID) -> Record | None:
    """Read who asked for what, and how it stands."""
    return await tx.row(
        """select id, action, parameters, hash, requester, requester_role, state, until, decider
        from approvals
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
    )


async def decider(tx: Tx, id: UUID) -> str | None:
    """Read by which public name somebody decided."""
    return await tx.value(
        """select a.public_name from approvals p join agents a on a.tenant = p.tenant and a.id = p.decider
        where p.tenant = $1 and p.id = $2""",
        tx.tenant,
        id,
    )


async def decide(tx: Tx, id: UUID, decider: UUID, state: str, now: datetime) -> bool:
    """Decide an open request in time; False when it is neither."""
    touched = await tx.do(
        """update approvals set state = $3, decider = $4, decided_at = $5
        where tenant = $1 and id = $2 and state = 'open' and until > $5""",
        tx.tenant,
        id,
        state,
        decider,
        now,
    )
    return touched == 1


async def spend(tx: Tx, id: UUID, bound: bytes, requester: UUID, now: datetime) -> bool:
    """Use an approval of the requester's own, once, in time, for what it is bound to; False otherwise."""
    touched = await tx.do(
        """update approvals set state = 'spent', spent_at = $5
        where tenant = $1 and id = $2 and hash = $3 and requester = $4 and state = 'approved'
            and until > $5""",
        tx.tenant,
        id,
        bound,
        requester,
        now,
    )
    return touched == 1


async def latest(tx: Tx, whose: UUID | None, now: datetime, most: int) -> list[ApprovalView]:
    """List requests, latest first: of everybody, or of one person."""
    rows = await tx.rows(
        """select p.id, p.action, p.parameters, p.requester, a.name as requester_name,
            p.requester_role, p.reason, p.at, p.until,
            case when p.state in ('open', 'approved') and p.until <= $3 then 'expired'
                else p.state end as state,
            d.name as decider_name,
            (select s.name from agents s where s.tenant = p.tenant
                and s.id::text = p.parameters::json ->> 'agent') as about_name
        from approvals p
        join agents a on a.tenant = p.tenant and a.id = p.requester
        left join agents d on d.tenant = p.tenant and d.id = p.decider
        where p.tenant = $1 and ($2::uuid is null or p.requester = $2)
        order by p.at desc, p.id desc limit $4""",
        tx.tenant,
        whose,
        now,
        most,
    )
    decoded = ({**row, "parameters": msgspec.json.decode(row["parameters"])} for row in rows)
    return [ApprovalView(**row) for row in decoded]
