"""The SQL of staff sessions and of the limits on tries."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Record, Tx
from trustdesk.staff.model import Session


async def insert(tx: Tx, session: Session, agent: UUID, digest: bytes) -> None:
    """Keep a session; of its token only the hash."""
    await tx.do(
        """insert into staff_sessions (tenant, digest, id, agent, expires_at, user_agent, address)
        values ($1, $2, $3, $4, $5, $6, $7)""",
        tx.tenant,
        digest,
        session.id,
        agent,
        session.expires_at,
        session.user_agent,
        session.address,
    )


async def find(tx: Tx, digest: bytes, idle_since: datetime) -> Record | None:
    """Find the agent behind a token that has neither ended nor expired nor lain idle."""
    return await tx.row(
        """select s.id as session, a.id, a.public_name as name, a.email, a.role, a.teams, a.languages
        from staff_sessions s join agents a on a.tenant = s.tenant and a.id = s.agent
        where s.tenant = $1 and s.digest = $2 and s.ended_at is null and a.active
            and s.expires_at > clock_timestamp() and s.seen_at > $3""",
        tx.tenant,
        digest,
        idle_since,
    )


async def touch(tx: Tx, digest: bytes) -> None:
    """Remember that the session is in use, once a minute at most."""
    await tx.do(
        """update staff_sessions set seen_at = clock_timestamp()
        where tenant = $1 and digest = $2 and seen_at < clock_timestamp() - interval '1 minute'""",
        tx.tenant,
        digest,
    )


async def end(tx: Tx, digest: bytes) -> None:
    """End one session."""
    await tx.do(
        """update staff_sessions set ended_at = clock_timestamp()
        where tenant = $1 and digest = $2 and ended_at is null""",
        tx.tenant,
        digest,
    )


async def end_all(tx: Tx, agent: UUID) -> int:
    """End every session of an agent; returns how many were open."""
    return await tx.do(
        """update staff_sessions set ended_at = clock_timestamp()
        where tenant = $1 and agent = $2 and ended_at is null""",
        tx.tenant,
        agent,
    )


async def of_agent(tx: Tx, agent: UUID) -> list[Session]:
    """List the open sessions of an agent, the latest first."""
    return await tx.all(
        Session,
        """select id, created_at, seen_at, expires_at, user_agent, address from staff_sessions
        where tenant = $1 and agent = $2 and ended_at is null and expires_at > clock_timestamp()
        order by seen_at desc""",
        tx.tenant,
        agent,
    )
