"""Visits: begun by anybody, raised by the exchange's word, ended by the customer."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request, delete, get, post

from trustdesk import conversations, customers, evidence
from trustdesk.brands import Brand, BrandView, Identity, OpenNow, brand_view, known
from trustdesk.channels.webchat.views import VisitorView, VisitView
from trustdesk.customers import KeySets, StandingView, Thing, Visit
from trustdesk.guard import Guard
from trustdesk.kit import clock, i18n, limits
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import NotFound, Refused
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings
from trustdesk.kit.web import Admission, client_address

VISITS = 300  # from one address; many customers share one behind a carrier
VISITS_WITHIN = timedelta(hours=1)
OVER = frozenset({"resolved", "closed"})


class VisitBody(msgspec.Struct, frozen=True):
    """How the visitor wants to be addressed; ``crossing`` is the token of who comes from elsewhere."""

    locale: Annotated[str, msgspec.Meta(max_length=20, pattern="^[A-Za-z0-9-]*$")] = ""
    name: Annotated[str, msgspec.Meta(max_length=100)] = ""
    crossing: Annotated[str, msgspec.Meta(max_length=100)] = ""


class IdentifyBody(msgspec.Struct, frozen=True):
    """The exchange's signed word: a token of its own making, for this brand on this desk, used once."""

    token: str


class BringBody(msgspec.Struct, frozen=True):
    """The customer's own tap: ``bring`` the chat from before along, or leave it where it is."""

    client_id: conversations.ClientId
    bring: bool


@get("/api/v1/widget/{brand:str}", opt={"policy": "public"})
async def get_brand(
    brands: dict[str, Brand], open_now: OpenNow, brand: str, now: datetime, locale: i18n.Locale
) -> BrandView:
    """Tell the widget about a brand."""
    return brand_view(await open_now.of(known(brands, brand)), now, locale)


@post("/api/v1/widget/{brand:str}/session", opt={"policy": "public"})
async def begin_visit(
    request: Request[Any, Any, Any],
    db: Database,
    brands: dict[str, Brand],
    guard: Guard,
    brand: str,
    data: VisitBody,
) -> VisitView:
    """Begin a visit: a new, anonymous customer on this device, or one who comes over from another line."""
    known(brands, brand)
    await limits.spend(db, f"visits:{brand}:{client_address(request)}", VISITS, VISITS_WITHIN)
    locale = i18n.spoken(data.locale or request.headers.get("accept-language"))
    if data.crossing:
        return await _arrived(request, db, brand, data.crossing, locale)
    name = guard.clean(brand, data.name)
    async with db.transaction(brand) as tx:
        token, customer = await customers.visit(tx, name.text, locale)
        await guard.record(tx, customer.id, "customer_name", name.findings, clock.utc_now())
    return VisitView(token, VisitorView(customer.id, customer.name))


async def _arrived(
    request: Request[Any, Any, Any], db: Database, brand: str, crossing: str, locale: i18n.Locale
) -> VisitView:
    keys: Keys = request.app.state.desk.keys
    async with db.transaction(brand) as tx:
        token, customer, _ = await customers.arrive_in_chat(tx, keys, crossing, locale, clock.utc_now())
    return VisitView(token, VisitorView(customer.id, customer.name))


@post("/api/v1/widget/{brand:str}/identify", opt={"policy": "visitor"}, status_code=200)
async def identify(
    request: Request[Any, Any, Any], db: Database, actor: Actor, now: datetime, brand: str, data: IdentifyBody
) -> VisitView:
    """Raise the visit by the exchange's word; go on with the token in the answer, it may be a new one."""
    if brand != actor.tenant:
        raise NotFound
    house = request.app.state.desk
    settings: Settings = house.settings
    asked = customers.Asked(brand, urlsplit(settings.base_url).netloc, now)
    claims = await customers.read_token(house.keysets, data.token, asked)
    known: dict[str, Brand] = house.brands
    lasts = timedelta(minutes=(known[brand].identity or Identity()).lasts_minutes)
    token = token_of(request)
    async with db.transaction(brand) as tx:
        keep = await _apart(tx, await customers.visit_of(tx, token)) is not None
        made = await customers.sign_in(tx, token, claims, now + lasts, now, keep=keep)
        await _note(tx, actor, made.visit, "customer.signed_in")
    _admission(request).forget(token)
    visit = made.visit
    speaks_as = visit.proof.customer if visit.proof and visit.as_verified else visit.customer
    return VisitView(made.token, VisitorView(speaks_as, visit.name), made.afresh)


