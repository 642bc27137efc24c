"""Shapes of the room that leave the house."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.model import Card, Listed, State
from trustdesk.knowledge.rules.compare import Line
from trustdesk.knowledge.rules.fitness import Flaw


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


class ArticlesView(Struct, frozen=True):
    """Articles as editors list them, by name; ``cursor`` is where the next page begins."""

    items: Sequence[Listed]
    cursor: str | None = None


class VersionView(Struct, frozen=True, kw_only=True):
    """A text as it was put down once; ``written_by`` is a name."""

    version: int
    state: State
    title: str
    summary: str
    questions: Sequence[str]
    body: str
    written_by: str
    written_at: datetime
    published_at: datetime | None
    publish_at: datetime | None


class VersionsView(Struct, frozen=True):
    """Every version of an article in a language, the newest first."""

    items: Sequence[VersionView]
    cursor: str | None = None


class TextView(Struct, frozen=True, kw_only=True):
    """One language of an article as its editor has it: the unfinished text, else what is public.

    ``revision`` goes with every change. ``base`` is the version the unfinished text began from.
    ``changed`` are the lines of what is public, from nought, that the other language has not followed yet.
    """

    locale: Locale
    revision: int
    open: bool
    base: int
    title: str
    summary: str
    questions: Sequence[str]
    body: str
    written_by: str
    written_at: datetime | None
    public: VersionView | None
    scheduled: VersionView | None
    changed: Sequence[int]


class EditedView(Struct, frozen=True, kw_only=True):
    """An article as its editor has it."""

    slug: str
    revision: int
    card: Card
    texts: Mapping[Locale, TextView]
    helpful: int
    unhelpful: int
    url: str


class ComparedView(Struct, frozen=True):
    """Two versions, line by line."""

    lines: Sequence[Line]


class PreviewView(Struct, frozen=True):
    """How a text will be read, and what stands in the way of publishing it."""

    title: str
    summary: str
    html: str
    flaws: Sequence[Flaw]


class PlaceholderView(Struct, frozen=True):
    """Something a text may leave open, with what it is filled with; figures have a day."""

    name: str
    kind: str
    value: str
    day: date | None = None


class PlaceholdersView(Struct, frozen=True):
    """Everything a text may leave open."""

    items: Sequence[PlaceholderView]
    cursor: str | None = None


class PictureView(Struct, frozen=True):
    """A picture as texts refer to it, and where it lies."""

    name: str
    source: str
    address: str
    width: int
    height: int


class BlockView(Struct, frozen=True):
    """A text that articles quote; version 0 is the one the product ships with."""

    name: str
    locale: Locale
    version: int
    text: str
    written_by: str
    written_at: datetime


class BlocksView(Struct, frozen=True):
    """All blocks, or one as it stood before."""

    items: Sequence[BlockView]
    cursor: str | None = None


class UseView(Struct, frozen=True):
    """An article that quotes something."""

    slug: str
    locale: Locale
    title: str
    draft: bool


class UsesView(Struct, frozen=True):
    """Where a block is quoted."""

    items: Sequence[UseView]
    cursor: str | None = None


class TriedView(Struct, frozen=True):
    """Where an article stands among what answers a question: its rank from 1, or None; and all of them."""

    rank: int | None
    with_draft: bool
    items: Sequence[HitView]
