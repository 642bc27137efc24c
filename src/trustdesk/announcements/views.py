"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.announcements.model import Announcement, Kind
from trustdesk.kit.i18n import Locale


class Announcements(msgspec.Struct, frozen=True):
    """Announcements as the staff keep them, the latest first."""

    items: Sequence[Announcement]
    cursor: str | None = None


class PublicAnnouncement(msgspec.Struct, frozen=True):
    """An announcement as everybody may read it, in one language; ``over`` ones have had their time."""

    id: UUID
    kind: Kind
    locale: Locale
    title: str
    text: str
    since: datetime
    updated_at: datetime
    over: bool
    url: str


class PublicAnnouncements(msgspec.Struct, frozen=True):
    """What is announced, the latest first."""

    items: Sequence[PublicAnnouncement]
    cursor: str | None = None
