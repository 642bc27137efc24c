"""What this room does when an announcement is published, and when a customer is erased."""

from collections.abc import Sequence

from trustdesk.announcements import AnnouncementPublished, AnnouncementWithdrawn
from trustdesk.customers import CustomerErased
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.subscriptions.actions import circulars, subscribing


def reactions() -> list[Reaction]:
    """Plug both in."""
    return [
        Reaction("circulars", (AnnouncementPublished, AnnouncementWithdrawn), _plan),
        Reaction("forget_subscribers", (CustomerErased,), _forget),
    ]


async def _plan(tx: Tx, events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event.fact, AnnouncementPublished):
            await circulars.plan(tx, event.fact, event.at)
        else:
            await circulars.drop(tx, event.fact.about)


async def _forget(tx: Tx, events: Sequence[Event]) -> None:
    await subscribing.forget(tx, [one.fact for one in events if isinstance(one.fact, CustomerErased)])
