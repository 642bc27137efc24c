"""Decisions of the room: pure."""

from trustdesk.conversations import Conversation, Status
from trustdesk.incidents.model import Link, State


def next_status(case: Conversation, link: Link, state: State) -> Status | None:
    """Tell which status a conversation gets along with an update; None leaves it as it is.

    What a colleague holds is theirs. Of the rest, telling it for the first time takes it out of the queue;
    whoever writes after that waits for a person, and no later update takes them out again. The end of the
    incident resolves those who have been waiting for nothing else.
    """
    if case.assignee is not None or case.status not in ("open", "waiting"):
        return None
    if state == "resolved" and (case.status == "waiting" or link.told == 0):
        return "resolved"
    return "waiting" if case.status == "open" and link.told == 0 else None
