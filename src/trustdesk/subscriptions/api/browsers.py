"""Browsers that take pushes: each speaks for itself alone, by the secret it was given with its place."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, post
from litestar.di import Provide

from trustdesk import customers
from trustdesk.brands import Brand, known
from trustdesk.kit import egress as way_out
from trustdesk.kit import limits
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.egress import Egress
from trustdesk.kit.errors import Invalid
from trustdesk.kit.fields import CONTACT
from trustdesk.kit.i18n import Locale
from trustdesk.kit.pushes import Browser
from trustdesk.kit.secrets import brand_of
from trustdesk.kit.web import client_address
from trustdesk.subscriptions.actions import browsers
from trustdesk.subscriptions.api.pages import AN_HOUR, FROM_ONE_PLACE
from trustdesk.subscriptions.model import Kinds, Subscriber, Wish
from trustdesk.subscriptions.views import BrowserView

Endpoint = Annotated[str, msgspec.Meta(pattern=r"^https?://[\x21-\x7e]+$", max_length=1_000), CONTACT]
Point = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{87}=?$")]
Secret = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{22}(==)?$"), CONTACT]


class BrowserBody(msgspec.Struct, frozen=True):
    """A browser's own subscription, as ``PushSubscription.toJSON`` gives it."""

    endpoint: Endpoint
    p256dh: Point
    auth: Secret

    @property
    def browser(self) -> Browser:
        """Give the browser."""
        return Browser(self.endpoint, self.p256dh, self.auth)


class WishBody(msgspec.Struct, frozen=True):
    """What a browser wants to hear of, in which language."""

    browser: BrowserBody
    kinds: Kinds
    language: Locale


class MovedBody(msgspec.Struct, frozen=True):
    """A browser that was given a new place by its push service."""

    before: BrowserBody
    browser: BrowserBody


class Gate(msgspec.Struct, frozen=True):
    """Where browsers come in: whose brand it is, and who asks."""

    request: Request[Any, Any, Any]
    db: Database
    egress: Egress
    brand: str
    now: datetime

    async def admit(self, body: BrowserBody) -> None:
        """Raise for a push service that cannot be called, and for who comes too often."""
        try:
            self.egress.check_url(body.endpoint)
        except way_out.Refused as error:
            raise Invalid("a push service is reached over https, at a public address") from error
        name = f"subscribe:{self.brand}:{client_address(self.request)}"
        await limits.spend(self.db, name, FROM_ONE_PLACE, AN_HOUR)


def provide_gate(
    request: Request[Any, Any, Any],
    db: Database,
    egress: Egress,
    brands: dict[str, Brand],
    brand: str,
    now: datetime,
) -> Gate:
    """Open the gate of a brand; raises ``NotFound`` for none."""
    return Gate(request, db, egress, known(brands, brand).slug, now)


GIVEN = {"gate": Provide(provide_gate, sync_to_thread=False)}
OPT = {"policy": "public"}


@post("/api/v1/widget/{brand:str}/browsers", opt=OPT, dependencies=GIVEN, status_code=200)
async def post_browser(gate: Gate, data: WishBody) -> BrowserView:
    """Let a browser hear of announcements; the same again changes what it hears of."""
    await gate.admit(data.browser)
    async with gate.db.transaction(gate.brand) as tx:
        customer = await _customer(tx, gate.request, gate.now)
        wish = Wish(kinds=data.kinds, language=data.language, customer=customer)
        return _view(await browsers.subscribe(tx, data.browser.browser, wish, gate.now))


@post("/api/v1/widget/{brand:str}/browsers/moved", opt=OPT, dependencies=GIVEN, status_code=200)
async def post_moved(gate: Gate, data: MovedBody) -> BrowserView:
    """Let a browser whose push service has moved it go on hearing what it heard before."""
    await gate.admit(data.browser)
    async with gate.db.transaction(gate.brand) as tx:
        return _view(await browsers.replace(tx, data.before.browser, data.browser.browser, gate.now))


@post("/api/v1/widget/{brand:str}/browsers/leave", opt=OPT, dependencies=GIVEN, status_code=204)
async def leave_browser(gate: Gate, data: BrowserBody) -> None:
    """Forget a browser."""
    async with gate.db.transaction(gate.brand) as tx:
        await browsers.leave(tx, data.browser)


async def _customer(tx: Tx, request: Request[Any, Any, Any], now: datetime) -> UUID | None:
    """Tell who it is when the chat of this device says so: who is erased is forgotten here, too."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or brand_of(token, "tv") != tx.tenant:
        return None
    actor = await customers.actor_of_visit(tx, token, now)
    return UUID(actor.id) if actor else None


def _view(one: Subscriber) -> BrowserView:
    return BrowserView(one.kinds, one.language)


ROUTES = [post_browser, post_moved, leave_browser]
