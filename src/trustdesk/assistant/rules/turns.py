"""Who has the word in a conversation: the assistant, or people."""

from trustdesk.assistant.model import AssistantSettings, Turn
from trustdesk.conversations import Conversation


def has_the_word(case: Conversation, turn: Turn | None, settings: AssistantSettings) -> bool:
    """Tell whether the assistant may say something now: told to, on a line of its own, before any person."""
    may = settings.mode == "answer" and case.line in settings.lines
    free = case.status == "open" and case.assignee is None
    if turn is not None:
        return may and free and turn.state == "assistant"
    return may and free and (case.staff_seq == 0 or case.staff_by.startswith("system:"))


def owes(turn: Turn | None) -> bool:
    """Tell whether a question still waits for the assistant."""
    return turn is not None and turn.state == "assistant" and turn.said_seq < turn.asked_seq


def spent(turn: Turn, settings: AssistantSettings) -> bool:
    """Tell whether it has said enough: then a person is called, whatever it would know."""
    return turn.answers >= settings.most_answers
