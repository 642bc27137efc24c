"""Facts of the room; ``about`` is the conversation."""

from uuid import UUID

from trustdesk.kit.events import Fact


class ActionAsked(Fact, frozen=True, kw_only=True):
    """The exchange is to be asked for an action."""

    request: UUID
    action: str


class ActionAnswered(Fact, frozen=True, kw_only=True):
    """The exchange said what became of an action."""

    request: UUID
    state: str
    outcome: str | None = None


class StepUpDecided(Fact, frozen=True, kw_only=True):
    """The customer confirmed or refused an action in the exchange's app."""

    step_up: UUID
    state: str
