"""The SQL of what was last said to somebody."""

from trustdesk.kit.db import Tx

RECENT = 20


async def last_to(tx: Tx, line: str, external_id: str) -> str:
    """Read what the desk last wrote to the customer behind a handle, in their latest conversation."""
    return (
        await tx.value(
            """select recent.text from customer_handles h
            cross join lateral (
                select c.id from conversations c
                where c.tenant = h.tenant and c.customer = h.customer order by c.created_at desc limit 1
            ) latest
            cross join lateral (
                select m.text, m.seq, m.kind, m.author_kind from messages m
                where m.tenant = h.tenant and m.conversation = latest.id order by m.seq desc limit $4
            ) recent
            where h.tenant = $1 and h.line = $2 and h.external_id = $3
                and recent.kind = 'message' and recent.author_kind in ('agent', 'api')
            order by recent.seq desc limit 1""",
            tx.tenant,
            line,
            external_id,
            RECENT,
        )
        or ""
    )
