"""The SQL of who is who at an OpenID provider."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx


async def agent_of(tx: Tx, issuer: str, subject: str) -> UUID | None:
    """Find the agent who is linked to this subject of this issuer."""
    return await tx.value(
        "select agent from sso_identities where tenant = $1 and issuer = $2 and subject = $3",
        tx.tenant,
        issuer,
        subject,
    )


async def link(tx: Tx, identity: tuple[str, str], agent: UUID, now: datetime) -> bool:
    """Link an (issuer, subject) to an agent; False when either is linked already."""
    linked = await tx.do(
        """insert into sso_identities (tenant, issuer, subject, agent, linked_at) values ($1, $2, $3, $4, $5)
        on conflict do nothing""",
        tx.tenant,
        *identity,
        agent,
        now,
    )
    return linked == 1


async def unlink(tx: Tx, agent: UUID) -> None:
    """Forget who the agent is elsewhere."""
    await tx.do("delete from sso_identities where tenant = $1 and agent = $2", tx.tenant, agent)
