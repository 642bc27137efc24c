"""What the assistant does when customers write, and when conversations go on or are erased."""

from collections.abc import Sequence

from trustdesk.assistant import store
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.turns import heard
from trustdesk.conversations import ConversationErased, ConversationReopened, MessageReceived
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction


def reactions(parts: Parts) -> list[Reaction]:
    """Plug the assistant in."""

    async def hear(tx: Tx, events: Sequence[Event]) -> None:
        reopened = [one.fact.about for one in events if isinstance(one.fact, ConversationReopened)]
        await store.begin_anew(tx, reopened)
        said = [one for one in events if isinstance(one.fact, MessageReceived)]
        await heard(tx, parts, said, clock.utc_now())

    async def forget(tx: Tx, events: Sequence[Event]) -> None:
        await store.forget(tx, [event.fact.about for event in events])

    return [
        Reaction("assistant", (ConversationReopened, MessageReceived), hear),
        Reaction("assistant_forgets", (ConversationErased,), forget),
    ]
