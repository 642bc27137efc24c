"""The help centre's pages. Written by the server, whole without a script."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote

import msgspec
from litestar import Request, Response, get, post
from litestar.di import Provide
from litestar.response import Redirect

from trustdesk.brands import Brand, known
from trustdesk.kit import i18n, limits
from trustdesk.kit import pages as built
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Invalid, NotFound
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings
from trustdesk.kit.web import client_address
from trustdesk.knowledge.actions import feeds, pages
from trustdesk.knowledge.actions.facts import facts
from trustdesk.knowledge.actions.gallery import Gallery
from trustdesk.knowledge.actions.read import read_article
from trustdesk.knowledge.actions.sheets import Notice, Sheet
from trustdesk.knowledge.api.public import Question, Reader, found, worth_showing
from trustdesk.knowledge.jobs import Library
from trustdesk.knowledge.model import Searched
from trustdesk.knowledge.store import articles as store
from trustdesk.knowledge.store import shared

Did = Literal["asked", "opened", "unhelped"]
VOTES, VOTES_WITHIN = 60, timedelta(hours=1)
PURPOSE = "knowledge-vote"


class Notebook(msgspec.Struct, frozen=True):
    """Who counts what is searched for, by brand; the rooms above do, and keep nobody."""

    note: Callable[[str, Searched], Awaitable[None]]


class Noted(msgspec.Struct, frozen=True):
    """What a reader does on a page, counted with the words that they came with, if there are any."""

    sheet: Sheet
    reader: str
    notebook: Notebook

    async def told(self, did: Did) -> None:
        if asked := self.sheet.asked:
            one = Searched(asked, self.sheet.words.locale, did, self.reader)
            await self.notebook.note(self.sheet.brand.slug, one)


class Noticeboard(msgspec.Struct, frozen=True):
    """Who tells what stands above every page, in a language, and what others ask; the rooms above know."""

    read: Callable[[Tx, i18n.Locale], Awaitable[Sequence[Notice]]]
    asked: Callable[[Tx], Awaitable[Sequence[str]]]


async def provide_sheet(
    request: Request[Any, Any, Any],
    db: Database,
    brands: dict[str, Brand],
    settings: Settings,
    noticeboard: Noticeboard,
    q: Question = "",
) -> Sheet:
    """Begin a page of a brand in a language; raises ``NotFound`` for what is neither."""
    tongue = request.path_params["tongue"]
    if tongue not in i18n.LOCALES:
        raise NotFound
    one, words = known(brands, request.path_params["brand"]), i18n.words(i18n.spoken(tongue))
    async with db.transaction(one.slug) as tx:
        notices = await noticeboard.read(tx, words.locale)
        values = facts(one, words, await shared.blocks(tx, words.locale))
    policy = built.policy(settings.files_url)
    return Sheet(one, words, values, q.strip(), policy, settings.base_url, notices)


async def provide_noted(request: Request[Any, Any, Any], sheet: Sheet, notebook: Notebook) -> Noted:
    """Hand a page who counts what its reader does."""
    return Noted(sheet, client_address(request), notebook)


SHEET = {"sheet": Provide(provide_sheet), "noted": Provide(provide_noted)}


@get("/help/{brand:str}", opt={"policy": "public"}, include_in_schema=False)
async def front(request: Request[Any, Any, Any], brands: dict[str, Brand], brand: str) -> Redirect:
    """Lead to the help centre in the reader's language."""
    tongue = i18n.spoken(request.headers.get("accept-language"), known(brands, brand).locales)
    return Redirect(f"/help/{brand}/{tongue}", status_code=302, headers={"vary": "accept-language"})


@get("/help/{brand:str}/sitemap.xml", opt={"policy": "public"}, include_in_schema=False)
async def sitemap(db: Database, brands: dict[str, Brand], settings: Settings, brand: str) -> Response[str]:
    """Give the map of the site."""
    known(brands, brand)
    async with db.transaction(brand) as tx:
        changed = await store.changed(tx)
    return _xml(feeds.sitemap(f"{settings.base_url}/help/{brand}", changed), "application/xml")


