"""Two customers, one person: proposed by an agent from a conversation, decided by a supervisor."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post

from trustdesk import customers, staff
from trustdesk.conversations.actions import read
from trustdesk.conversations.model import ClientId
from trustdesk.customers import Tie, TieView, tie_view
from trustdesk.guard import Guard
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import fingerprint
from trustdesk.staff import Action


class TieBody(msgspec.Struct, frozen=True):
    """Which other conversation is the same person's, and why one may think so."""

    client_id: ClientId
    number: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    reason: Annotated[str, msgspec.Meta(min_length=3, max_length=500)]


class VerdictBody(msgspec.Struct, frozen=True):
    """Accept or refuse a proposal; undo what was accepted."""

    verdict: Literal["accepted", "refused", "undone"]


class Ties(msgspec.Struct, frozen=True):
    """What waits for a decision, the oldest first."""

    items: Sequence[TieView]


@post("/api/v1/conversations/{number:str}/ties", opt={"policy": "agent"})
async def propose_tie(
    db: Database, guard: Guard, actor: Actor, now: datetime, number: str, data: TieBody
) -> Response[TieView]:
    """Propose that this conversation's customer and another one's are one person."""
    async with db.transaction(actor.tenant) as tx:
        here = await read.open_for(tx, actor, number, now, Action.NOTE)
        there = await read.open_for(tx, actor, data.number, now, Action.NOTE)
        if here.customer == there.customer:
            raise Invalid("both conversations are this customer's already")
        first, second = sorted((here, there), key=lambda case: case.customer)
        tie = Tie(
            id=uuid7(),
            one=first.customer,
            other=second.customer,
            one_number=first.number,
            other_number=second.number,
            reason=guard.clean(actor.tenant, data.reason).text,
            state="proposed",
            proposed_by=UUID(actor.id),
            proposed_name=actor.name,
            proposed_at=now,
            decided_name=None,
            decided_at=None,
        )
        asked = fingerprint(msgspec.structs.replace(data, number=f"{here.number} {there.number}"))
        made, again = await customers.propose_tie(tx, actor, tie, data.client_id, asked)
        tx.news.update({here.id, there.id})
    return Response(tie_view(made), status_code=200 if again else 201)


@get("/api/v1/ties", opt={"policy": "agent"})
async def list_ties(db: Database, actor: Actor) -> Ties:
    """List the proposals that wait for a supervisor."""
    staff.check(actor, Action.DECIDE_TIES)
    async with db.transaction(actor.tenant) as tx:
        return Ties([tie_view(tie) for tie in await customers.ties_waiting(tx)])


@post("/api/v1/ties/{id:uuid}/verdict", opt={"policy": "agent"}, status_code=200)
async def decide_tie(db: Database, actor: Actor, now: datetime, id: UUID, data: VerdictBody) -> TieView:
    """Decide a proposal of somebody else, or undo one that was accepted."""
    staff.check(actor, Action.DECIDE_TIES)
    async with db.transaction(actor.tenant) as tx:
        return tie_view(await customers.decide_tie(tx, actor, id, data.verdict, now))


ROUTES = [propose_tie, list_ties, decide_tie]
