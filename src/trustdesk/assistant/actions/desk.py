"""For agents: a summary for whoever takes over, and notes at shift's end."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import conversations
from trustdesk.assistant import store
from trustdesk.assistant.actions import summing
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.summing import Heard
from trustdesk.assistant.actions.turns import MOST_ENTRIES, level_of
from trustdesk.assistant.views import HeldView, SummaryView
from trustdesk.conversations import Conversation
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, Refused

MOST_HELD = 50


async def heard(tx: Tx, case: Conversation, now: datetime) -> Heard:
    """Read a conversation that was opened for an agent, as far as it is summed up."""
    entries = await conversations.entries_for(tx, case, max(0, case.seq - MOST_ENTRIES), MOST_ENTRIES)
    return Heard(case, entries, await store.turn(tx, case.id), await level_of(tx, case, now))


async def summary(tx: Tx, parts: Parts, heard: Heard, words: i18n.Words) -> SummaryView:
    """Sum up a conversation in the reader's language."""
    return await summing.summary(tx, parts, heard, words)


async def shift(tx: Tx, parts: Parts, actor: Actor, words: i18n.Words, now: datetime) -> list[HeldView]:
    """Sum up what an agent holds and has not ended, in the reader's language."""
    found: list[HeldView] = []
    ids = await store.held_by(tx, UUID(actor.id), MOST_HELD)
    cases = await conversations.states_of(tx, ids)
    for case in (cases[id] for id in ids):
        summed = await summing.summary(tx, parts, await heard(tx, case, now), words)
        found.append(HeldView(case.number, case.id, summed))
    return found


async def leave_notes(
    tx: Tx, parts: Parts, actor: Actor, held: Sequence[HeldView], once: tuple[str, datetime]
) -> None:
    """Leave each summary as a note of the agent's."""
    client_id, now = once
    notes = [
        conversations.Note(
            actor=actor,
            client_id=f"{client_id[:24]}:{one.conversation.hex}",
            conversation=one.conversation,
            text=one.summary.text,
        )
        for one in held
    ]
    for answer in await conversations.perform(tx, notes, parts.brands[tx.tenant].prefix, now):
        # The same hand-over again, after something more was said: the note stands already.
        if isinstance(answer, Refused) and not isinstance(answer, ClientIdReused):
            raise answer
