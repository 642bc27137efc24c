"""Decisions of outgoing webhooks: pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from trustdesk import conversations
from trustdesk.channels.api.model import News, Result

NEWS: Mapping[type[Any], News] = {
    conversations.ConversationOpened: "conversation.opened",
    conversations.ConversationReopened: "conversation.reopened",
    conversations.ConversationAssigned: "conversation.assigned",
    conversations.ConversationSnoozed: "conversation.snoozed",
    conversations.ConversationResolved: "conversation.resolved",
    conversations.ConversationClosed: "conversation.closed",
    conversations.StatusChanged: "conversation.status_changed",
    conversations.ConversationLabelled: "conversation.labelled",
    conversations.ConversationRated: "conversation.rated",
    conversations.ConversationBroughtAlong: "conversation.brought_along",
    conversations.ConversationJoined: "conversation.joined",
    conversations.MessageReceived: "message.received",
    conversations.ReplyWritten: "reply.written",
    conversations.NoteWritten: "note.written",
}
# News that carries the text: this is how the bring-your-own line is delivered. A note never does.
CARRIED = frozenset({"message.received", "reply.written"})

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=16)
MOST_ATTEMPTS = 12  # 5 s, 20 s, 80 s … 5.7 h, then four times 16 h: three days
JITTER = 0.2
SUCCESSES = range(200, 300)
GONE = 410


def arrived(result: Result) -> bool:
    """Tell whether the endpoint took it: any 2xx."""
    return result.status in SUCCESSES


def wait(attempts: int, result: Result, dice: float) -> timedelta | None:
    """Tell how long to wait after this many attempts, or None to give up.

    Four times longer each time, up to 16 hours, spread by a fifth either way (``dice`` from 0
    to 1), so that endpoints that come back are not met by everything at once. An endpoint that
    says 410 Gone is not asked again.
    """
    if attempts >= MOST_ATTEMPTS or result.status == GONE:
        return None
    planned = min(FIRST_WAIT * 4 ** (attempts - 1), LONGEST_WAIT)
    return planned * (1 - JITTER + 2 * JITTER * dice)
