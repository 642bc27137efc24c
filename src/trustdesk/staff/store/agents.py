"""The SQL of agents, teams and presence."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.staff.model import Agent, Credentials, Member, Role, State, Team


async def insert_team(tx: Tx, team: Team) -> None:
    """Add a team, or rename it."""
    await tx.do(
        """insert into teams (tenant, id, name) values ($1, $2, $3)
        on conflict (tenant, id) do update set name = excluded.name""",
        tx.tenant,
        team.id,
        team.name,
    )


async def teams(tx: Tx) -> list[Team]:
    """List the teams by name."""
    return await tx.all(Team, "select id, name from teams where tenant = $1 order by name", tx.tenant)


async def insert_agent(tx: Tx, agent: Agent, password_hash: str, totp_sealed: bytes) -> bool:
    """Add an agent; False when the address is taken."""
    added = await tx.do(
        """insert into agents (tenant, id, email, name, public_name, role, languages, topics, teams,
            capacity, password_hash, totp_sealed, ends_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (tenant, email) do nothing""",
        tx.tenant,
        agent.id,
        agent.email,
        agent.name,
        agent.public_name,
        agent.role,
        agent.languages,
        agent.topics,
        agent.teams,
        agent.capacity,
        password_hash,
        totp_sealed,
        agent.ends_at,
    )
    return added == 1


async def credentials(tx: Tx, email: str) -> Credentials | None:
    """Read what signing in is checked against."""
    return await tx.one(
        Credentials,
        """select id as agent, password_hash, totp_sealed, totp_step from agents
        where tenant = $1 and email = $2 and active and not suspended
            and (ends_at is null or ends_at > clock_timestamp())""",
        tx.tenant,
        email,
    )


async def spend_code(tx: Tx, known: Credentials, step: int) -> bool:
    """Use up a time step; False when it, or a later one, was used, or the agent was reset meanwhile."""
    touched = await tx.do(
        """update agents set totp_step = $3
        where tenant = $1 and id = $2 and totp_step < $3 and active and not suspended and totp_sealed = $4""",
        tx.tenant,
        known.agent,
        step,
        known.totp_sealed,
    )
    return touched == 1


async def renew(tx: Tx, agent: UUID, password_hash: str, totp_sealed: bytes) -> None:
    """Replace what an agent signs in with, and let them in."""
    await tx.do(
        """update agents set password_hash = $3, totp_sealed = $4, totp_step = 0, active = true,
            removed_at = null
        where tenant = $1 and id = $2""",
        tx.tenant,
        agent,
        password_hash,
        totp_sealed,
    )


async def deactivate(tx: Tx, agent: UUID) -> bool:
    """Let an agent in no more; False when that was so already."""
    touched = await tx.do(
        "update agents set active = false where tenant = $1 and id = $2 and active", tx.tenant, agent
    )
    return touched == 1


async def members(tx: Tx) -> list[Member]:
    """List the agents, who was deactivated last."""
    return await tx.all(
        Member,
        """select id, email, name, public_name, role, languages, topics, teams, capacity, ends_at,
            active, suspended from agents
        where tenant = $1 order by active desc, email""",
        tx.tenant,
    )


async def member_of(tx: Tx, email: str) -> Member | None:
    """Find who has this address, deactivated or not."""
    return await tx.one(
        Member,
        """select id, email, name, public_name, role, languages, topics, teams, capacity, ends_at,
            active, suspended from agents
        where tenant = $1 and email = $2""",
        tx.tenant,
        email,
    )


async def agent(tx: Tx, id: UUID) -> Agent | None:
    """Read one active agent."""
    return await tx.one(
        Agent,
        """select id, email, name, public_name, role, languages, topics, teams, capacity, ends_at
        from agents where tenant = $1 and id = $2 and active and not suspended
            and (ends_at is null or ends_at > clock_timestamp())""",
        tx.tenant,
        id,
    )


async def credentials_of(tx: Tx, agent: UUID) -> Credentials | None:
    """Read what a further proof is checked against."""
    return await tx.one(
        Credentials,
        """select id as agent, password_hash, totp_sealed, totp_step from agents
        where tenant = $1 and id = $2 and active and not suspended""",
        tx.tenant,
        agent,
    )


async def lock(tx: Tx, agent: UUID) -> Role | None:
    """Take the agent's row, so that what is counted of them holds until the commit; gives their role."""
    return await tx.value(
        "select role from agents where tenant = $1 and id = $2 for update", tx.tenant, agent
    )


async def names(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Read the names of agents who are let in; others are left out."""
    rows = await tx.rows(
        """select id, public_name as name from agents
        where tenant = $1 and id = any($2) and active and not suspended""",
        tx.tenant,
        ids,
    )
    return {row["id"]: row["name"] for row in rows}


async def public_names(tx: Tx) -> list[str]:
    """List the names under which customers meet the active agents."""
    rows = await tx.rows(
        "select distinct public_name from agents where tenant = $1 and active order by public_name", tx.tenant
    )
    return [row["public_name"] for row in rows]


async def set_presence(tx: Tx, agent: UUID, state: State) -> State | None:
    """Write the state; returns the one before, or None."""
    before = await tx.value(
        "select state from presence where tenant = $1 and agent = $2 for update", tx.tenant, agent
    )
    await tx.do(
        """insert into presence (tenant, agent, state) values ($1, $2, $3)
        on conflict (tenant, agent) do update set state = excluded.state, seen_at = clock_timestamp(),
            since = case when presence.state = excluded.state then presence.since
                else clock_timestamp() end""",
        tx.tenant,
        agent,
        state,
    )
    return before


async def attended(tx: Tx, agents: Sequence[UUID]) -> None:
    """Remember that these agents have an open socket."""
    await tx.do(
        "update presence set seen_at = clock_timestamp() where tenant = $1 and agent = any($2)",
        tx.tenant,
        list(agents),
    )


async def lapsed(tx: Tx, since: datetime) -> list[UUID]:
    """List agents who are online in name only: no socket since then."""
    rows = await tx.rows(
        "select agent from presence where tenant = $1 and state <> 'offline' and seen_at < $2 for update",
        tx.tenant,
        since,
    )
    return [row["agent"] for row in rows]
