"""The HTTP route of the guard: what the exchange's own look-up has shown."""

from datetime import datetime

from litestar import put

from trustdesk.guard.actions import Guard
from trustdesk.guard.views import SettledView, VerdictBody
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database


@put("/api/v1/guard/verdicts", opt={"policy": "staff"})
async def put_verdict(
    db: Database, guard: Guard, actor: Actor, now: datetime, data: VerdictBody
) -> SettledView:
    """Say whether 64 hex digits are a transaction (a desk key). A keyed hash is kept."""
    async with db.transaction(actor.tenant) as tx:
        return await guard.settle(tx, actor, data, now)


ROUTES = [put_verdict]
