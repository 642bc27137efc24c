"""The public page. Written by the server; what is pasted travels in bodies, never in addresses."""

from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import Provide
from litestar.params import QueryParameter

from trustdesk.brands import Brand, OpenNow, known
from trustdesk.kit import i18n, ids
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid, Refused
from trustdesk.official.actions.check import check_text
from trustdesk.official.actions.pages import Sheet, page
from trustdesk.official.actions.report import Desk, report
from trustdesk.official.api.public import (
    ANYBODY,
    CHECKS,
    CHECKS_WITHIN,
    REPORTING,
    limited,
)
from trustdesk.official.model import LARGEST_MAIL, REPORTS, REPORTS_WITHIN, CheckBody, ReportBody, Reporter
from trustdesk.official.rules.regions import country_of
from trustdesk.official.views.shapes import check_view, directory_view, reported_view

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
B = TypeVar("B", bound=msgspec.Struct)
Lang = Annotated[str, QueryParameter(max_length=20)]


async def provide_sheet(
    request: Request[Any, Any, Any],
    brands: dict[str, Brand],
    open_now: OpenNow,
    brand: str,
    lang: Lang = "",
) -> Sheet:
    """Begin the page in the reader's language: the one asked for, else the browser's."""
    header = request.headers.get("accept-language", "")
    words = i18n.words(i18n.spoken(lang or header))
    asked = await open_now.of(known(brands, brand))
    return Sheet(asked, words, directory_view(asked, country_of(header), words), str(ids.uuid7()))


SHEET = {"sheet": Provide(provide_sheet)}


@get("/official/{brand:str}", opt={"policy": "public"}, include_in_schema=False, dependencies=SHEET)
async def show(sheet: Sheet) -> Response[str]:
    """Show the page."""
    return _answered(sheet)


@get("/official/{brand:str}/colours.css", opt={"policy": "public"}, include_in_schema=False)
async def colours(brands: dict[str, Brand], brand: str) -> Response[str]:
    """Give the brand's own colour, from which the page's are made."""
    accent = known(brands, brand).colours.accent
    headers = {"cache-control": "public, max-age=300"}
    return Response(f":root{{--brand:{accent}}}\n", media_type="text/css", headers=headers)


@post(
    "/official/{brand:str}",
    opt={"policy": "public"},
    include_in_schema=False,
    dependencies=SHEET,
    status_code=200,
)
async def ask(request: Request[Any, Any, Any], db: Database, sheet: Sheet) -> Response[str]:
    """Answer what was pasted into the box; nothing of it is stored."""
    text = await _field(request, "text")
    sheet = msgspec.structs.replace(sheet, text=text)
    try:
        body = _checked({"text": text}, CheckBody)
        await limited(db, request, "official-check", CHECKS, CHECKS_WITHIN)
    except Refused as refused:
        return _refused(sheet, refused)
    async with db.transaction(sheet.brand.slug) as tx:
        judged = await check_text(tx, sheet.brand, body.text)
    return _answered(msgspec.structs.replace(sheet, answer=check_view(sheet.brand, judged, sheet.words)))


@post(
    "/official/{brand:str}/report",
    opt={"policy": "public"},
    include_in_schema=False,
    dependencies=SHEET | REPORTING,
    status_code=200,
)
async def tell(
    request: Request[Any, Any, Any], db: Database, sheet: Sheet, place: Desk, now: datetime
) -> Response[str]:
    """Take a report from the form."""
    try:
        names = ("client_id", "text", "thing", "seen", "note", "contact")
        body = _checked(
            {name: await _field(request, name) for name in names} | {"mail": await _mail(request)}, ReportBody
        )
        await limited(db, request, "official-report", REPORTS, REPORTS_WITHIN)
        async with db.transaction(sheet.brand.slug) as tx:
            stored = await report(tx, place, Reporter(ANYBODY), body, now)
    except Refused as refused:
        return _refused(sheet, refused)
    return _answered(msgspec.structs.replace(sheet, reported=reported_view(sheet.brand, stored, sheet.words)))


async def _field(request: Request[Any, Any, Any], name: str) -> str:
    value = (await request.form()).get(name)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


async def _mail(request: Request[Any, Any, Any]) -> str:
    file = (await request.form()).get("mail")
    if not isinstance(file, UploadFile) or not file.filename:
        return ""
    body = await file.read(LARGEST_MAIL + 1)
    if len(body) > LARGEST_MAIL:
        raise Invalid("mail: too large")
    return body.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode("utf-8")


def _checked(fields: dict[str, str], kind: type[B]) -> B:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise Invalid(str(error)) from error


def _refused(sheet: Sheet, refused: Refused) -> Response[str]:
    fault = sheet.words.catalogue.get(f"problem.{refused.code}.detail") or sheet.words.text(
        "official.page.failed"
    )
    return _answered(msgspec.structs.replace(sheet, fault=fault), refused.status)


def _answered(sheet: Sheet, status: int = 200) -> Response[str]:
    return Response(
        page(sheet),
        status_code=status,
        media_type="text/html",
        headers={
            "content-security-policy": POLICY,
            "content-language": sheet.words.locale,
            "vary": "accept-language",
        },
    )


ROUTES = [show, colours, ask, tell]
