"""Facts of the room; ``about`` is the conversation.

Ids only: whoever hears reads the rest under its own rights.
"""

from uuid import UUID

from trustdesk.kit.events import Fact


class ConversationOpened(Fact, frozen=True, kw_only=True):
    """A customer's first message began a conversation."""


class ConversationReopened(Fact, frozen=True, kw_only=True):
    """A resolved conversation goes on."""


class MessageReceived(Fact, frozen=True, kw_only=True):
    """The customer wrote entry ``seq``."""

    seq: int


class ReplyWritten(Fact, frozen=True, kw_only=True):
    """Staff, an integration or the desk itself answered with entry ``seq``."""

    seq: int
    line: str


class NoteWritten(Fact, frozen=True, kw_only=True):
    """A colleague left a note."""

    seq: int
    mentions: list[UUID]


class ConversationAssigned(Fact, frozen=True, kw_only=True):
    """The holder or the team changed; both None means back to the queue."""

    seq: int
    assignee: UUID | None
    team: str | None


class ConversationSnoozed(Fact, frozen=True, kw_only=True):
    """Set aside until a time."""

    seq: int


class ConversationResolved(Fact, frozen=True, kw_only=True):
    """The customer's need is met."""

    seq: int


class ConversationClosed(Fact, frozen=True, kw_only=True):
    """Nothing more can be added."""

    seq: int


class StatusChanged(Fact, frozen=True, kw_only=True):
    """Any other change of status."""

    seq: int
    status: str


class ConversationLabelled(Fact, frozen=True, kw_only=True):
    """Tags, priority, topic or language changed."""

    seq: int


class ConversationRated(Fact, frozen=True, kw_only=True):
    """The customer gave a verdict."""

    seq: int
    score: int


class ConversationBroughtAlong(Fact, frozen=True, kw_only=True):
    """A customer who has signed in goes on with the chat they began anonymously."""

    seq: int


class ConversationJoined(Fact, frozen=True, kw_only=True):
    """It goes on in another conversation of the same person, or with None by itself again."""

    seq: int
    into: UUID | None


class ConversationErased(Fact, frozen=True, kw_only=True):
    """Nothing but its place, its number and its times is left of it."""
