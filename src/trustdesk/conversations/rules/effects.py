"""What a command does to a conversation."""

import msgspec

from trustdesk.conversations import events
from trustdesk.conversations.model import Conversation, Draft


class Change(msgspec.Struct, frozen=True):
    """The outcome of a command. The last draft is the command's own entry, the one its client id names."""

    after: Conversation
    drafts: list[Draft]
    facts: list[events.Fact]
