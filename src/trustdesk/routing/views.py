"""Shapes that leave the house."""

from datetime import datetime
from uuid import UUID

import msgspec


class QueueItem(msgspec.Struct, frozen=True):
    """One place in the queue."""

    number: str
    position: int
    entered_at: datetime
    team: str | None
    priority: int
    waiting_s: int


class QueueView(msgspec.Struct, frozen=True):
    """The queue as it stands; ``estimate_s`` is a newcomer's wait, null when nobody could say honestly."""

    items: list[QueueItem]
    waiting: int
    estimate_s: int | None
    agents_online: int
    cursor: str | None = None


class PlaceView(msgspec.Struct, frozen=True):
    """One customer's place and honest estimate."""

    position: int
    estimate_s: int | None


class ColleagueView(msgspec.Struct, frozen=True):
    """An agent as colleagues see them, with the number of open conversations they hold."""

    id: UUID
    name: str
    public_name: str
    role: str
    state: str
    load: int
    capacity: int
    teams: list[str]


class ColleaguesView(msgspec.Struct, frozen=True):
    """Everybody who answers for the brand."""

    items: list[ColleagueView]
    cursor: str | None = None
