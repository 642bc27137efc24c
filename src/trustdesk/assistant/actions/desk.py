"""For agents: a suggested reply, a better wording, a summary for whoever takes over, notes at shift's end."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations, guard
from trustdesk.assistant import store
from trustdesk.assistant.actions import summing, wording, writing
from trustdesk.assistant.actions.finding import find
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.summing import Heard
from trustdesk.assistant.actions.tools import Asker
from trustdesk.assistant.actions.turns import MOST_ENTRIES, level_of, question_of
from trustdesk.assistant.model import AssistantSettings, Question, Turn
from trustdesk.assistant.views import HeldView, SuggestionView, SummaryView
from trustdesk.conversations import Conversation
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, Refused

MOST_HELD = 50
NOTHING = SuggestionView("", (), 0.0, "embedded")
HOW = {
    "clearer": "clearer, in plain words",
    "shorter": "shorter, without losing a fact",
    "warmer": "kinder, without promising anything",
    "translate": "translated faithfully",
}


async def heard(tx: Tx, case: Conversation, now: datetime) -> Heard:
    """Read a conversation that was opened for an agent, as far as it is summed up."""
    entries = await conversations.entries_for(tx, case, max(0, case.seq - MOST_ENTRIES), MOST_ENTRIES)
    return Heard(case, entries, await store.turn(tx, case.id), await level_of(tx, case, now))


async def suggestion(parts: Parts, tenant: str, heard: Heard, settings: AssistantSettings) -> SuggestionView:
    """Suggest a reply to what the customer wrote since the last answer; empty when nothing fits."""
    asked = _open_question(heard)
    if settings.mode == "off" or not asked.text:
        return NOTHING
    found = [one for one in await find(parts, tenant, asked) if one.score >= settings.fair / 100]
    if not found:
        return NOTHING
    words = i18n.words(asked.locale)
    given = None
    if settings.writes:
        # What is suggested to an agent may rest on nothing that the customer could not see.
        asker = Asker(tenant, heard.case, asked, heard.level)
        given = await writing.written(parts, asker, found[:2], "suggest")
    given = given or wording.quoted(asked, found[:1], words)
    text, _ = wording.laid_out(given, words, named=False)
    return SuggestionView(text, given.cited, given.score, given.by)


async def reworded(
    parts: Parts, tenant: str, case: Conversation, wanted: tuple[str, str], into: i18n.Locale | None
) -> str:
    """Have a reply improved, in the language it is for; the empty text where nothing fit came back.

    Secrets in it are masked before it leaves the house.
    """
    text, how = guard.clean(wanted[0]).text, wanted[1]
    asked = Question(text="", locale=into or i18n.spoken(case.language))
    purpose = "translate" if how == "translate" else "rewrite"
    return await writing.reworded(parts, Asker(tenant, case, asked, 0), purpose, text, HOW[how])


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


def _open_question(heard: Heard) -> Question:
    answered = [
        one.seq for one in heard.entries if one.kind == "message" and one.author_kind in {"agent", "api"}
    ]
    since = Turn(
        conversation=heard.case.id,
        state="people",
        asked_seq=heard.case.seq,
        said_seq=max(answered, default=0),
        asked_at=heard.case.last_at,
    )
    return msgspec.structs.replace(question_of(heard.entries, since, heard.case.language), clarified=True)
