"""The routes of the widget. A visitor's token opens that visitor's own conversation and nothing else."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post

from trustdesk import conversations, customers, files, ratings, routing, staff
from trustdesk.brands import Brand, BrandView, brand_view, hours_view
from trustdesk.channels.intake import Incoming, Intake
from trustdesk.channels.webchat.views import (
    Answerer,
    OwnConversation,
    SentView,
    StaffMark,
    ThreadView,
    VisitorView,
    VisitView,
)
from trustdesk.customers import Sender
from trustdesk.guard import Guard
from trustdesk.kit import clock, i18n, limits
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.web import Admission, client_address

VISITS = 300  # from one address; many customers share one behind a carrier
VISITS_WITHIN = timedelta(hours=1)
FIRST_ENTRIES = 1_000


class VisitBody(msgspec.Struct, frozen=True):
    """How the visitor wants to be addressed."""

    locale: Annotated[str, msgspec.Meta(max_length=20, pattern="^[A-Za-z0-9-]*$")] = ""
    name: Annotated[str, msgspec.Meta(max_length=100)] = ""


class SendBody(msgspec.Struct, frozen=True):
    """A message of the visitor."""

    client_id: conversations.ClientId
    text: conversations.Text
    attachments: conversations.Attachments = []
    topic: conversations.Topic | None = None


class SeenBody(msgspec.Struct, frozen=True):
    """How far the visitor has read, and received."""

    seq: Annotated[int, msgspec.Meta(ge=0)]
    delivered: Annotated[int, msgspec.Meta(ge=0)] = 0


class RatingBody(msgspec.Struct, frozen=True):
    """The visitor's verdict."""

    client_id: conversations.ClientId
    score: Annotated[int, msgspec.Meta(ge=1, le=5)]
    text: Annotated[str, msgspec.Meta(max_length=2_000)] = ""


@get("/api/v1/widget/{brand:str}", opt={"policy": "public"})
async def get_brand(brands: dict[str, Brand], brand: str, now: datetime, locale: i18n.Locale) -> BrandView:
    """Tell the widget about a brand."""
    if brand not in brands:
        raise NotFound
    return brand_view(brands[brand], now, locale)


@post("/api/v1/widget/{brand:str}/session", opt={"policy": "public"})
async def begin_visit(
    request: Request[Any, Any, Any],
    db: Database,
    brands: dict[str, Brand],
    guard: Guard,
    brand: str,
    data: VisitBody,
) -> VisitView:
    """Begin a visit: a new, anonymous customer on this device."""
    if brand not in brands:
        raise NotFound
    await limits.spend(db, f"visits:{brand}:{client_address(request)}", VISITS, VISITS_WITHIN)
    locale = i18n.spoken(data.locale or request.headers.get("accept-language"))
    name = guard.clean(brand, data.name)
    async with db.transaction(brand) as tx:
        token, customer = await customers.visit(tx, name.text, locale)
        await guard.record(tx, customer.id, "customer_name", name.findings, clock.utc_now())
    return VisitView(token, VisitorView(customer.id, customer.name))


@delete("/api/v1/widget/session", opt={"policy": "visitor"}, status_code=204)
async def end_visit(request: Request[Any, Any, Any], db: Database, actor: Actor) -> None:
    """End the visit: this device's token is worth nothing from now on."""
    admission: Admission = request.app.state.admission
    token = admission.token_of(request) or ""
    async with db.transaction(actor.tenant) as tx:
        await customers.end_visit(tx, actor, token)
    admission.forget(token)


@get("/api/v1/widget/conversation", opt={"policy": "visitor"})
async def get_thread(
    db: Database, links: files.Links, brands: dict[str, Brand], actor: Actor, now: datetime
) -> ThreadView:
    """Give the visitor's conversation so far, and their place in the queue."""
    hours = hours_view(brands[actor.tenant].hours, now)
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        if case is None:
            return ThreadView(None, [], None, hours)
        entries = await conversations.entries_for(tx, case, max(0, case.seq - FIRST_ENTRIES), FIRST_ENTRIES)
        shown = await conversations.show_entries(tx, actor, entries, links)
        place = await routing.place_of(tx, UUID(actor.id))
        return ThreadView(await _own(tx, case), shown, place, hours)


