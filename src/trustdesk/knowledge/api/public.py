"""The public API: search the articles, read one. Nobody needs to say who they are."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any

from litestar import Request, get
from litestar.di import Provide
from litestar.params import QueryParameter
from msgspec import Struct

from trustdesk.brands import Brand, known
from trustdesk.kit import i18n, limits
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.kit.web import client_address
from trustdesk.knowledge.actions.facts import facts
from trustdesk.knowledge.actions.gallery import Gallery
from trustdesk.knowledge.actions.read import read_article
from trustdesk.knowledge.jobs import Library
from trustdesk.knowledge.model import Hit
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.rules.filling import filled
from trustdesk.knowledge.store import shared
from trustdesk.knowledge.views import ArticleView, HitsView, HitView

# Typing asks anew with every pause, and many people share one address behind a carrier.
ASKED, ASKED_WITHIN = 600, timedelta(minutes=10)
MOST, FAR = 8, 0.4
Question = Annotated[str, QueryParameter(max_length=400)]


class Reader(Struct, frozen=True):
    """Whose articles are read, in which language, and what the brand fills in."""

    brand: Brand
    words: i18n.Words
    values: Mapping[str, str]

    @property
    def path(self) -> str:
        return f"/help/{self.brand.slug}/{self.words.locale}"


async def provide_reader(
    db: Database, brands: dict[str, Brand], brand: str, locale: i18n.Locale, lang: i18n.Locale | None = None
) -> Reader:
    """Hand a route who reads what, in ``lang`` or the browser's own; raises ``NotFound`` for no brand."""
    one, words = known(brands, brand), i18n.words(lang or locale)
    async with db.transaction(brand) as tx:
        return Reader(one, words, facts(one, words, await shared.blocks(tx, words.locale)))


async def found(
    request: Request[Any, Any, Any], db: Database, library: Library, reader: Reader, asked: str
) -> list[Hit]:
    """Search, counted by address."""
    await limits.spend(db, f"knowledge-search:{client_address(request)}", ASKED, ASKED_WITHIN)
    return await library.find(reader.brand.slug, asked, reader.words.locale)


def worth_showing(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out what answers far worse than the best: a long list hides the answer."""
    return [one for one in hits[:MOST] if one.score >= hits[0].score * FAR]


READER = {"reader": Provide(provide_reader)}


@get("/api/v1/help/{brand:str}/search", opt={"policy": "public"}, dependencies=READER)
async def search_help(
    request: Request[Any, Any, Any], db: Database, library: Library, reader: Reader, q: Question = ""
) -> HitsView:
    """Find the articles that answer a question, in the reader's language where there is one."""
    hits = await found(request, db, library, reader, q)
    return HitsView([_hit(reader, hit) for hit in worth_showing(hits)])


@get("/api/v1/help/{brand:str}/articles/{slug:str}", opt={"policy": "public"}, dependencies=READER)
async def get_article(db: Database, gallery: Gallery, reader: Reader, slug: str) -> ArticleView:
    """Read an article in the reader's language, else in the other."""
    async with db.transaction(reader.brand.slug) as tx:
        reading = await read_article(tx, slug, reader.words.locale)
        shown = await gallery.shown(tx, reading.article.body if reading else "")
    if reading is None:
        raise NotFound
    one = reading.article
    body = filled(one.body, reader.values)
    return ArticleView(
        slug=one.slug,
        locale=one.locale,
        category=one.category,
        title=filled(one.title, reader.values),
        summary=filled(one.summary, reader.values),
        html=render.html(body, reader.path, shown),
        steps=render.steps(body),
        version=one.version,
        published_at=one.published_at,
        url=f"{reader.path}/{one.slug}",
    )


def _hit(reader: Reader, hit: Hit) -> HitView:
    title, summary = (filled(text, reader.values) for text in (hit.title, hit.summary))
    return HitView(hit.slug, hit.locale, title, summary, f"{reader.path}/{hit.slug}", hit.score)


ROUTES = [search_help, get_article]
