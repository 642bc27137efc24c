"""Facts of the room; ``about`` is the conversation."""

from uuid import UUID

from trustdesk.kit.events import Fact


class ProcedureStarted(Fact, frozen=True, kw_only=True):
    """A guided case began in a conversation."""

    procedure: UUID
    slug: str


class ProcedureMoved(Fact, frozen=True, kw_only=True):
    """It is somebody else's turn, or something more is known."""

    procedure: UUID
    slug: str
    state: str
    owner: str


class ProcedureEnded(Fact, frozen=True, kw_only=True):
    """A guided case came to its end."""

    procedure: UUID
    slug: str
    ending: str
