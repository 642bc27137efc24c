"""Procedures over HTTP and live: only who holds the conversation moves them, who may read it sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from typing_extensions import override

from trustdesk import conversations, exchange, oversight
from trustdesk.conversations import ClientId
from trustdesk.exchange import ActionKind, Window
from trustdesk.guard import Guard
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News, Tx
from trustdesk.kit.errors import Conflict, Invalid, NotFound
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.kit.repeats import fingerprint
from trustdesk.procedures.actions import asking, beginning, freezing, moving, recovering, show
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.papers import Papers
from trustdesk.procedures.model.procedure import Ask
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.rules import evidence as rules
from trustdesk.procedures.store import running as store
from trustdesk.procedures.views import ProceduresView
from trustdesk.staff import Action, can

Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{2,40}\Z")]
Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,40}\Z")]
PATH = "/api/v1/conversations/{number:str}/procedures"
Held = tuple[conversations.Conversation, Running]


class StartBody(msgspec.Struct, frozen=True):
    """Which procedure begins."""

    client_id: ClientId
    slug: Slug


class EvidenceBody(msgspec.Struct, frozen=True):
    """What the customer stated, by the name of what was asked."""

    client_id: ClientId
    name: Code
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class MoveBody(msgspec.Struct, frozen=True):
    """What happened: one of the moves that are offered."""

    client_id: ClientId
    event: Code


class ActionBody(msgspec.Struct, frozen=True):
    """Which action is asked of the exchange, and what stands behind it."""

    client_id: ClientId
    action: ActionKind
    approval: UUID | None = None
    step_up: UUID | None = None


class Unreadable(Invalid):
    """What was given is nothing of this kind; ``reason`` says why."""

    code = "evidence_unreadable"


@get(PATH, opt={"policy": "agent"})
async def list_procedures(db: Database, actor: Actor, now: datetime, number: str) -> ProceduresView:
    """List the procedures of a conversation, and those that may be started."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now)
        return await show.of_conversation(tx, case)


