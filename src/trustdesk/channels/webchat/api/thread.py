"""The customer's own conversation: read, written, rated, taken along."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post

from trustdesk import conversations, customers, files, knowledge, procedures, ratings, routing, staff, vault
from trustdesk.brands import Brand, hours_view
from trustdesk.channels.intake import Incoming, Intake
from trustdesk.channels.webchat.api import visits
from trustdesk.channels.webchat.views import Answerer, OwnConversation, SentView, StaffMark, ThreadView
from trustdesk.customers import Sender, Thing
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import NotFound

FIRST_ENTRIES = 1_000
MOST_READ = 5


class SendBody(msgspec.Struct, frozen=True):
    """A message of the visitor; ``read`` are the articles they opened before they wrote it."""

    client_id: conversations.ClientId
    text: conversations.Text
    attachments: conversations.Attachments = []
    topic: conversations.Topic | None = None
    read: Annotated[list[knowledge.Slug], msgspec.Meta(max_length=MOST_READ)] = []


class SeenBody(msgspec.Struct, frozen=True):
    """How far the visitor has read, and received."""

    seq: Annotated[int, msgspec.Meta(ge=0)]
    delivered: Annotated[int, msgspec.Meta(ge=0)] = 0


class RatingBody(msgspec.Struct, frozen=True):
    """The visitor's verdict."""

    client_id: conversations.ClientId
    score: Annotated[int, msgspec.Meta(ge=1, le=5)]
    text: Annotated[str, msgspec.Meta(max_length=2_000)] = ""


@get("/api/v1/widget/conversation", opt={"policy": "visitor"})
async def get_thread(
    request: Request[Any, Any, Any],
    db: Database,
    links: files.Links,
    keysets: customers.KeySets,
    actor: Actor,
    now: datetime,
) -> ThreadView:
    """Give the visitor's conversation so far, their place in the queue, and how well they are known."""
    customers.check(actor.level, Thing.READ_OWN)
    house = request.app.state.desk
    brands: dict[str, Brand] = house.brands
    hours = hours_view(brands[actor.tenant].hours, now)
    async with db.transaction(actor.tenant) as tx:
        stands = await visits.standing(tx, request, keysets, now)
        case = await conversations.current_of(tx, actor)
        if case is None:
            return ThreadView(None, [], None, hours, stands, None)
        entries = await conversations.entries_for(tx, case, max(0, case.seq - FIRST_ENTRIES), FIRST_ENTRIES)
        shown = await conversations.show_entries(tx, actor, entries, links)
        place = await routing.place_of(tx, UUID(actor.id))
        document = await vault.asked_of(tx, house.doors, UUID(actor.id), now)
        safety = await procedures.safety_of(tx, case)
        progress = await procedures.progress_for(tx, actor.level, case.id, now)
        own = await _own(tx, case)
        return ThreadView(own, shown, place, hours, stands, document, safety, progress)


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
    customers.check(actor.level, Thing.WRITE)
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
    if data.read:
        await _note_read(db, intake, actor, data, stored.conversation)
    sent = SentView(stored.conversation, stored.seq, stored.id, taken.text, taken.masked)
    return (200 if taken.outcome.again else 201), sent


async def _note_read(db: Database, intake: Intake, actor: Actor, data: SendBody, number: str) -> None:
    """Tell who answers what was read before: said again with the same message, it stands there once."""
    async with db.transaction(actor.tenant) as tx:
        titles = await knowledge.titles(tx, data.read, i18n.spoken(actor.languages[0]))
    if titles:
        words = i18n.words(i18n.spoken(actor.languages[0]))
        text = words.text("webchat.read", titles=words.text("webchat.read_and").join(titles))
        await intake.note(actor.tenant, f"read:{data.client_id}", number, text)


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
    customers.check(actor.level, Thing.RATE)
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
    customers.check(actor.level, Thing.TAKE_TRANSCRIPT)
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


ROUTES = [get_thread, send, mark_read, rate, take_transcript]
