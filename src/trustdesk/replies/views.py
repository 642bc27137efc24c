"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from trustdesk.kit.fields import ACCOUNT
from trustdesk.replies.model import Macro


class Macros(msgspec.Struct, frozen=True):
    """All macros of the brand, by title."""

    items: Sequence[Macro]
    cursor: str | None = None


class PreviewView(msgspec.Struct, frozen=True):
    """How a macro's text would read; ``wrong`` is no place of ours, ``stopped_for`` why it may not leave."""

    text: Annotated[str, ACCOUNT]
    wrong: Sequence[str] = ()
    stopped_for: str | None = None


class PreviewsView(msgspec.Struct, frozen=True):
    """How a macro would read in each language."""

    en: PreviewView
    zh: PreviewView = msgspec.field(name="zh-CN")


class FilledView(msgspec.Struct, frozen=True):
    """A macro as it reads in a conversation; what is ``missing`` stays open, and then it is not sent."""

    text: Annotated[str, ACCOUNT]
    locale: str
    missing: Sequence[str]


class DraftView(msgspec.Struct, frozen=True):
    """An agent's unfinished answer, empty when there is none; ``stopped_for`` is why it may not leave."""

    text: Annotated[str, ACCOUNT] = ""
    updated_at: datetime | None = None
    stopped_for: str | None = None
