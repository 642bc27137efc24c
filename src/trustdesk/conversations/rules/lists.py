"""The place of a conversation in lists, latest first."""

from datetime import datetime, timedelta

from trustdesk.conversations.model import Conversation

# Every index of a list has this place in it. Somebody who writes three lines in a row moves it once, and
# the other two change no index at all: measured, half of what storing them costs.
SETTLED = timedelta(seconds=5)


def listed_at(before: Conversation, after: Conversation) -> datetime:
    """Tell the new place: moved by a message unless it moved just now, and by a change of list."""
    moved = after.last_at - before.listed_at >= SETTLED
    elsewhere = (before.status, before.assignee, before.team) != (after.status, after.assignee, after.team)
    return after.last_at if moved or elsewhere else before.listed_at
