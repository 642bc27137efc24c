"""The people of the desk, for who leads them: how each stands, the kill switch."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, put

from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid
from trustdesk.staff.actions import suspensions
from trustdesk.staff.views import StandingView, standing_view


class Suspension(msgspec.Struct, frozen=True):
    """Whether an agent is to be suspended, and why."""

    suspended: bool
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class Screening:
    """How reasons are rid of secrets: who knows secrets lives on a floor above and is handed in."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        """Take who cleans."""
        self.clean = clean


class Staff(msgspec.Struct, frozen=True):
    """How the agents of the brand stand."""

    items: list[StandingView]
    cursor: str | None = None


@get("/api/v1/staff/standings", opt={"policy": "agent"})
async def list_staff(db: Database, actor: Actor, now: datetime) -> Staff:
    """List the agents: role, passkeys, sessions, last seen, suspensions."""
    async with db.transaction(actor.tenant) as tx:
        found = await suspensions.standings(tx, actor, now)
    return Staff([standing_view(one, actor, now) for one in found])


@put("/api/v1/staff/{id:uuid}/suspension", opt={"policy": "agent"})
async def put_suspension(
    request: Request[Any, Any, Any],
    db: Database,
    actor: Actor,
    screening: Screening,
    id: UUID,
    data: Suspension,
) -> Suspension:
    """Stop an agent on every node within a second, or let them in again, which needs a fresh proof."""
    reason, now = screening.clean(data.reason.strip()), clock.utc_now()
    if not reason:
        raise Invalid("reason")
    async with db.transaction(actor.tenant) as tx:
        if data.suspended:
            await suspensions.suspend(tx, actor, id, reason, now)
        else:
            await suspensions.lift(tx, actor, id, reason, now)
    request.app.state.admission.forget_id(str(id))
    return Suspension(data.suspended, reason)


ROUTES = [list_staff, put_suspension]
