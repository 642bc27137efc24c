"""The SQL of staff sessions."""

from datetime import datetime, timedelta
from uuid import UUID

from trustdesk.kit.db import Record, Tx
from trustdesk.staff.model import Factor, Session


async def insert(
    tx: Tx, session: Session, agent: UUID, digest: bytes, idle: timedelta, proved_at: datetime | None
) -> None:
    """Keep a session; of its token only the hash."""
    await tx.do(
        """insert into staff_sessions (tenant, digest, id, agent, created_at, seen_at, expires_at, user_agent,
            address, factor, limited, proved_at, idle_limit)
        values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12)""",
        tx.tenant,
        digest,
        session.id,
        agent,
        session.created_at,
        session.expires_at,
        session.user_agent,
        session.address,
        session.factor,
        session.limited,
        proved_at,
        idle,
    )


async def find(tx: Tx, digest: bytes, now: datetime) -> Record | None:
    """Find the agent behind a token that has neither ended nor expired nor lain idle."""
    return await tx.row(
        """select s.id as session, s.limited, s.proved_at, a.id, a.public_name as name, a.role, a.teams,
            a.languages
        from staff_sessions s join agents a on a.tenant = s.tenant and a.id = s.agent
        where s.tenant = $1 and s.digest = $2 and s.ended_at is null and a.active and not a.suspended
            and (a.ends_at is null or a.ends_at > $3)
            and s.expires_at > $3 and s.seen_at > $3 - s.idle_limit""",
        tx.tenant,
        digest,
        now,
    )


async def touch(tx: Tx, digest: bytes, now: datetime) -> None:
    """Remember that the session is in use, once a minute at most."""
    await tx.do(
        """update staff_sessions set seen_at = $3
        where tenant = $1 and digest = $2 and seen_at < $3::timestamptz - interval '1 minute'""",
        tx.tenant,
        digest,
        now,
    )


async def end(tx: Tx, digest: bytes) -> None:
    """End one session."""
    await tx.do(
        """update staff_sessions set ended_at = clock_timestamp()
        where tenant = $1 and digest = $2 and ended_at is null""",
        tx.tenant,
        digest,
    )


async def end_one(tx: Tx, agent: UUID, id: UUID) -> bool:
    """End one of an agent's sessions by its id; False when it is not open."""
    ended = await tx.do(
        """update staff_sessions set ended_at = clock_timestamp()
        where tenant = $1 and agent = $2 and id = $3 and ended_at is null""",
        tx.tenant,
        agent,
        id,
    )
    return ended == 1


async def prove(tx: Tx, id: UUID, factor: Factor, now: datetime) -> None:
    """Remember a proof given in this session; a passkey completes a limited one."""
    await tx.do(
        """update staff_sessions set proved_at = $3,
            factor = case when $4 = 'passkey' then 'passkey' else factor end,
            limited = limited and $4 <> 'passkey'
        where tenant = $1 and id = $2 and ended_at is null""",
        tx.tenant,
        id,
        now,
        factor,
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
        """select id, created_at, seen_at, expires_at, user_agent, address, factor, limited
        from staff_sessions
        where tenant = $1 and agent = $2 and ended_at is null and expires_at > clock_timestamp()
            and seen_at > clock_timestamp() - idle_limit
        order by seen_at desc""",
        tx.tenant,
        agent,
    )
