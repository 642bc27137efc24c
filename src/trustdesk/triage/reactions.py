"""What triage does when customers write: a first message is read, a later one if it cannot wait."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk import conversations
from trustdesk.kit import jobs
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.triage.rules import merging
from trustdesk.triage.store import proposals, readings

READ = "triage.read"
MOST_TOGETHER = 100  # what is tried again together when one of them fails


def reactions() -> list[Reaction]:
    """Plug triage in. Reading is a job: no transaction waits for what a text means."""
    return [
        Reaction("triage", (conversations.MessageReceived,), _heard, patient=True),
        Reaction("triage_forget", (conversations.ConversationErased,), _forget),
    ]


async def _heard(tx: Tx, events: Sequence[Event]) -> None:
    places = [
        (event.fact.about, event.fact.seq)
        for event in events
        if isinstance(event.fact, conversations.MessageReceived)
    ]
    known = await readings.known(tx, sorted({conversation for conversation, _ in places}))
    due: dict[UUID, int] = {}
    later: list[tuple[UUID, int]] = []
    for conversation, seq in places:
        kept = known.get(conversation)
        if merging.unguessed(kept, seq):
            due.setdefault(conversation, seq)
        elif kept is not None and seq > kept.seq:
            later.append((conversation, seq))
    for place, entry in (await conversations.entries_at(tx, later)).items():
        if merging.notable(entry.text):
            due.setdefault(*place)
    waiting = [(str(conversation), seq) for conversation, seq in due.items()]
    for at in range(0, len(waiting), MOST_TOGETHER):
        # A job costs more than most readings do: one for all that came together.
        await jobs.defer(tx, READ, {"places": waiting[at : at + MOST_TOGETHER]})


async def _forget(tx: Tx, events: Sequence[Event]) -> None:
    erased = [event.fact.about for event in events]
    await proposals.forget(tx, erased)
    await readings.forget(tx, erased)
