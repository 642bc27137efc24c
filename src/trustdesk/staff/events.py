"""Facts of the room."""

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
