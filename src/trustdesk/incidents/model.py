"""Nouns of the room."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from trustdesk.conversations import ClientId, Topic
from trustdesk.kit.i18n import Locale

State = Literal["investigating", "identified", "monitoring", "resolved"]
Title = Annotated[str, Meta(max_length=120)]
Said = Annotated[str, Meta(max_length=2_000)]
Topics = Annotated[list[Topic], Meta(max_length=10)]


class Both(msgspec.Struct, frozen=True):
    """Something said in both languages; one of them may be missing."""

    en: str = ""
    zh: str = msgspec.field(name="zh-CN", default="")

    def of(self, locale: Locale) -> str:
        """Choose the language, else the other."""
        return (self.zh or self.en) if locale == "zh-CN" else (self.en or self.zh)


class Titles(Both, frozen=True):
    """What is wrong, in a few words of each language."""

    en: Title = ""
    zh: Title = msgspec.field(name="zh-CN", default="")


class Texts(Both, frozen=True):
    """What is told, in each language."""

    en: Said = ""
    zh: Said = msgspec.field(name="zh-CN", default="")


class NewIncident(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with its first update; ``topics`` are those whose conversations may be about it."""

    client_id: ClientId
    titles: Titles
    topics: Topics = []
    state: State = "investigating"
    texts: Texts


class NewUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """What is new: told in every conversation that is about it."""

    client_id: ClientId
    state: State
    texts: Texts


class LinkBody(msgspec.Struct, frozen=True, kw_only=True):
    """Which conversations are about it: one by its number, or all unanswered of its topics."""

    number: Annotated[str, Meta(max_length=40)] | None = None
    all_of_topics: bool = False


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is wrong for many, as it stands."""

    id: UUID
    titles: Titles
    topics: list[str]
    state: State
    place: int
    opened_by: str
    opened_at: datetime
    updated_at: datetime


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """One update: the ``place``-th of its incident, from 1."""

    id: UUID
    incident: UUID
    place: int
    state: State
    texts: Texts
    written_by: str
    at: datetime


class Link(msgspec.Struct, frozen=True):
    """A conversation that is about an incident, and up to which update it has been told."""

    conversation: UUID
    told: int
