"""What the room does when there is something to tell, or when a conversation is erased."""

from collections.abc import Mapping, Sequence

from trustdesk.brands import Brand
from trustdesk.conversations import ConversationErased
from trustdesk.incidents import store
from trustdesk.incidents.actions import telling
from trustdesk.incidents.events import IncidentToTell
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction


def reactions(brands: Mapping[str, Brand]) -> list[Reaction]:
    """Plug in what tells customers of updates."""

    async def tell(tx: Tx, events: Sequence[Event]) -> None:
        await telling.tell(tx, brands[tx.tenant], [event.fact.about for event in events], clock.utc_now())

    async def forget(tx: Tx, events: Sequence[Event]) -> None:
        await store.forget(tx, [event.fact.about for event in events])

    return [
        Reaction("tell_incidents", (IncidentToTell,), tell),
        Reaction("forget_incident_links", (ConversationErased,), forget),
    ]