@post(PATH, opt={"policy": "agent"})
async def start_procedure(
    db: Database, actor: Actor, now: datetime, number: str, data: StartBody
) -> Response[ProceduresView]:
    """Start a procedure; what the customer has written already is taken as evidence."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now, Action.REVEAL)
        write = moving.Write(actor, data.client_id, fingerprint(data) + case.id.bytes)
        told = await _told(tx, case, moving.declared(data.slug).asks)
        if await beginning.begin(tx, beginning.Wanted(write, case, data.slug, told), now) is None:
            raise Conflict("it runs there already")
        return Response(await show.of_conversation(tx, case), status_code=201)


@post("/api/v1/procedures/{id:uuid}/evidence", opt={"policy": "agent"}, status_code=200)
async def give_evidence(
    db: Database, guard: Guard, actor: Actor, now: datetime, id: UUID, data: EvidenceBody
) -> ProceduresView:
    """Put down what the customer stated. 400 ``evidence_unreadable`` says what it is not."""
    async with db.transaction(actor.tenant) as tx:
        case, running = await _held(tx, actor, id, now)
        ask = next((one for one in moving.declared(running.slug).asks if one.name == data.name), None)
        if ask is None:
            raise NotFound
        text = _clean(guard, actor.tenant, ask, data.value)
        try:
            stated = rules.stated(ask, text, "agent")
        except rules.Unreadable as error:
            raise Unreadable(str(error), reason=str(error)) from error
        write = moving.Write(actor, data.client_id, fingerprint(data))
        await moving.tell(tx, write, running, {ask.name: stated}, now)
        return await show.of_conversation(tx, case)


@post("/api/v1/procedures/{id:uuid}/moves", opt={"policy": "agent"}, status_code=200)
async def move_procedure(
    db: Database, papers: Papers, actor: Actor, now: datetime, id: UUID, data: MoveBody
) -> ProceduresView:
    """Bring a procedure on by one of the moves it offers; 409 ``procedure_elsewhere`` for any other."""
    async with db.transaction(actor.tenant) as tx:
        case, running = await _held(tx, actor, id, now)
        write = moving.Write(actor, data.client_id, fingerprint(data))
        if not await moving.repeated(tx, write, running):
            step = next((one for one in moving.offered(running) if one.event == data.event), None)
            if step is None:
                raise moving.NotNow(data.event)
            await recovering.step_taken(tx, actor, (case, running), step, papers, now)
        await moving.move(tx, write, running, data.event, now)
        return await show.of_conversation(tx, case)


@post("/api/v1/procedures/{id:uuid}/requests", opt={"policy": "agent"}, status_code=200)
async def request_action(
    db: Database, window: Window, actor: Actor, now: datetime, id: UUID, data: ActionBody
) -> ProceduresView:
    """Ask the exchange for an action the diagnosis leads to.

    403 ``not_confirmed`` names what must stand behind it, ``not_approved`` an approval for anything else.
    """
    async with db.transaction(actor.tenant) as tx:
        held = await _held(tx, actor, id, now)
        write = moving.Write(actor, data.client_id, fingerprint(data))
        wanted = asking.Wanted(data.action, data.approval, data.step_up)
        await asking.request(tx, write, held, wanted, window.keys, now)
        shown = await show.of_conversation(tx, held[0])
    await exchange.send_due(db, window, actor.tenant)
    return shown


async def _held(tx: Tx, actor: Actor, id: UUID, now: datetime) -> Held:
    """Obtain a procedure, locked, for who holds its conversation; raises ``NotFound``, ``NotHeld``."""
    running = await store.lock(tx, id)
    case = (await conversations.states_of(tx, [running.conversation])) if running else {}
    if running is None or running.conversation not in case:
        raise NotFound
    opened = await conversations.open_for(tx, actor, case[running.conversation].number, now)
    if can(actor, Action.REVEAL, opened) != "allow":
        raise oversight.NotHeld
    return opened, running


async def _told(tx: Tx, case: conversations.Conversation, asks: Sequence[Ask]) -> Evidence:
    """Take what was asked for out of what the customer has written already, the latest first."""
    entries = await conversations.entries_for(tx, case, max(0, case.seq - 60), 60)
    found = Evidence()
    for entry in reversed([one for one in entries if one.author_kind == "customer"]):
        found = Evidence(found.items | rules.heard(asks, entry.text, found, entry.seq))
    return found


def _clean(screen: Guard, tenant: str, ask: Ask, value: str) -> str:
    """Let no secret through; 64 digits alone say nothing, so what they are meant to be is said."""
    named = f"TxID: {value}" if ask.kind == "transaction" else value
    cleaned = screen.clean(tenant, named)
    if cleaned.findings:
        raise Unreadable("secret", reason="secret")
    return value


class ProceduresFeed(conversations.BesideFeed):
    """Topic ``procedures:<number>``: tells who may read a conversation that its procedures have changed."""

    prefix = "procedures"

    @override
    async def frame(self, tx: Tx, case: conversations.Conversation) -> dict[str, Any]:
        """Show them as they are now."""
        return {"t": "procedures", "view": await show.of_conversation(tx, case)}


class ProgressFeed(Feed):
    """Tells customers who follow their own conversation how its procedures go, whenever that changes."""

    prefix = "conversation"

    def __init__(self, db: Database) -> None:
        """Take the database they are read from."""
        self._db = db

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit customers once they have a conversation: a new one is followed anew."""
        if socket.viewer.kind != "customer":
            return None
        async with self._db.transaction(socket.viewer.tenant) as tx:
            case = await conversations.current_of(tx, socket.viewer)
        return Subscription(socket, topic, case.id) if case else None

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Tell how they go now."""
        await self.tell(subscription.viewer.tenant, set(), [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Tell whoever last heard another state; most conversations have no procedure and cost one query."""
        async with self._db.transaction(tenant) as tx:
            marks = await store.marks(tx, [one.key for one in followers if one.key])
            behind = [
                (one, one.key) for one in followers if one.key and marks.get(one.key, one.state) != one.state
            ]
            cases = await conversations.states_of(tx, [key for _, key in behind])
            for one, key in behind:
                if key in cases and str(cases[key].customer) == one.viewer.id:
                    one.state = marks[key]
                    one.push(await _progress_frame(tx, one.viewer, cases[key]))


async def _progress_frame(tx: Tx, viewer: Actor, case: conversations.Conversation) -> dict[str, Any]:
    items = await show.progress_for(tx, viewer.level, case.id, clock.utc_now())
    return {"t": "progress", "items": items, "safety": await freezing.safety_of(tx, case)}


ROUTES = [list_procedures, start_procedure, give_evidence, move_procedure, request_action]
