"""The SQL of what was last said to somebody."""

from trustdesk.conversations.store import sealed
from trustdesk.customers import handle_lookup
from trustdesk.kit.db import Tx

RECENT = 20


async def last_to(tx: Tx, line: str, external_id: str) -> str:
    """Read what the desk last wrote to the customer behind a handle, in their latest conversation."""
    row = await tx.row(
        """select recent.id, recent.text from customer_handles h
            cross join lateral (
                select c.id from conversations c
                where c.tenant = h.tenant and c.customer = h.customer order by c.created_at desc limit 1
            ) latest
            cross join lateral (
                select m.id, m.text, m.seq, m.kind, m.author_kind from messages m
                where m.tenant = h.tenant and m.conversation = latest.id order by m.seq desc limit $3
            ) recent
            where h.tenant = $1 and h.lookup = $2
                and recent.kind = 'message' and recent.author_kind in ('agent', 'api')
            order by recent.seq desc limit 1""",
        tx.tenant,
        handle_lookup(tx, line, external_id),
        RECENT,
    )
    return "" if row is None else (await sealed.texts(tx, [row]))[0]
