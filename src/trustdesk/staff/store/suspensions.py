"""The SQL of suspensions, and of how the agents of a brand stand."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.staff.model import Standing


async def suspend(tx: Tx, agent: UUID) -> bool:
    """Stop an agent; False when that was so already."""
    touched = await tx.do(
        "update agents set suspended = true where tenant = $1 and id = $2 and not suspended",
        tx.tenant,
        agent,
    )
    return touched == 1


async def insert(tx: Tx, id: UUID, agent: UUID, said: tuple[str, str], now: datetime) -> None:
    """Write down who (by name) suspended an agent and why."""
    await tx.do(
        """insert into suspensions (tenant, id, agent, by, reason, at) values ($1, $2, $3, $4, $5, $6)""",
        tx.tenant,
        id,
        agent,
        *said,
        now,
    )


async def lift(tx: Tx, agent: UUID, said: tuple[str, str], now: datetime) -> bool:
    """Let an agent in again, by whom and why; False when they were not suspended."""
    touched = await tx.do(
        "update agents set suspended = false where tenant = $1 and id = $2 and suspended", tx.tenant, agent
    )
    await tx.do(
        """update suspensions set lifted_by = $3, lifted_reason = $4, lifted_at = $5
        where tenant = $1 and agent = $2 and lifted_at is null""",
        tx.tenant,
        agent,
        *said,
        now,
    )
    return touched == 1


async def standings(tx: Tx, now: datetime) -> list[Standing]:
    """List how every agent stands: those who are let in first, by name."""
    return await tx.all(
        Standing,
        """select a.id, a.name, a.email, a.role, a.active, a.suspended, a.ends_at,
            (select count(*) from passkeys p where p.tenant = a.tenant and p.agent = a.id) as passkeys,
            (select count(*) from staff_sessions s where s.tenant = a.tenant and s.agent = a.id
                and s.ended_at is null and s.expires_at > $2 and s.seen_at > $2 - s.idle_limit) as sessions,
            (select max(s.seen_at) from staff_sessions s
                where s.tenant = a.tenant and s.agent = a.id) as seen_at,
            u.reason, u.by as suspended_by, u.at as suspended_at
        from agents a left join suspensions u
            on u.tenant = a.tenant and u.agent = a.id and u.lifted_at is null
        where a.tenant = $1 and a.removed_at is null
        order by a.active desc, a.name, a.id""",
        tx.tenant,
        now,
    )
