"""Facts of the room."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.events import Fact


class AgentCameOnline(Fact, frozen=True, kw_only=True):
    """An agent can take conversations now."""


class AgentWentAway(Fact, frozen=True, kw_only=True):
    """An agent takes no more; what they hold unanswered may go back to the queue."""

    state: str


class AgentSignedOut(Fact, frozen=True, kw_only=True):
    """One or every session of the agent has ended: sockets are looked at again."""


class KeyRevoked(Fact, frozen=True, kw_only=True):
    """An API key is worth nothing any more: its sockets are looked at again."""


class SteppedUp(Fact, frozen=True, kw_only=True):
    """An agent proved a factor again, for what asks for it."""

    factor: str


class PasskeyEnrolled(Fact, frozen=True, kw_only=True):
    """An agent has a further passkey."""

    passkey: UUID


class PasskeyRemoved(Fact, frozen=True, kw_only=True):
    """An agent has a passkey less."""

    passkey: UUID


class PasskeyRegressed(Fact, frozen=True, kw_only=True):
    """The counter of a passkey went back and it was refused: somebody may hold a copy of it."""

    passkey: UUID
    kept: int
    given: int


class AgentSuspended(Fact, frozen=True, kw_only=True):
    """An agent was stopped at once, by whom and why."""

    by: str
    reason: str


class BreakglassGranted(Fact, frozen=True, kw_only=True):
    """An agent has break-glass access until a time, by whom and why."""

    by: str
    reason: str
    until: datetime


class BreakglassEnded(Fact, frozen=True, kw_only=True):
    """An agent's break-glass access is over: their role is what it was before."""


class SuspensionLifted(Fact, frozen=True, kw_only=True):
    """An agent was let in again, by whom and why."""

    by: str
    reason: str
