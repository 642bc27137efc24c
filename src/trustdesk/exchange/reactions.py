"""What the room does when a customer is erased: nothing of what was asked about them is kept."""

from collections.abc import Sequence

from trustdesk.customers import CustomerErased
from trustdesk.exchange.actions import forgetting
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction


def reactions() -> list[Reaction]:
    """Plug the room's listening in."""
    return [Reaction("forget_requests", (CustomerErased,), _forget)]


async def _forget(tx: Tx, events: Sequence[Event]) -> None:
    await forgetting.forget_customers(tx, [event.fact.about for event in events])
