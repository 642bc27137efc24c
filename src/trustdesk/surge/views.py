"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.brands import Label
from trustdesk.surge.model import CardRef, Origin, OwnWords, SurgeCause, SurgeEnd
from trustdesk.surge.rules.hours import UsualHour


class SurgeCard(msgspec.Struct, frozen=True):
    """Something that helps, as everybody may read it; ``url`` begins at the desk."""

    kind: Origin
    id: str
    title: Label
    url: Label


class Calm(msgspec.Struct, frozen=True):
    """A stretch of the coming day in which few usually write."""

    begins: datetime
    ends: datetime


class SurgeView(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody may know, in both languages at once: the same for all who look.

    ``estimate_s`` is the wait of who writes now, null when nobody could say honestly.
    """

    on: bool
    since: datetime | None = None
    words: OwnWords = OwnWords()
    waiting: int = 0
    estimate_s: int | None = None
    told_at: datetime | None = None
    cards: Sequence[SurgeCard] = ()
    calm: Calm | None = None


class PastSurge(msgspec.Struct, frozen=True, kw_only=True):
    """A surge that began, by whom, and how it ended."""

    id: UUID
    cause: SurgeCause
    began_at: datetime
    began_by: str
    peak: int
    until: datetime | None
    ended_at: datetime | None
    ended_by: str
    why: SurgeEnd


class SurgeRule(msgspec.Struct, frozen=True, kw_only=True):
    """The rule as it is set."""

    by_itself: bool
    waiting_from: int
    growth_from: int
    calm_below: int
    calm_minutes: int


class SurgeDesk(msgspec.Struct, frozen=True, kw_only=True):
    """All the lead decides by: what is shown, what was chosen, who waits now, the rule, what was before.

    ``offered`` are incidents and announcements that may be chosen as cards, and articles by what the
    waiting ask about.
    """

    now: SurgeView
    chosen: Sequence[CardRef]
    offered: Sequence[SurgeCard]
    waiting: int
    estimate_s: int | None
    rule: SurgeRule
    past: Sequence[PastSurge]


class UsualWeek(msgspec.Struct, frozen=True, kw_only=True):
    """A usual week of the desk. ``weeks`` stand behind every hour; below ``needed`` it says little."""

    time_zone: str
    weeks: int
    needed: int
    since: datetime | None
    cells: Sequence[UsualHour]
    calm: Calm | None
