"""The SQL of full-text search: all words, newest first, not ranked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from trustdesk.conversations.store import sealed
from trustdesk.kit.db import Tx


async def hits(tx: Tx, words: Sequence[str], before: UUID | None, most: int) -> Sequence[Any]:
    """List entries that hold all words, newest first, as (conversation, seq, id)."""
    return await tx.rows(
        """select conversation, seq, id from search_messages((
            select string_agg(quote_literal(word), ' & ')::tsquery from unnest($1::text[]) as word
        ), $2, $3)""",
        tx.keyring.words(tx.tenant, words),
        before,
        most,
    )


async def texts(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Read the texts of these entries, under the caller's row-level security."""
    rows = await tx.rows(
        "select id, text from messages where tenant = $1 and id = any($2)", tx.tenant, list(ids)
    )
    return {row["id"]: text for row, text in zip(rows, await sealed.texts(tx, rows), strict=True)}
