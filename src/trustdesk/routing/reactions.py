"""What routing does when conversations and agents change: the queue follows, work is handed out."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from trustdesk import conversations
from trustdesk.brands import Brand
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.routing import actions, store
from trustdesk.staff import AgentCameOnline, AgentWentAway

HEARD = (
    conversations.ConversationOpened,
    conversations.ConversationReopened,
    conversations.ConversationAssigned,
    conversations.ConversationResolved,
    conversations.ConversationClosed,
    conversations.ConversationSnoozed,
    conversations.StatusChanged,
    conversations.ConversationLabelled,
    AgentCameOnline,
    AgentWentAway,
)


Held = Callable[[Tx, Sequence[UUID]], Awaitable[set[UUID]]]


async def nobody(_tx: Tx, _ids: Sequence[UUID]) -> set[UUID]:
    """Hold nothing back."""
    return set()


def reactions(brands: Mapping[str, Brand], kept_back: Held = nobody) -> list[Reaction]:
    """Plug routing in; what is ``kept_back`` waits for no person yet, and is heard of when it does."""

    async def route(tx: Tx, events: Sequence[Event]) -> None:
        prefix, now = brands[tx.tenant].prefix, clock.utc_now()
        for event in events:
            held: list[UUID] = []
            if isinstance(event.fact, AgentWentAway):
                held = await store.held_unanswered(tx, event.fact.about)
            elif isinstance(event.fact, conversations.ConversationReopened):
                held = await store.held_by_absent(tx, event.fact.about)
            await actions.take_back(tx, held, f"{event.xid}.{event.id}", prefix, now)
        about = sorted({event.fact.about for event in events})
        apart = await kept_back(tx, about)
        await actions.settle(tx, [one for one in about if one not in apart], prefix, now)

    return [Reaction("routing", HEARD, route)]
