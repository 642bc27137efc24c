"""Nouns of the room."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.conversations import ClientId, Tags, Text
from trustdesk.kit.fields import ACCOUNT

MacroText = Annotated[str, msgspec.Meta(max_length=5_000)]


class MacroTexts(msgspec.Struct, frozen=True):
    """The answer in each language; one of them may be missing."""

    en: MacroText = ""
    zh: MacroText = msgspec.field(name="zh-CN", default="")


class MacroActions(msgspec.Struct, frozen=True):
    """What is done along with the answer."""

    status: Literal["open", "waiting", "resolved"] | None = None
    tags: Tags = []


MacroTopics = Annotated[
    list[Annotated[str, msgspec.Meta(pattern="^[a-z][a-z_]{1,30}$")]], msgspec.Meta(max_length=10)
]


class MacroBody(msgspec.Struct, frozen=True, kw_only=True):
    """A macro as it is written; ``shortcut`` is what an agent types to find it.

    It is suggested in conversations about one of its ``topics``.
    """

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=r"\S")]
    shortcut: Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^\S+$")]
    texts: MacroTexts
    actions: MacroActions = msgspec.field(default_factory=MacroActions)
    topics: MacroTopics = []


class PreviewBody(msgspec.Struct, frozen=True):
    """Texts of a macro that are not kept yet."""

    texts: MacroTexts


class NewMacro(MacroBody, frozen=True, kw_only=True):
    """A macro to be added."""

    client_id: ClientId


class Macro(msgspec.Struct, frozen=True):
    """An answer worth keeping."""

    id: UUID
    title: str
    shortcut: str
    texts: MacroTexts
    actions: MacroActions
    topics: list[str] = []


class DraftBody(msgspec.Struct, frozen=True):
    """An unfinished answer; an empty text removes it."""

    text: Annotated[Text, ACCOUNT]
