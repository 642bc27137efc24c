"""The SQL of what each agent read, counted from the audit."""

from collections.abc import Sequence
from datetime import datetime

from trustdesk.kit.db import Record, Tx


async def counted(tx: Tx, since: datetime, until: datetime, zone: str) -> Sequence[Record]:
    """Count by agent, day (0 is the earliest) and action, and how much of it was at night (22 to 6)."""
    return await tx.rows(
        """select substr(u.actor, 7) as agent,
            floor(extract(epoch from u.at - $2) / 86400)::int4 as day, u.action, count(*) as count,
            count(*) filter (
                where extract(hour from u.at at time zone $4) >= 22
                    or extract(hour from u.at at time zone $4) < 6
            ) as night
        from audit u
        where u.tenant = $1 and u.at >= $2 and u.at < $3 and u.actor like 'agent:%'
            and u.action in ('conversation.open', 'conversation.search', 'file.read', 'canary.touch',
                'contact.reveal', 'account.reveal', 'identity.reveal')
        group by 1, 2, 3""",
        tx.tenant,
        since,
        until,
        zone,
    )


async def agents(tx: Tx) -> Sequence[Record]:
    """List the agents who read conversations, by name."""
    return await tx.rows(
        """select id, name, role from agents
        where tenant = $1 and active and role in ('agent', 'senior', 'supervisor', 'breakglass')
        order by name, id""",
        tx.tenant,
    )