async def _own(tx: Tx, case: conversations.Conversation) -> OwnConversation:
    holder = await staff.names(tx, [case.assignee]) if case.assignee else {}
    answerer = holder.get(case.assignee) if case.assignee else None
    marks = conversations.marks_view(await conversations.marks_of(tx, [case.id])).get(case.id)
    return OwnConversation(
        number=case.number,
        status=case.status,
        seq=case.seq,
        assignee=Answerer(answerer) if answerer else None,
        rated=case.rating is not None,
        marks=StaffMark(max((mark.read for mark in marks.staff.values()), default=0) if marks else 0),
    )


@post("/api/v1/widget/messages", opt={"policy": "visitor"})
async def send(db: Database, intake: Intake, actor: Actor, data: SendBody) -> Response[SentView]:
    """Write to the desk; the answer says what was stored, with secrets masked."""
    status, sent = await write_in(db, intake, actor, data)
    return Response(sent, status_code=status)


async def write_in(db: Database, intake: Intake, actor: Actor, data: SendBody) -> tuple[int, SentView]:
    """Take a visitor's message in; gives status and answer, for the ordinary and the fast door."""
    if data.attachments:
        async with db.transaction(actor.tenant) as tx:
            await files.require(tx, data.attachments, actor)
    letter = Incoming(
        actor=actor,
        client_id=data.client_id,
        sender=Sender(actor.line, actor.session, actor.name, actor.languages[0]),
        text=data.text,
        attachments=data.attachments,
        topic=data.topic,
    )
    taken = await intake.take_in(letter)
    stored = taken.outcome.receipt
    sent = SentView(stored.conversation, stored.seq, stored.id, taken.text, taken.masked)
    return (200 if taken.outcome.again else 201), sent


@post("/api/v1/widget/read", opt={"policy": "visitor"}, status_code=204)
async def mark_read(db: Database, actor: Actor, data: SeenBody) -> None:
    """Remember how far the visitor has read."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        if case is not None:
            await conversations.mark(tx, actor, case.id, data.delivered, data.seq)


@post("/api/v1/widget/rating", opt={"policy": "visitor"})
async def rate(
    db: Database,
    desk: conversations.Desk,
    brands: dict[str, Brand],
    actor: Actor,
    now: datetime,
    data: ratings.RatingBody,
) -> Response[conversations.Receipt]:
    """Rate the help received, once it has been answered or resolved; a second rating replaces the first."""
    text = await desk.screen(actor.tenant, data.text)
    async with db.transaction(actor.tenant) as tx:
        outcome = await ratings.rate(tx, actor, data, text, brands[actor.tenant].prefix, now)
    return conversations.answered(outcome)


@get(
    "/api/v1/widget/transcript",
    opt={"policy": "visitor", "gives": conversations.FORMS},
    dependencies=conversations.PROVIDED,
)
async def take_transcript(
    db: Database, actor: Actor, shown: conversations.Shown, form: conversations.AsForm = "html"
) -> Response[bytes]:
    """Take one's own conversation along, signed, as a page that checks itself, JSON, PDF or text.

    With ``share`` names, contacts and ids are hidden, and what else ``hide`` asks for.
    """
    async with db.transaction(actor.tenant) as tx:
        case = await _current(tx, actor)
    await conversations.settle(db, shown.sealer, actor, case)
    async with db.transaction(actor.tenant) as tx:
        case = await _current(tx, actor)
        taken = await conversations.taken_along(tx, actor, case, shown, form)
    return await conversations.handed(actor, shown, taken, form)


async def _current(tx: Tx, actor: Actor) -> conversations.Conversation:
    case = await conversations.current_of(tx, actor)
    if case is None:
        raise NotFound
    return case


ROUTES = [get_brand, begin_visit, end_visit, get_thread, send, mark_read, rate, take_transcript]
