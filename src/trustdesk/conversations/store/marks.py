"""The SQL of how far each party has received and read."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from trustdesk.conversations.model import Seen
from trustdesk.kit.db import Tx


async def move(tx: Tx, conversation: UUID, seen: Seen) -> bool:
    """Move a mark forward, never back nor beyond the last entry; False when nothing changed."""
    touched = await tx.do(
        """insert into marks (tenant, conversation, who, delivered, read)
        select $1, $2, $3, least($4, seq), least($5, seq) from conversations where tenant = $1 and id = $2
        on conflict (tenant, conversation, who) do update
        set delivered = greatest(marks.delivered, excluded.delivered),
            read = greatest(marks.read, excluded.read), at = clock_timestamp()
        where marks.delivered < excluded.delivered or marks.read < excluded.read""",
        tx.tenant,
        conversation,
        seen.who,
        seen.delivered,
        seen.read,
    )
    return touched == 1


async def of(tx: Tx, conversations: Sequence[UUID]) -> Sequence[Any]:
    """Read the marks of these conversations."""
    return await tx.rows(
        "select conversation, who, delivered, read from marks where tenant = $1 and conversation = any($2)",
        tx.tenant,
        list(conversations),
    )
