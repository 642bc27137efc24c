"""For agents: a suggested reply with what it rests on, a better wording. Nothing of it is sent by itself."""

import msgspec

from trustdesk import guard
from trustdesk.assistant.actions import wording
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.summing import Heard
from trustdesk.assistant.actions.turns import question_of
from trustdesk.assistant.jobs import writing
from trustdesk.assistant.jobs.finding import find
from trustdesk.assistant.jobs.tools import Asker
from trustdesk.assistant.model import AssistantSettings, Question, Turn
from trustdesk.assistant.views import SuggestionView
from trustdesk.conversations import Conversation
from trustdesk.kit import i18n

NOTHING = SuggestionView("", (), 0.0, "embedded")
HOW = {
    "clearer": "clearer, in plain words",
    "shorter": "shorter, without losing a fact",
    "warmer": "kinder, without promising anything",
    "translate": "translated faithfully",
}


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


async def summed_up(parts: Parts, tenant: str, heard: Heard, known: str, locale: i18n.Locale) -> str:
    """Have a conversation summed up by the endpoint; the empty text where nothing fit came back."""
    asker = Asker(tenant, heard.case, Question(text="", locale=locale), 0)
    return await writing.summed_up(parts, asker, heard.entries, known)


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
