"""Nouns of the status page."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from trustdesk.conversations import EntryView, Status
from trustdesk.kit.fields import ACCOUNT
from trustdesk.procedures import Progress, Safety

Turn = Literal["queue", "held", "you", "later", "done", "closed"]


class Step(msgspec.Struct, frozen=True):
    """One step of a case as its customer is told: a code of words, when, and by whom where that is known."""

    code: str
    at: datetime
    name: str = ""


class Awaited(msgspec.Struct, frozen=True, kw_only=True):
    """Whose turn it is, and by when where that can be said honestly.

    ``minutes`` is the estimate of the queue; ``opens_at`` is when the team is back, if it is away now;
    ``until`` is when what was set aside is taken up again.
    """

    turn: Turn
    name: str = ""
    position: int | None = None
    minutes: int | None = None
    opens_at: datetime | None = None
    until: datetime | None = None


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A case as its customer may see it; ``mark`` is another one whenever something was added or moved."""

    number: str
    status: Status
    topic: str
    mark: str
    since: datetime
    steps: list[Step]
    awaited: Awaited
    progress: Annotated[list[Progress], ACCOUNT] = []
    safety: Safety | None = None
    said: Annotated[list[EntryView], ACCOUNT]
    rateable: bool
    rated: int | None
    asked_today: bool
