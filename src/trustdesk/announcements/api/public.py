"""Reading announcements: nobody needs to say who they are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import Provide
from litestar.response import Redirect

from trustdesk.announcements import rules
from trustdesk.announcements.actions import keeping, pages, showing
from trustdesk.announcements.views import PublicAnnouncements
from trustdesk.brands import Brand, known
from trustdesk.kit import i18n
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.kit.settings import Settings

PAGE: dict[str, Any] = {"opt": {"policy": "public"}, "include_in_schema": False}


def provide_sheet(brands: dict[str, Brand], settings: Settings, brand: str, tongue: str) -> pages.Sheet:
    """Begin a page of a brand in a language; raises ``NotFound`` for what is neither."""
    return pages.sheet_of(brands, settings.files_url, brand, tongue)


SHEET = {"sheet": Provide(provide_sheet, sync_to_thread=False)}


@get("/api/v1/widget/{brand:str}/announcements", opt={"policy": "public"})
async def list_pinned(
    db: Database, brands: dict[str, Brand], brand: str, locale: i18n.Locale, now: datetime
) -> PublicAnnouncements:
    """Say what stands above everything at the moment, in the reader's language."""
    known(brands, brand)
    async with db.transaction(brand) as tx:
        return PublicAnnouncements(await showing.pinned(tx, locale, now))


@get("/announcements/{brand:str}", **PAGE)
async def front(request: Request[Any, Any, Any], brands: dict[str, Brand], brand: str) -> Redirect:
    """Lead to the announcements in the reader's language."""
    tongue = i18n.spoken(request.headers.get("accept-language"), known(brands, brand).locales)
    return Redirect(f"/announcements/{brand}/{tongue}", status_code=302, headers={"vary": "accept-language"})


@get("/announcements/{brand:str}/{tongue:str}", dependencies=SHEET, **PAGE)
async def show_all(db: Database, sheet: pages.Sheet, now: datetime) -> Response[str]:
    """Show everything that is announced."""
    async with db.transaction(sheet.brand.slug) as tx:
        items = await showing.public(tx, sheet.words.locale, now)
    return _answered(sheet, pages.listing(sheet, items))


@get("/announcements/{brand:str}/{tongue:str}/feed.xml", dependencies=SHEET, **PAGE)
async def feed(db: Database, settings: Settings, sheet: pages.Sheet, now: datetime) -> Response[str]:
    """Give the feed of announcements."""
    async with db.transaction(sheet.brand.slug) as tx:
        items = await showing.public(tx, sheet.words.locale, now)
    return Response(
        pages.feed(sheet, settings.base_url, items),
        media_type="application/atom+xml",
        headers={"cache-control": "public, max-age=300"},
    )


@get("/announcements/{brand:str}/{tongue:str}/{id:uuid}", dependencies=SHEET, **PAGE)
async def show_one(db: Database, sheet: pages.Sheet, id: UUID, now: datetime) -> Response[str]:
    """Show one announcement; what is not public is not there."""
    async with db.transaction(sheet.brand.slug) as tx:
        one = await keeping.found(tx, id)
    if not rules.shows(one, now):
        raise NotFound
    shown = showing.shown(sheet.brand.slug, one, sheet.words.locale, now)
    return _answered(sheet, pages.single(sheet, shown))


def _answered(sheet: pages.Sheet, page: str) -> Response[str]:
    headers = {"content-security-policy": sheet.policy, "content-language": sheet.words.locale}
    return Response(page, media_type="text/html", headers=headers)


ROUTES = [list_pinned, front, show_all, feed, show_one]
