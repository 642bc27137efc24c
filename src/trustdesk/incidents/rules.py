"""Decisions of the room: pure."""

from datetime import timedelta

from trustdesk.conversations import Conversation, Status
from trustdesk.incidents.model import Link, State

# Nobody is left without a word for longer: then a person looks at it, whatever became of the incident.
LONGEST_SILENCE = timedelta(hours=24)


def next_status(case: Conversation, link: Link, state: State) -> Status | None:
    """Tell which status a conversation gets along with an update; None leaves it as it is.

    What a colleague holds is theirs. Of the rest, telling it for the first time takes it out of the queue
    for a while, and every update prolongs that; whoever writes after that waits for a person, and no later
    update takes them out again. The end of the incident resolves those who have waited for nothing else.
    """
    if case.assignee is not None:
        return None
    waits = case.status == "snoozed" or (case.status == "open" and link.told == 0)
    if not waits:
        return None
    return "resolved" if state == "resolved" else "snoozed"
