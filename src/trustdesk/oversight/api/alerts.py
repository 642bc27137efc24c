"""Alerts over HTTP and live, and the list of canaries."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from litestar import get, post
from typing_extensions import override

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News
from trustdesk.kit.errors import Forbidden
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.oversight.actions import alerts, canaries
from trustdesk.oversight.views import Alerts, Canaries
from trustdesk.staff import Action, can


@get("/api/v1/alerts", opt={"policy": "agent"})
async def list_alerts(db: Database, actor: Actor) -> Alerts:
    """List the latest alerts (compliance)."""
    async with db.transaction(actor.tenant) as tx:
        return Alerts(await alerts.latest(tx, actor))


@post("/api/v1/alerts/{id:uuid}/seen", opt={"policy": "agent"}, status_code=204)
async def post_seen(db: Database, actor: Actor, now: datetime, id: UUID) -> None:
    """Note that one has looked into an alert (compliance)."""
    async with db.transaction(actor.tenant) as tx:
        await alerts.see(tx, actor, id, now)


@get("/api/v1/canaries", opt={"policy": "agent"})
async def list_canaries(db: Database, actor: Actor) -> Canaries:
    """List the customers nobody has a reason to open (compliance and supervisors)."""
    async with db.transaction(actor.tenant) as tx:
        return Canaries(await canaries.kept(tx, actor))


class AlertsFeed(Feed):
    """Topic ``alerts``: the latest alerts, each time there is news among them."""

    prefix = "alerts"

    def __init__(self, db: Database) -> None:
        """Take the database alerts are read from."""
        self._db = db

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit who may see alerts."""
        if can(socket.viewer, Action.SEE_ALERTS) != "allow":
            raise Forbidden(Action.SEE_ALERTS.value)
        return Subscription(socket, topic, alerts.ALERTS)

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Tell the latest as they are now."""
        await self.tell(subscription.viewer.tenant, set(), [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Tell everybody who may still see them."""
        for one in followers:
            if can(one.viewer, Action.SEE_ALERTS) == "allow":
                async with self._db.transaction(tenant) as tx:
                    one.push({"t": "alerts", "items": await alerts.latest(tx, one.viewer)})


ROUTES = [list_alerts, post_seen, list_canaries]
