"""What conversations do about their own news: who is called may read, who sleeps is woken in time.

What the exchange told in a conversation is forgotten with it.
"""

from collections.abc import Sequence

from trustdesk import exchange, oversight
from trustdesk.conversations.events import ConversationErased, ConversationSnoozed, NoteWritten
from trustdesk.conversations.store import lists
from trustdesk.kit import clock, jobs
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction

WAKE = "conversations.wake_snoozed"


def reactions() -> list[Reaction]:
    """Plug the room's own listening in."""
    return [
        Reaction("snooze", (ConversationSnoozed,), _schedule),
        Reaction("forget_facts", (ConversationErased,), _forget_facts),
        Reaction("mentioned", (NoteWritten,), _open_to_mentioned),
    ]


async def _forget_facts(tx: Tx, events: Sequence[Event]) -> None:
    """Forget what the exchange told and was asked in them: it lies below and knows no conversations."""
    await exchange.forget_conversations(tx, [event.fact.about for event in events])


async def _open_to_mentioned(tx: Tx, events: Sequence[Event]) -> None:
    """Open a conversation to the colleagues a note calls: being asked is a reason, and goes on record."""
    notes = [event.fact for event in events if isinstance(event.fact, NoteWritten) and event.fact.mentions]
    written = await lists.entries_at(tx, [(note.about, note.seq) for note in notes])
    for entry in written:
        author = Actor(tenant=tx.tenant, kind="agent", id=entry.author_id, name=entry.author_name)
        for agent in entry.mentions or () if entry.author_kind == "agent" else ():
            await oversight.open_to_mentioned(
                tx, author, agent, (entry.conversation, entry.seq), clock.utc_now()
            )


async def _schedule(tx: Tx, events: Sequence[Event]) -> None:
    for case in await lists.states(tx, [event.fact.about for event in events]):
        if case.status == "snoozed" and case.snoozed_until is not None:
            await jobs.defer(tx, WAKE, {"conversation": str(case.id)}, at=case.snoozed_until)
