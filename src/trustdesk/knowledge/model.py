"""Nouns of the room."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from trustdesk.kit.i18n import Locale

Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
State = Literal["draft", "review", "published", "retired"]

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
