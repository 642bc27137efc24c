"""Nouns of the room."""

from datetime import datetime
from uuid import UUID

import msgspec


class Waiting(msgspec.Struct, frozen=True):
    """A conversation in the queue."""

    conversation: UUID
    team: str | None
    topic: str | None
    language: str
    priority: int
    last_agent: UUID | None
    entered_at: datetime


class OnDuty(msgspec.Struct, frozen=True):
    """An agent who is online; ``load`` counts the conversations they hold that are in progress."""

    id: UUID
    name: str
    languages: list[str]
    topics: list[str]
    teams: list[str]
    capacity: int
    load: int


class Pace(msgspec.Struct, frozen=True):
    """How fast the queue has lately been taken: ``taken`` conversations in ``seconds``."""

    taken: int
    seconds: float
