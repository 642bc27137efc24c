"""What the post does when somebody has answered or is erased: write down what goes out, drop what came in."""

from collections.abc import Collection, Sequence

from trustdesk.channels.post.actions import arrivals, deliveries
from trustdesk.conversations import ConversationErased, ReplyWritten
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction


def reactions(carried: Collection[str]) -> list[Reaction]:
    """Plug both in; of answers those on lines that are carried, which ``jobs.Deliveries`` sends."""

    async def enqueue(tx: Tx, events: Sequence[Event]) -> None:
        await deliveries.enqueue(tx, events, carried)

    async def forget(tx: Tx, events: Sequence[Event]) -> None:
        await arrivals.forget(tx, [event.fact.about for event in events])

    return [
        Reaction("deliveries", (ReplyWritten,), enqueue),
        Reaction("forget_arrivals", (ConversationErased,), forget),
    ]
