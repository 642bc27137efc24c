"""What the room does when a conversation begins or goes on."""

from collections.abc import Mapping, Sequence

from trustdesk.brands import Brand
from trustdesk.conversations import (
    ConversationErased,
    ConversationOpened,
    ConversationReopened,
    MessageReceived,
)
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.replies import actions, store


def reactions(brands: Mapping[str, Brand]) -> list[Reaction]:
    """Plug the acknowledgement in."""

    async def acknowledge(tx: Tx, events: Sequence[Event]) -> None:
        await actions.acknowledge(tx, brands[tx.tenant], events, clock.utc_now())

    async def warn(tx: Tx, events: Sequence[Event]) -> None:
        await actions.warn(tx, brands[tx.tenant], events, clock.utc_now())

    async def forget_drafts(tx: Tx, events: Sequence[Event]) -> None:
        await store.delete_drafts(tx, [event.fact.about for event in events])

    return [
        Reaction("forget_drafts", (ConversationErased,), forget_drafts),
        Reaction("secret_warning", (MessageReceived,), warn),
        Reaction("acknowledgement", (ConversationOpened, ConversationReopened), acknowledge),
    ]
