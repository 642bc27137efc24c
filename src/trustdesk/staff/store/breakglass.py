"""The SQL of break-glass access that was granted: which role stood before, and until when another stands."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx


async def give(tx: Tx, agent: UUID, until: datetime) -> None:
    """Put the role aside until a time."""
    await tx.do(
        """update agents set role_before = role, role = 'breakglass', ends_at = $3
        where tenant = $1 and id = $2""",
        tx.tenant,
        agent,
        until,
    )


async def take_back(tx: Tx, now: datetime) -> list[UUID]:
    """Put the role back that stood before, where the time is up; tells whose."""
    rows = await tx.rows(
        """update agents set role = role_before, role_before = null, ends_at = null
        where tenant = $1 and role_before is not null and ends_at <= $2 returning id""",
        tx.tenant,
        now,
    )
    return [row["id"] for row in rows]