@get("/help/{brand:str}/{tongue:str}", opt={"policy": "public"}, include_in_schema=False, dependencies=SHEET)
async def show_home(db: Database, noticeboard: Noticeboard, sheet: Sheet) -> Response[str]:
    """Show what others ask now, and everything by subject."""
    async with db.transaction(sheet.brand.slug) as tx:
        entries = await store.entries(tx, sheet.words.locale)
        asked = await noticeboard.asked(tx)
    return _answered(sheet, pages.home(sheet, entries, asked))


@get(
    "/help/{brand:str}/{tongue:str}/feed.xml",
    opt={"policy": "public"},
    include_in_schema=False,
    dependencies=SHEET,
)
async def feed(db: Database, settings: Settings, sheet: Sheet) -> Response[str]:
    """Give the feed of what is new."""
    locale, slug = sheet.words.locale, sheet.brand.slug
    async with db.transaction(slug) as tx:
        changed = await store.changed(tx)
        shown = {one.slug: one for one in await store.entries(tx, locale)}
    title = sheet.words.text("knowledge.title", brand=sheet.facts["brand"])
    written = feeds.feed(f"{settings.base_url}/help/{slug}", title, locale, changed, shown)
    return _xml(sheet.fill(written), "application/atom+xml")


@get(
    "/help/{brand:str}/{tongue:str}/search",
    opt={"policy": "public"},
    include_in_schema=False,
    dependencies=SHEET,
)
async def search_page(
    request: Request[Any, Any, Any], db: Database, library: Library, sheet: Sheet, noted: Noted
) -> Response[str]:
    """Show what was found."""
    reader = Reader(sheet.brand, sheet.words, sheet.facts)
    hits = await found(request, db, library, reader, sheet.asked)
    await noted.told("asked")
    return _answered(sheet, pages.results(sheet, worth_showing(hits)))


@get(
    "/help/{brand:str}/{tongue:str}/{slug:str}",
    opt={"policy": "public"},
    include_in_schema=False,
    dependencies=SHEET,
)
async def show_article(
    db: Database,
    gallery: Gallery,
    sheet: Sheet,
    noted: Noted,
    slug: str,
    voted: Literal["", "yes", "no"] = "",
) -> Response[str]:
    """Show an article; one that was withdrawn says so and leads on."""
    async with db.transaction(sheet.brand.slug) as tx:
        reading = await read_article(tx, slug, sheet.words.locale)
        shown = await gallery.shown(tx, reading.article.body if reading else "")
    if reading is None:
        return _answered(sheet, pages.missing(sheet), 404)
    await noted.told("opened")
    return _answered(sheet, pages.article(sheet, reading, shown, voted))


@post(
    "/help/{brand:str}/{tongue:str}/{slug:str}/vote",
    opt={"policy": "public"},
    include_in_schema=False,
    dependencies=SHEET,
)
async def vote(
    request: Request[Any, Any, Any],
    db: Database,
    keys: Keys,
    noted: Noted,
    slug: str,
    now: datetime,
) -> Redirect:
    """Keep whether an article helped, one verdict an address and article; the address itself is not kept."""
    sheet, said = noted.sheet, (await request.form()).get("helpful")
    if said not in {"yes", "no"}:
        raise Invalid("helpful: yes or no")
    address = client_address(request)
    await limits.spend(db, f"knowledge-vote:{address}", VOTES, VOTES_WITHIN)
    async with db.transaction(sheet.brand.slug) as tx:
        reading = await read_article(tx, slug, sheet.words.locale)
        if reading is None:
            raise NotFound
        one = reading.article
        voter = hashlib.blake2b(keys.mark(PURPOSE, f"{one.id} {address}").encode(), digest_size=16).digest()
        await store.vote(tx, (one.id, one.locale), voter, helpful=said == "yes", now=now)
    if said == "no":
        await noted.told("unhelped")
    carried = f"&q={quote(sheet.asked)}" if sheet.asked else ""
    return Redirect(f"{sheet.path}/{slug}?voted={said}{carried}", status_code=303)


def _answered(sheet: Sheet, page: str, status: int = 200) -> Response[str]:
    headers = {"content-security-policy": sheet.policy, "content-language": sheet.words.locale}
    return Response(page, status_code=status, media_type="text/html", headers=headers)


def _xml(text: str, kind: str) -> Response[str]:
    return Response(text, media_type=kind, headers={"cache-control": "public, max-age=300"})


ROUTES = [front, sitemap, show_home, feed, search_page, show_article, vote]
__all__ = ["ROUTES", "Notebook", "Notice", "Noticeboard"]
