"""Nouns of the room."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from trustdesk.conversations import ClientId
from trustdesk.kit.i18n import Locale

Kind = Literal["maintenance", "listing", "promotion", "risk", "rules"]
State = Literal["draft", "published", "withdrawn"]
Heading = Annotated[str, Meta(max_length=160)]
Body = Annotated[str, Meta(max_length=10_000)]


class Written(msgspec.Struct, frozen=True):
    """An announcement in one language."""

    title: Heading = ""
    text: Body = ""


class Languages(msgspec.Struct, frozen=True):
    """What is announced, in each language; one of them may be missing."""

    en: Written = Written()
    zh: Written = msgspec.field(name="zh-CN", default=Written())

    def of(self, locale: Locale) -> tuple[Locale, Written]:
        """Choose the language, else the other; tells which it is."""
        own: tuple[Locale, Written] = ("zh-CN", self.zh) if locale == "zh-CN" else ("en", self.en)
        other: tuple[Locale, Written] = ("en", self.en) if locale == "zh-CN" else ("zh-CN", self.zh)
        return own if own[1].title.strip() else other


class AnnouncementBody(msgspec.Struct, frozen=True, kw_only=True):
    """An announcement as it is written; without ``publish_at`` it is public as soon as it is published."""

    kind: Kind
    state: State = "draft"
    languages: Languages
    pinned: bool = False
    publish_at: datetime | None = None
    over_at: datetime | None = None


class NewAnnouncement(AnnouncementBody, frozen=True, kw_only=True):
    """An announcement to be added."""

    client_id: ClientId


class ChangedAnnouncement(AnnouncementBody, frozen=True, kw_only=True):
    """An announcement as it shall be; ``version`` is the one that was changed.

    With ``tell`` who heard of it hears of the correction.
    """

    version: Annotated[int, Meta(ge=1)]
    tell: bool = False


class Announcement(AnnouncementBody, frozen=True, kw_only=True):
    """An announcement as it is kept."""

    id: UUID
    version: int
    written_by: str
    updated_at: datetime
