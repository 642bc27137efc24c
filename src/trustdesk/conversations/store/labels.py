"""The SQL of who chose what about conversations."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from trustdesk.conversations.store import sealed
from trustdesk.kit.db import Tx


async def by_people(tx: Tx, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """Name the labels of these conversations that people or the exchange's own systems have set."""
    rows = await tx.rows(
        """select conversation, id, event from messages
        where tenant = $1 and conversation = any($2) and kind = 'event' and event is not null
            and author_kind in ('agent', 'api')""",
        tx.tenant,
        list(ids),
    )
    chosen: dict[UUID, set[str]] = {id: set() for id in ids}
    for row, event in zip(rows, await sealed.events(tx, rows), strict=True):
        told = msgspec.json.decode(event, type=dict[str, Any]) if event else {}
        if told.get("what") == "labelled":
            chosen[row["conversation"]] |= told.keys()
    return {id: frozenset(names) for id, names in chosen.items()}
