"""Asking the exchange for an action on behalf of a conversation's customer: only who holds it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post

from trustdesk import exchange, oversight, staff
from trustdesk.conversations.actions import read
from trustdesk.conversations.model import ClientId, Conversation
from trustdesk.exchange import OfWhom, RequestsView, RequestView, StepUpView, Window
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Conflict
from trustdesk.kit.settings import Settings
from trustdesk.staff import Action, can

ReasonCode = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]{1,60}\Z")]


class StepUpBody(msgspec.Struct, frozen=True):
    """What the customer is to confirm in the exchange's app."""

    client_id: ClientId
    action: exchange.ActionKind


class RequestBody(msgspec.Struct, frozen=True):
    """What the exchange is asked for, why, and what stands behind it."""

    client_id: ClientId
    action: exchange.ActionKind
    reason: ReasonCode
    approval: UUID | None = None
    step_up: UUID | None = None


@get("/api/v1/conversations/{number:str}/requests", opt={"policy": "agent"})
async def list_requests(
    db: Database, window: Window, actor: Actor, now: datetime, number: str
) -> RequestsView:
    """Tell what may be asked of the exchange for this customer, and what has been."""
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number, now)
        known = await exchange.uid_of(tx, case.customer) is not None
        possible = known and window.connector(actor.tenant) is not None
        return await exchange.show_requests(tx, case.id, now, possible=possible)


@post("/api/v1/conversations/{number:str}/step-ups", opt={"policy": "agent"})
async def post_step_up(  # noqa: PLR0913, PLR0917 - what the edge hands in
    db: Database,
    window: Window,
    settings: Settings,
    actor: Actor,
    now: datetime,
    number: str,
    data: StepUpBody,
) -> Response[StepUpView]:
    """Lay an action before the customer in the exchange's app, for ten minutes."""
    audience = exchange.audience_of(settings, actor.tenant)
    async with db.transaction(actor.tenant) as tx:
        about = await _held(tx, actor, number, now)
        wanted = (data.client_id, data.action, audience)
        step = await exchange.ask_step_up(tx, actor, about, wanted, now)
    # Committed: the customer may answer before this line is reached.
    if step.told_at is None:
        told = exchange.Told(about.uid, audience, about.number)
        await exchange.lay(db, window, actor.tenant, step, told)
    return Response(exchange.step_up_view(step, now), status_code=201)


@post("/api/v1/conversations/{number:str}/requests", opt={"policy": "agent"})
async def post_request(
    db: Database, window: Window, actor: Actor, now: datetime, number: str, data: RequestBody
) -> Response[RequestView]:
    """Ask the exchange for an action; it is a request, and what becomes of it is told later.

    403 ``not_confirmed`` names what must stand behind it and does not, ``not_approved`` an approval that
    does not hold for exactly this.
    """
    async with db.transaction(actor.tenant) as tx:
        about = await _held(tx, actor, number, now)
        asked = await exchange.asked_before(tx, actor, about, data.client_id, data.action)
        if asked is None:
            staff.require_fresh(actor, now)
            by = await _approved(tx, actor, about, data, now)
            why = exchange.Reason(data.reason, data.approval, by, data.step_up)
            asked = await exchange.request(tx, actor, about, (data.client_id, data.action, why), now)
    await exchange.send_due(db, window, actor.tenant)
    return Response(exchange.request_view(asked), status_code=201)


async def _approved(tx: Tx, actor: Actor, about: OfWhom, data: RequestBody, now: datetime) -> str | None:
    if data.approval is None:
        return None
    exact = {"conversation": about.number, "action": data.action}
    await oversight.spend_approval(tx, actor, data.approval, ("exchange.action", exact), now)
    return await oversight.decided_by(tx, data.approval)


async def _held(tx: Tx, actor: Actor, number: str, now: datetime) -> OfWhom:
    """Obtain what is asked about; only for who holds the conversation now."""
    case: Conversation = await read.open_for(tx, actor, number, now)
    if can(actor, Action.REVEAL, case) != "allow":
        raise oversight.NotHeld
    uid = await exchange.uid_of(tx, case.customer)
    if uid is None:
        raise Conflict("the customer has not signed in at the exchange")
    return OfWhom(case.id, case.number, case.customer, uid)


ROUTES = [list_requests, post_step_up, post_request]
