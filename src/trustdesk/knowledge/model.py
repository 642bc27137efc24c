"""Nouns of the room."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from trustdesk.kit.i18n import Locale

Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
State = Literal["draft", "review", "scheduled", "published", "retired"]

# The order in which the help centre shows them.
CATEGORIES = ("start", "account", "security", "deposit", "withdrawal", "trading", "promotion", "rules")
Category = Literal["start", "account", "security", "deposit", "withdrawal", "trading", "promotion", "rules"]


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One article in one language, as a file holds it: what is above the text, and the text in Markdown.

    ``questions`` are other ways to ask for it; they are searched and never shown.
    """

    slug: Slug
    category: Category
    title: Line
    summary: Line
    questions: tuple[Line, ...] = ()
    topics: tuple[str, ...] = ()
    related: tuple[Slug, ...] = ()
    owner: Annotated[str, Meta(max_length=80)] = ""
    review_by: date | None = None
    expires_on: date | None = None
    body: Annotated[str, Meta(min_length=1, max_length=60_000)] = ""


class Article(Struct, frozen=True, kw_only=True):
    """A published article in one language, as it is read."""

    id: UUID
    slug: str
    category: str
    locale: Locale
    version: int
    title: str
    summary: str
    body: str
    questions: list[str]
    topics: list[str]
    related: list[str]
    published_at: datetime
    review_by: date | None


class Entry(Struct, frozen=True):
    """An article as lists show it."""

    slug: str
    category: str
    title: str
    summary: str


class Hit(Struct, frozen=True):
    """An article that answers what was asked, the best first; ``score`` is between 0 and 1."""

    slug: str
    locale: Locale
    title: str
    summary: str
    score: float


class Indexed(Struct, frozen=True):
    """What of a published article is searched."""

    slug: str
    locale: Locale
    title: str
    summary: str
    questions: list[str]
    body: str
    topics: list[str]


class Wording(Struct, frozen=True, kw_only=True):
    """What an article says in one language, finished or not."""

    title: Annotated[str, Meta(max_length=300)] = ""
    summary: Annotated[str, Meta(max_length=300)] = ""
    questions: Annotated[tuple[Line, ...], Meta(max_length=60)] = ()
    body: Annotated[str, Meta(max_length=60_000)] = ""


class Card(Struct, frozen=True, kw_only=True):
    """What holds for an article in all its languages."""

    category: Category
    topics: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=60)], ...], Meta(max_length=20)] = ()
    related: Annotated[tuple[Slug, ...], Meta(max_length=20)] = ()
    owner: Annotated[str, Meta(max_length=80)] = ""
    review_by: date | None = None
    expires_on: date | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """An unfinished text: ``revision`` moves with every change, ``base`` is the version it began from.

    Closed, it was published or thrown away.
    """

    revision: int = 0
    open: bool = False
    base: int = 0
    title: str = ""
    summary: str = ""
    questions: list[str] = []
    body: str = ""
    written_by: str = ""
    written_at: datetime | None = None


class Version(Struct, frozen=True, kw_only=True):
    """A text as it was put down once, never changed since."""

    version: int
    state: State
    title: str
    summary: str
    questions: list[str]
    body: str
    written_by: str
    written_at: datetime
    published_at: datetime | None
    publish_at: datetime | None


class Listed(Struct, frozen=True, kw_only=True):
    """An article as editors list it: where each language stands, and whether it helps.

    ``behind`` names the languages that have not followed what the other one says now.
    """

    slug: str
    category: str
    owner: str
    review_by: date | None
    expires_on: date | None
    titles: dict[str, str]
    states: dict[str, str]
    drafts: list[str]
    behind: list[str]
    helpful: int
    unhelpful: int


class Shown(Struct, frozen=True):
    """A picture as pages draw it: where it lies, and how much room it takes, in pixels."""

    address: str
    width: int
    height: int


class Unhelpful(Struct, frozen=True):
    """An article that readers say does not help, in one language."""

    slug: str
    locale: Locale
    title: str
    helpful: int
    unhelpful: int
    last_at: datetime


class Searched(Struct, frozen=True):
    """What a reader did with a search: asked it, opened what was found, or found that it did not help.

    ``reader`` tells readers apart for as long as it is at hand; it is never kept.
    """

    words: str
    locale: Locale
    did: Literal["asked", "opened", "unhelped"]
    reader: str
