"""Answering one question: who is needed, what fits, and in which words. Nothing is stored here."""

from trustdesk import conversations, guard
from trustdesk.assistant.actions import wording
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.jobs import writing
from trustdesk.assistant.jobs.finding import find
from trustdesk.assistant.jobs.tools import Asker
from trustdesk.assistant.model import Answer, AssistantSettings, HandOver, Question
from trustdesk.assistant.rules.choosing import choose
from trustdesk.assistant.rules.wishes import wish
from trustdesk.kit import i18n

CALLS: dict[str, HandOver] = {"urgent": "urgent", "person": "wanted", "upset": "upset"}


async def answer(
    parts: Parts,
    tenant: str,
    question: Question,
    settings: AssistantSettings,
    case: conversations.Conversation | None = None,
    level: int = 0,
) -> Answer:
    """Answer a question; with the ``case`` in which it was asked, the endpoint may write if there is one.

    Danger, a wish for a person and anger go to a person at once. Below the thresholds of ``settings`` it
    asks back once, then calls a person; it never answers without something to rest on.
    """
    words = i18n.words(question.locale)
    wanted = wish(question.text)
    if wanted in {"greeting", "thanks"}:
        return wording.greeted(parts.brands[tenant], words) if wanted == "greeting" else Answer(kind="quiet")
    found = await find(parts, tenant, question)
    if why := CALLS.get(wanted):
        return wording.handed_over(why, words, found)
    chosen = choose(question, found, settings)
    if chosen.kind != "answered":
        asks = chosen.kind == "asked"
        return (
            wording.asked_back(chosen.passages, words)
            if asks
            else wording.handed_over(chosen.why, words, found)
        )
    free = None
    if case is not None and settings.writes:
        free = await writing.written(parts, Asker(tenant, case, question, level), chosen.passages, "answer")
    given = free or wording.quoted(question, chosen.passages, words)
    # What no agent may send, the assistant does not say either, whoever wrote it.
    return wording.handed_over("unknown", words, found) if guard.check_reply(given.text) else given
