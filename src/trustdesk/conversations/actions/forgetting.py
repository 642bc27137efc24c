"""Forgetting: a conversation is closed for good; its key, which the caller destroys, opens nothing more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.conversations import events
from trustdesk.conversations.rules import numbers
from trustdesk.conversations.store import forgetting as store
from trustdesk.conversations.store import lists, unsealed
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.events import Fact, publish


class Place(msgspec.Struct, frozen=True):
    """Which conversation a number names, and whose it is; nothing of what it says."""

    id: UUID
    number: str
    customer: UUID


async def place_of(tx: Tx, number: str) -> Place:
    """Find a conversation by its number, for who may not read it; raises ``NotFound``."""
    read = numbers.read(number)
    found = await lists.find(tx, read) if read else None
    if found is None:
        raise NotFound
    return Place(found.id, found.number, found.customer)


async def forget(tx: Tx, ids: Sequence[UUID], now: datetime) -> list[store.Forgotten]:
    """Forget these conversations; coming twice changes nothing. Raises ``Conflict`` for one that is plain."""
    done, plain = await store.forget(tx, ids, now), await unsealed.any_in(tx, ids)
    if bare := [one.number for one in done if not one.key or one.id in plain]:
        raise Conflict(f"{', '.join(bare)}: not sealed yet; `trustdesk keys seal` does it")
    told: list[Fact] = []
    for one in done:
        told += [] if one.was_closed else [events.ConversationClosed(about=one.id, seq=one.entries)]
        told.append(events.ConversationErased(about=one.id))
        tx.news.add(one.customer)
    await publish(tx, *told)
    return done
