"""Approvals over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post

from trustdesk import guard
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.oversight.actions import approvals
from trustdesk.oversight.rules.approvals import Act
from trustdesk.oversight.views import Approvals, Requested

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class ApprovalBody(msgspec.Struct, frozen=True):
    """What is to be approved, with its exact parameters, and why."""

    client_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    action: Act
    parameters: dict[Annotated[str, msgspec.Meta(max_length=40)], Words]
    reason: Words


class DecisionBody(msgspec.Struct, frozen=True):
    """Yes or no."""

    approve: bool


@get("/api/v1/approvals", opt={"policy": "agent"})
async def list_approvals(db: Database, actor: Actor, now: datetime) -> Approvals:
    """List the latest requests: all for who may decide, one's own for everybody else."""
    async with db.transaction(actor.tenant) as tx:
        return Approvals(await approvals.latest(tx, actor, now))


@post("/api/v1/approvals", opt={"policy": "agent"})
async def post_approval(db: Database, actor: Actor, now: datetime, data: ApprovalBody) -> Response[Requested]:
    """Ask for four eyes; somebody else, not below oneself, decides within 30 minutes."""
    asked = approvals.Asked(
        client_id=data.client_id,
        act=data.action,
        parameters={
            name: guard.clean(value).text if name == "reason" else value
            for name, value in data.parameters.items()
        },
        reason=guard.clean(data.reason).text,
    )
    async with db.transaction(actor.tenant) as tx:
        id = await approvals.request(tx, actor, asked, now)
    return Response(Requested(id), status_code=201)


@post("/api/v1/approvals/{id:uuid}/decision", opt={"policy": "agent"}, status_code=204)
async def post_decision(db: Database, actor: Actor, now: datetime, id: UUID, data: DecisionBody) -> None:
    """Approve or refuse somebody else's request, once; needs a fresh proof. 409 ``already_decided``."""
    async with db.transaction(actor.tenant) as tx:
        await approvals.decide(tx, actor, id, now, approve=data.approve)


@post("/api/v1/approvals/{id:uuid}/lift", opt={"policy": "agent"}, status_code=204)
async def post_lift(db: Database, actor: Actor, now: datetime, id: UUID) -> None:
    """Use an approval of one's own: let the suspended leader in again."""
    async with db.transaction(actor.tenant) as tx:
        await approvals.lift(tx, actor, id, now)


@post("/api/v1/approvals/{id:uuid}/grant", opt={"policy": "agent"}, status_code=204)
async def post_grant(
    request: Request[Any, Any, Any], db: Database, actor: Actor, now: datetime, id: UUID
) -> None:
    """Use an approval of one's own: give an agent break-glass access, so that they sign in anew.

    Needs a fresh proof.
    """
    async with db.transaction(actor.tenant) as tx:
        agent = await approvals.grant(tx, actor, id, now)
    request.app.state.admission.forget_id(str(agent))


ROUTES = [list_approvals, post_approval, post_decision, post_lift, post_grant]
