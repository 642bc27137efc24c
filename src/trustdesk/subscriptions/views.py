"""Shapes that leave the house: how far an announcement reaches, how it went out, what a browser hears of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.announcements import Kind
from trustdesk.kit.i18n import Locale
from trustdesk.subscriptions.model import CircularState, Tally


class PostedView(msgspec.Struct, frozen=True):
    """A place everybody reads: the line and how it is called there."""

    way: str
    place: str


class AudienceView(msgspec.Struct, frozen=True):
    """Whom announcements of a kind go to: subscribers by mail and in browsers, and places.

    ``mail``: whether mail goes out at all.
    """

    email: int
    push: int
    mail: bool
    places: Sequence[PostedView]


class AudiencesView(msgspec.Struct, frozen=True):
    """How far announcements of each kind reach."""

    kinds: dict[Kind, AudienceView]


class FaultView(msgspec.Struct, frozen=True, kw_only=True):
    """How many copies did not arrive for one reason: tried again by themselves (``due``), or left to you."""

    way: str
    state: str
    why: str
    count: int


class CircularView(msgspec.Struct, frozen=True, kw_only=True):
    """One time that an announcement went out: its copies by way, and why some did not arrive."""

    id: UUID
    corrected: bool
    state: CircularState
    due_at: datetime
    asked_by: str
    ways: Sequence[Tally]
    faults: Sequence[FaultView]


class CircularsView(msgspec.Struct, frozen=True):
    """All times that an announcement went out, the latest first."""

    items: Sequence[CircularView]


class SentAgain(msgspec.Struct, frozen=True):
    """How many copies go out once more."""

    count: int


class BrowserView(msgspec.Struct, frozen=True):
    """What a browser hears of, in which language."""

    kinds: Sequence[Kind]
    language: Locale
