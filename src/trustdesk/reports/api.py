"""The HTTP routes of health."""

from uuid import UUID

from litestar import get, post

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.reports import actions
from trustdesk.reports.model import Probe
from trustdesk.reports.views import HealthView


@get("/api/v1/health", opt={"policy": "staff"})
async def get_health(db: Database, actor: Actor, probes: list[Probe]) -> HealthView:
    """Tell how far every reaction has heard, what failed and why, and what the lines could not deliver."""
    async with db.transaction(actor.tenant) as tx:
        return await actions.health(tx, actor, probes, db.node)


@post("/api/v1/health/failures/{id:uuid}/again", opt={"policy": "staff"}, status_code=204)
async def try_again(db: Database, actor: Actor, id: UUID) -> None:
    """Try what is set aside again now."""
    async with db.transaction(actor.tenant) as tx:
        await actions.try_again(tx, actor, id)


ROUTES = [get_health, try_again]
