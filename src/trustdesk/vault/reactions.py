"""What the vault does when a conversation is erased: its documents cannot be opened any more."""

from collections.abc import Sequence

from trustdesk.conversations import ConversationErased
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.vault import store


def reactions() -> list[Reaction]:
    """Plug the room's listening in."""
    return [Reaction("forget_documents", (ConversationErased,), _forget)]


async def _forget(tx: Tx, events: Sequence[Event]) -> None:
    await store.end_all(tx, [event.fact.about for event in events], clock.utc_now())
