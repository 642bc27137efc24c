"""What the room does when customers write, sign in, or are erased, and when the exchange answers."""

from collections.abc import Mapping, Sequence

from trustdesk.brands import Brand
from trustdesk.conversations import ConversationBroughtAlong, ConversationErased, MessageReceived
from trustdesk.exchange import ActionAnswered
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.procedures.actions import asking, hearing, securing
from trustdesk.procedures.events import ProcedureMoved
from trustdesk.procedures.store import running as store


def reactions(brands: Mapping[str, Brand]) -> list[Reaction]:
    """Plug the room's listening in."""

    async def secure(tx: Tx, events: Sequence[Event]) -> None:
        await securing.secure(tx, brands[tx.tenant], events, clock.utc_now())

    return [
        Reaction("procedures_secure", (ProcedureMoved,), secure),
        Reaction("procedures_hear", (MessageReceived,), _hear, patient=True),
        Reaction("procedures_signed_in", (ConversationBroughtAlong,), _signed_in),
        Reaction("procedures_answered", (ActionAnswered,), _answered),
        Reaction("procedures_forget", (ConversationErased,), _forget),
    ]


async def _hear(tx: Tx, events: Sequence[Event]) -> None:
    await hearing.hear(tx, events, clock.utc_now())


async def _signed_in(tx: Tx, events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event.fact, ConversationBroughtAlong):
            await hearing.brought_along(tx, event.fact.about, event.fact.seq, clock.utc_now())


async def _answered(tx: Tx, events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event.fact, ActionAnswered):
            told = (event.fact.state, event.fact.outcome)
            await asking.answered(tx, event.fact.request, told, clock.utc_now())


async def _forget(tx: Tx, events: Sequence[Event]) -> None:
    await store.forget(tx, [event.fact.about for event in events], clock.utc_now())
