"""Nouns of the room: a surge, the rule for it, what stands beside it, and the hours of the desk."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

LINE = "surge"  # under which the room's settings stand beside those of the lines
SURGE = UUID(int=0x5_0000)  # wakes everybody who follows: a surge began, changed or ended

SurgeCause = Literal["hand", "rule"]
# Why it ended: somebody switched it off, the queue has calmed down, its time has run out.
SurgeEnd = Literal["", "hand", "calm", "time"]
Origin = Literal["article", "announcement", "incident"]
Sentence = Annotated[str, Meta(max_length=300)]
Conversations = Annotated[int, Meta(ge=1, le=100_000, extra={"unit": "conversations", "group": "rule"})]


class SurgeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """When a surge begins and ends by itself, and how much of the past the calm hours are read from.

    It begins with ``waiting_from`` in the queue, or when ``growth_from`` more have come than were taken in
    ten minutes; it ends when fewer than ``calm_below`` have waited for ``calm_minutes``.
    """

    by_itself: Annotated[bool, Meta(extra={"group": "rule"})] = True
    waiting_from: Conversations = 60
    growth_from: Conversations = 30
    calm_below: Conversations = 20
    calm_minutes: Annotated[int, Meta(ge=1, le=240, extra={"unit": "minutes", "group": "rule"})] = 10
    weeks: Annotated[int, Meta(ge=3, le=26, extra={"unit": "weeks", "group": "hours"})] = 8

    def __post_init__(self) -> None:
        """Refuse to end where it begins: it would flicker."""
        if self.calm_below >= self.waiting_from:
            raise ValueError("calm_below: not_below")


class OwnWords(msgspec.Struct, frozen=True):
    """The lead's own sentence, in each language; the other stands in for a missing one."""

    en: Sentence = ""
    zh: Sentence = msgspec.field(name="zh-CN", default="")


class CardRef(msgspec.Struct, frozen=True):
    """Something that helps: an article by its slug, an incident or an announcement by its id."""

    kind: Origin
    id: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9-]{0,79}$")]


Cards = Annotated[list[CardRef], Meta(max_length=6)]


class SurgeBody(msgspec.Struct, frozen=True, kw_only=True):
    """The switch. Without ``cards`` they are chosen by what the waiting ask about.

    What is switched on by hand ends by itself after ``hours``.
    """

    on: bool
    words: OwnWords = OwnWords()
    cards: Cards = []
    hours: Annotated[int, Meta(ge=1, le=48)] = 4


class Surge(msgspec.Struct, frozen=True, kw_only=True):
    """A surge: since when and by whom, and how things stood at ``told_at``.

    ``calm_since`` is when the queue got short, ``until`` when it ends at the latest.
    """

    id: UUID
    cause: SurgeCause
    began_at: datetime
    began_by: str
    words: OwnWords
    cards: list[CardRef]
    until: datetime | None
    waiting: int
    peak: int
    estimate_s: int | None
    told_at: datetime
    calm_since: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    why: SurgeEnd = ""


class Pressure(msgspec.Struct, frozen=True):
    """How hard the desk is pressed: who waits, and who came and was taken in the last ten minutes."""

    waiting: int
    came: int
    taken: int


class Hour(msgspec.Struct, frozen=True):
    """One hour of the desk: how many conversations began, how many of them were taken, and their waits."""

    at: datetime
    began: int
    taken: int
    waited_s: int
