"""The pages of subscribing: written by the server, and the service worker that shows pushes."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import Provide
from litestar.params import QueryParameter

from trustdesk import announcements, customers
from trustdesk.announcements import Kind, Sheet
from trustdesk.brands import Brand, known
from trustdesk.kit import i18n, ids, limits, pushes
from trustdesk.kit import pages as built
from trustdesk.kit.db import Database
from trustdesk.kit.errors import RateLimited
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings
from trustdesk.kit.web import client_address
from trustdesk.subscriptions.actions import browsers, pages, subscribing
from trustdesk.subscriptions.api.desk import Heralds
from trustdesk.subscriptions.model import Subscriber, Wish

PAGE: dict[str, Any] = {"opt": {"policy": "public"}, "include_in_schema": False}
Asked = Request[Any, Any, Any]
Part = Annotated[str, QueryParameter(max_length=100)]
FROM_ONE_PLACE = 20  # questions and new browsers an hour from one address of the network
AN_HOUR = timedelta(hours=1)


def provide_sheet(brands: dict[str, Brand], settings: Settings, brand: str, tongue: str) -> Sheet:
    """Begin a page of a brand in a language; raises ``NotFound`` for what is neither."""
    return announcements.sheet_of(brands, settings.files_url, brand, tongue)


class Desk(msgspec.Struct, frozen=True):
    """What subscribing works with."""

    db: Database
    keys: Keys
    heralds: Heralds
    now: datetime


def provide_desk(db: Database, keys: Keys, heralds: Heralds, now: datetime) -> Desk:
    """Gather what subscribing works with."""
    return Desk(db, keys, heralds, now)


GIVEN = {
    "sheet": Provide(provide_sheet, sync_to_thread=False),
    "room": Provide(provide_desk, sync_to_thread=False),
}


@get("/announcements/{brand:str}/{tongue:str}/subscribe", dependencies=GIVEN, **PAGE)
async def show(sheet: Sheet, room: Desk) -> Response[str]:
    """Show what one can hear of, and where."""
    return _answered(sheet, pages.subscribe(sheet, await _asking(sheet, room)))


@post("/announcements/{brand:str}/{tongue:str}/subscribe", dependencies=GIVEN, status_code=200, **PAGE)
async def ask(request: Asked, sheet: Sheet, room: Desk) -> Response[str]:
    """Have an address asked; the answer is the same whoever it belongs to."""
    form = await request.form()
    kinds = _kinds(form.getall("kind", []))
    address = customers.mail_address(str(form.get("address", "")))
    said: pages.Said = "" if kinds and address else "kinds" if address else "address"
    asking = msgspec.structs.replace(await _asking(sheet, room), kinds=kinds)
    if said or not address or not asking.mail:
        return _answered(sheet, pages.subscribe(sheet, _wrong(asking, said)), 422)
    wish = Wish(kinds=kinds, language=sheet.words.locale)
    brand = sheet.brand.slug
    try:
        await limits.spend(room.db, f"subscribe:{brand}:{client_address(request)}", FROM_ONE_PLACE, AN_HOUR)
        async with room.db.transaction(brand) as tx:
            await subscribing.ask(tx, address, wish, room.now)
    except RateLimited as refused:
        answer = _answered(sheet, pages.subscribe(sheet, _wrong(asking, "often")), refused.status)
        answer.headers["retry-after"] = str(refused.extra["retry_after"])
        return answer
    return _answered(sheet, pages.asked(sheet))


@get("/announcements/{brand:str}/{tongue:str}/subscription", dependencies=GIVEN, **PAGE)
async def follow(sheet: Sheet, room: Desk, s: Part = "", t: Part = "") -> Response[str]:
    """Show whoever followed the link what they hear of; nothing happens until they press."""
    async with room.db.transaction(sheet.brand.slug) as tx:
        one = await subscribing.found(tx, room.keys, ids.parse(s), t)
    return _answered(sheet, _page_of(sheet, one, _where(s, t)))


@post("/announcements/{brand:str}/{tongue:str}/subscription", dependencies=GIVEN, status_code=200, **PAGE)
async def press(request: Asked, sheet: Sheet, room: Desk, s: Part = "", t: Part = "") -> Response[str]:
    """Say yes, change, or end it; mail programs end it by ``List-Unsubscribe=One-Click`` (RFC 8058)."""
    form = await request.form()
    do = "leave" if form.get("List-Unsubscribe") == "One-Click" else str(form.get("do", ""))
    kinds = _kinds(form.getall("kind", []))
    if do == "change" and not kinds:
        do = "kinds"
    async with room.db.transaction(sheet.brand.slug) as tx:
        one = await subscribing.found(tx, room.keys, ids.parse(s), t)
        if do == "leave":
            await subscribing.leave(tx, [one.id])
            return _answered(sheet, pages.left(sheet))
        if do == "confirm":
            await subscribing.confirm(tx, one, room.now)
        if do == "change":
            wish = Wish(kinds=kinds, language=i18n.spoken(str(form.get("language", ""))))
            await subscribing.change(tx, one, wish)
        one = await subscribing.found(tx, room.keys, one.id, t)
    said: pages.Said = "kinds" if do == "kinds" else "saved" if do in ("confirm", "change") else ""
    return _answered(sheet, _page_of(sheet, one, _where(s, t), said), 422 if do == "kinds" else 200)


@get("/announcements/{brand:str}/push.js", **PAGE)
async def worker(brands: dict[str, Brand], brand: str) -> Response[bytes]:
    """Give the service worker of a brand: where it lies says for which pages it may speak."""
    known(brands, brand)
    return built.worker("push.js")


async def _asking(sheet: Sheet, room: Desk) -> pages.Asking:
    brand = sheet.brand.slug
    async with room.db.transaction(brand) as tx:
        key = await browsers.key(tx, room.keys, room.now)
    return pages.Asking(mail=await room.heralds.mails(brand), push_key=pushes.public(key))


def _wrong(asking: pages.Asking, said: pages.Said) -> pages.Asking:
    return msgspec.structs.replace(asking, wrong=said)


def _kinds(given: list[Any]) -> list[Kind]:
    return [kind for kind in pages.KINDS if kind in given]


def _page_of(sheet: Sheet, one: Subscriber, where: str, said: pages.Said = "") -> str:
    if one.confirmed_at is None:
        return pages.confirm(sheet, where)
    return pages.manage(sheet, one, where, said)


def _where(s: str, t: str) -> str:
    """Name the page below the brand's announcements, as the way to the other language needs it."""
    return f"/subscription?s={s}&t={t}"


def _answered(sheet: Sheet, page: str, status: int = 200) -> Response[str]:
    headers = {"content-security-policy": sheet.policy, "content-language": sheet.words.locale}
    return Response(page, status_code=status, media_type="text/html", headers=headers)


ROUTES = [show, ask, follow, press, worker]
