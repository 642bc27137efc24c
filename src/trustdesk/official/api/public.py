"""The public API: check a text, read the directory, report an impostor. Nobody needs to say who they are."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import Provide

from trustdesk.brands import Brand, OpenNow, known
from trustdesk.kit import i18n, limits
from trustdesk.kit.db import Database
from trustdesk.kit.secrets import Keys
from trustdesk.kit.web import client_address
from trustdesk.official.actions.check import check_text
from trustdesk.official.actions.report import Desk, report
from trustdesk.official.model import REPORTS, REPORTS_WITHIN, CheckBody, Masking, ReportBody, Reporter
from trustdesk.official.rules.regions import country_of
from trustdesk.official.views.shapes import (
    CheckView,
    DirectoryView,
    ReportedView,
    check_view,
    directory_view,
    reported_view,
)

CHECKS, CHECKS_WITHIN = 120, timedelta(minutes=10)  # from one address; many people share one behind a carrier
ANYBODY = "public"


async def limited(
    db: Database, request: Request[Any, Any, Any], what: str, most: int, within: timedelta
) -> None:
    """Count one try of this address; raises ``RateLimited``."""
    await limits.spend(db, f"{what}:{client_address(request)}", most, within)


@get("/api/v1/official/{brand:str}", opt={"policy": "public"})
async def get_directory(
    request: Request[Any, Any, Any],
    brands: dict[str, Brand],
    open_now: OpenNow,
    brand: str,
    locale: i18n.Locale,
) -> DirectoryView:
    """List everything official of a brand, and its hotlines with the reader's likely region first."""
    country = country_of(request.headers.get("accept-language", ""))
    return directory_view(await open_now.of(known(brands, brand)), country, i18n.words(locale))


@post("/api/v1/official/{brand:str}/check", opt={"policy": "public"}, status_code=200)
async def post_check(
    request: Request[Any, Any, Any], db: Database, brands: dict[str, Brand], brand: str, data: CheckBody
) -> CheckView:
    """Judge everything a pasted text names. The answer always has the same shape; nothing is stored."""
    asked = known(brands, brand)
    await limited(db, request, "official-check", CHECKS, CHECKS_WITHIN)
    async with db.transaction(brand) as tx:
        judged = await check_text(tx, asked, data.text)
    locale = i18n.spoken(request.headers.get("accept-language"))
    return check_view(asked, judged, i18n.words(locale))


def provide_place(brands: dict[str, Brand], brand: str, keys: Keys, mask: Masking) -> Desk:
    """Hand a route what reporting needs."""
    return Desk(known(brands, brand), keys, mask)


REPORTING = {"place": Provide(provide_place, sync_to_thread=False)}


@post("/api/v1/official/{brand:str}/reports", opt={"policy": "public"}, dependencies=REPORTING)
async def post_report(
    request: Request[Any, Any, Any], db: Database, place: Desk, now: datetime, data: ReportBody
) -> Response[ReportedView]:
    """Report an impostor, with what was pasted, where it was seen, and the original mail if there is one."""
    await limited(db, request, "official-report", REPORTS, REPORTS_WITHIN)
    async with db.transaction(place.brand.slug) as tx:
        stored = await report(tx, place, Reporter(ANYBODY), data, now)
    words = i18n.words(i18n.spoken(request.headers.get("accept-language")))
    view = reported_view(place.brand, stored, words)
    return Response(view, status_code=200 if stored.again else 201)


ROUTES = [get_directory, post_check, post_report]
