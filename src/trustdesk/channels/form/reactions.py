"""What the form does when a customer or a conversation is erased: it forgets the letters, and their files."""

from collections.abc import Sequence

from trustdesk.channels.form import store
from trustdesk.channels.form.actions import forgetting
from trustdesk.conversations import ConversationErased
from trustdesk.customers import CustomerErased
from trustdesk.kit import clock
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction


def reactions(blobs: Blobs) -> list[Reaction]:
    """Plug both in."""

    async def forget(tx: Tx, events: Sequence[Event]) -> None:
        facts = [event.fact for event in events if isinstance(event.fact, CustomerErased)]
        letters = [letter for fact in facts for letter in fact.letters]
        await forgetting.forget_from(tx, blobs, letters, clock.utc_now())

    return [
        Reaction("forget_letters", (CustomerErased,), forget),
        Reaction("forget_taken_letters", (ConversationErased,), _forget_taken),
    ]


async def _forget_taken(tx: Tx, events: Sequence[Event]) -> None:
    await store.forget_taken(tx, [event.fact.about for event in events])
