"""Shapes of the room that leave the house."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from trustdesk.kit.i18n import Locale


class HitView(Struct, frozen=True):
    """An article that answers what was asked: where it is read, and how well it fits, from 0 to 1."""

    slug: str
    locale: Locale
    title: str
    summary: str
    url: str
    score: float


class HitsView(Struct, frozen=True):
    """What was found, the best first."""

    items: Sequence[HitView]


class ArticleView(Struct, frozen=True):
    """A public article: HTML with nothing in it that runs, and its numbered steps in plain words."""

    slug: str
    locale: Locale
    category: str
    title: str
    summary: str
    html: str
    steps: Sequence[str]
    version: int
    published_at: datetime
    url: str