@post("/api/v1/widget/bring-along", opt={"policy": "visitor"}, status_code=200)
async def bring_along(
    request: Request[Any, Any, Any],
    db: Database,
    brands: dict[str, Brand],
    actor: Actor,
    now: datetime,
    data: BringBody,
) -> VisitorView:
    """Bring the anonymous chat along, or leave it; from then on it is the signed-in customer who writes."""
    customers.check(actor.level, Thing.BRING_ALONG)
    token = token_of(request)
    async with db.transaction(actor.tenant) as tx:
        visit = await customers.visit_of(tx, token)
        case = await _apart(tx, visit)
        proof = customers.living(visit, now)
        if proof is None:
            raise NotFound
        if case is not None and data.bring:
            wanted = conversations.BringAlong(
                actor=_anonymous(actor, visit),
                client_id=data.client_id,
                conversation=case.id,
                verified=proof.customer,
            )
            [outcome] = await conversations.perform(tx, [wanted], brands[actor.tenant].prefix, now)
            if isinstance(outcome, Refused):
                raise outcome
            tx.news.add(proof.customer)
            await _note(tx, actor, visit, "customer.brought_along", chat=case.number)
        await customers.write_as_verified(tx, token)
    _admission(request).forget(token)
    return VisitorView(proof.customer, visit.name)


@delete("/api/v1/widget/session", opt={"policy": "visitor"}, status_code=204)
async def end_visit(request: Request[Any, Any, Any], db: Database, actor: Actor) -> None:
    """End the visit: this device's tokens are worth nothing from now on."""
    token = token_of(request)
    async with db.transaction(actor.tenant) as tx:
        await customers.end_visit(tx, token)
    _admission(request).forget(token)


async def standing(tx: Tx, request: Request[Any, Any, Any], keysets: KeySets, now: datetime) -> StandingView:
    """Tell how this visit stands: what is proved, and which chat could be brought along."""
    visit = await customers.visit_of(tx, token_of(request))
    proof = customers.living(visit, now)
    signed = proof is not None and proof.level >= customers.Level.EXCHANGE
    case = await _apart(tx, visit) if signed else None
    return customers.standing_view(
        proof,
        possible=keysets.known(tx.tenant),
        as_verified=visit.as_verified and proof is not None,
        apart=case.number if case else None,
    )


async def _apart(tx: Tx, visit: Visit) -> conversations.Conversation | None:
    """Find the chat that this device began anonymously and that still goes on."""
    case = await conversations.current_of_customer(tx, visit.customer)
    return None if case is None or case.status in OVER else case


async def _note(tx: Tx, actor: Actor, visit: Visit, action: str, **more: str) -> None:
    """Write down who proved to be whom, by the device: the exchange's number is nobody's business here."""
    if (proof := visit.proof) is None:
        return
    about = evidence.About("customer", str(proof.customer))
    told = {"level": proof.level, "via": proof.via, "until": proof.until.isoformat(), **more}
    await evidence.append(tx, _anonymous(actor, visit), action, about, told)


def _anonymous(actor: Actor, visit: Visit) -> Actor:
    """Act for the device's anonymous customer, whose chat it still is."""
    return msgspec.structs.replace(actor, id=str(visit.customer), session=visit.handle)


def forget(request: Request[Any, Any, Any], token: str) -> None:
    """Let the edge look anew at who stands behind a token."""
    _admission(request).forget(token)


def _admission(request: Request[Any, Any, Any]) -> Admission:
    return request.app.state.admission


def token_of(request: Request[Any, Any, Any]) -> str:
    """Read the token of the visit that asks."""
    return _admission(request).token_of(request) or ""


ROUTES = [get_brand, begin_visit, identify, bring_along, end_visit]
