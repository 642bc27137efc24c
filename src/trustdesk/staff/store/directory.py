"""The SQL of agents as the exchange's directory sees them: those it deleted are gone, for it."""

from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.staff.model import Member


async def find(tx: Tx, id: UUID) -> Member | None:
    """Find an agent the directory knows."""
    return await tx.one(
        Member,
        """select id, email, name, public_name, role, languages, topics, teams, capacity, ends_at,
            active, suspended
        from agents where tenant = $1 and id = $2 and removed_at is null""",
        tx.tenant,
        id,
    )


async def page(tx: Tx, email: str | None, skip: int, most: int) -> list[Member]:
    """List agents by address, or the one with this address."""
    return await tx.all(
        Member,
        """select id, email, name, public_name, role, languages, topics, teams, capacity, ends_at,
            active, suspended
        from agents where tenant = $1 and removed_at is null and ($2::text is null or email = $2)
        order by email offset $3 limit $4""",
        tx.tenant,
        email,
        skip,
        most,
    )


async def count(tx: Tx, email: str | None) -> int:
    """Count the agents the directory knows."""
    return await tx.value(
        """select count(*) from agents
        where tenant = $1 and removed_at is null and ($2::text is null or email = $2)""",
        tx.tenant,
        email,
    )


async def rename(tx: Tx, id: UUID, name: str) -> None:
    """Give an agent the name the directory has; the one customers see is the desk's own."""
    await tx.do("update agents set name = $3 where tenant = $1 and id = $2", tx.tenant, id, name)


async def activate(tx: Tx, id: UUID) -> bool:
    """Let an agent in who was deactivated; False when they were not."""
    touched = await tx.do(
        """update agents set active = true, removed_at = null
        where tenant = $1 and id = $2 and not active""",
        tx.tenant,
        id,
    )
    return touched == 1


async def remove(tx: Tx, id: UUID) -> bool:
    """Mark an agent as deleted by the directory; False when that was so already."""
    touched = await tx.do(
        """update agents set removed_at = clock_timestamp()
        where tenant = $1 and id = $2 and removed_at is null""",
        tx.tenant,
        id,
    )
    return touched == 1
