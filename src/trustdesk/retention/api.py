"""Holds, erasures and the schedule over HTTP, for compliance."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post

from trustdesk import guard
from trustdesk.brands import Brand
from trustdesk.evidence import Sealer
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.retention import jobs
from trustdesk.retention.actions import erasing, holds, schedule
from trustdesk.retention.store import erasures as store
from trustdesk.retention.store import holds as held
from trustdesk.retention.views import ErasureView, HoldMade, Overview, ScheduleView, Subject
from trustdesk.staff import Action, check

MOST = 100
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Number = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class HoldBody(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be held, and why: one conversation, or its customer with everything of theirs."""

    client_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    conversation: Number
    whole_customer: bool
    reason: Words


class LiftBody(msgspec.Struct, frozen=True):
    """The approval of exactly this, and why."""

    approval: UUID
    reason: Words


class EraseBody(msgspec.Struct, frozen=True):
    """Who is to be erased, by the approval of exactly this customer, and why."""

    customer: UUID
    approval: UUID
    reason: Words


@get("/api/v1/retention", opt={"policy": "agent"})
async def get_retention(db: Database, actor: Actor, brands: Mapping[str, Brand], now: datetime) -> Overview:
    """Show the schedule with what is due, the holds and the erasures; for compliance."""
    check(actor, Action.KEEP_RETENTION)
    async with db.transaction(actor.tenant) as tx:
        due = await schedule.due(tx, brands[actor.tenant].retention, now)
        return Overview(
            [ScheduleView(one.kept, one.days, one.due) for one in due],
            await held.latest(tx, MOST),
            await store.latest(tx, MOST),
        )


@get("/api/v1/retention/subjects/{number:str}", opt={"policy": "agent"})
async def get_subject(db: Database, actor: Actor, number: str) -> Subject:
    """Tell whose conversation this is, and nothing of what they wrote; on record."""
    async with db.transaction(actor.tenant) as tx:
        return await holds.subject(tx, actor, number)


@post("/api/v1/retention/holds", opt={"policy": "agent"})
async def post_hold(db: Database, actor: Actor, now: datetime, data: HoldBody) -> Response[HoldMade]:
    """Hold a conversation, or its customer: nothing of it is erased until four eyes lift it."""
    wanted = holds.Wanted(
        client_id=data.client_id,
        number=data.conversation,
        whole_customer=data.whole_customer,
        reason=guard.clean(data.reason).text,
    )
    async with db.transaction(actor.tenant) as tx:
        return Response(HoldMade(await holds.hold(tx, actor, wanted, now)), status_code=201)


@post("/api/v1/retention/holds/{id:uuid}/lift", opt={"policy": "agent"}, status_code=204)
async def post_lift(db: Database, actor: Actor, now: datetime, id: UUID, data: LiftBody) -> None:
    """Lift a hold by an approval of exactly this; needs a fresh proof. 403 ``not_approved``."""
    reason = guard.clean(data.reason).text
    async with db.transaction(actor.tenant) as tx:
        await holds.lift(tx, actor, id, data.approval, reason, now)


@post("/api/v1/retention/erasures", opt={"policy": "agent"})
async def post_erasure(
    db: Database, blobs: Blobs, sealer: Sealer, actor: Actor, now: datetime, data: EraseBody
) -> Response[ErasureView]:
    """Erase a customer for good, by an approval of exactly this; needs a fresh proof.

    409 ``legal_hold`` while anything of theirs is held, 403 ``not_approved``. It is finished even if
    this node dies meanwhile.
    """
    reason = guard.clean(data.reason).text
    async with db.transaction(actor.tenant) as tx:
        id, again = await erasing.begin(tx, actor, data.customer, data.approval, reason, now)
        if not again:
            await jobs.enqueue(tx, id)
    await sealer.settle(actor.tenant)  # what was said is in the tree before it cannot be read any more
    await jobs.finish(db, blobs, actor.tenant, id)
    async with db.transaction(actor.tenant) as tx:
        shown = await store.view(tx, id)
    if shown is None:
        raise NotFound
    return Response(shown, status_code=200 if again else 201)


ROUTES = [get_retention, get_subject, post_hold, post_lift, post_erasure]
