"""How answers fare on their way out: over HTTP, and live."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from litestar import get, post
from typing_extensions import override

from trustdesk import conversations
from trustdesk.channels.post.actions import deliveries
from trustdesk.channels.post.store import deliveries as store
from trustdesk.channels.post.views import DeliveriesView
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.staff import Action, can


@get("/api/v1/conversations/{number:str}/deliveries", opt={"policy": "staff"})
async def list_deliveries(db: Database, actor: Actor, now: datetime, number: str) -> DeliveriesView:
    """List how each answer that went out on a line has fared."""
    async with db.transaction(actor.tenant) as tx:
        return DeliveriesView(await deliveries.shown(tx, actor, number, now))


@post("/api/v1/deliveries/{id:uuid}/again", opt={"policy": "staff"}, status_code=204)
async def send_again(db: Database, actor: Actor, now: datetime, id: UUID) -> None:
    """Send an answer that could not be delivered again (who may write in the conversation)."""
    async with db.transaction(actor.tenant) as tx:
        await deliveries.send_again(tx, actor, id, now)


class DeliveryFeed(Feed):
    """Topic ``deliveries:<number>``: how the answers of a conversation fare, whenever that changes."""

    prefix = "deliveries"

    def __init__(self, db: Database) -> None:
        """Take the database they are read from."""
        self._db = db

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit staff who may read the conversation."""
        if socket.viewer.kind == "customer":
            return None
        number = topic.partition(":")[2]
        async with self._db.transaction(socket.viewer.tenant) as tx:
            case = await conversations.open_for(tx, socket.viewer, number, clock.utc_now())
        return Subscription(socket, topic, case.id)

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Tell how they are now."""
        await self.tell(subscription.viewer.tenant, set(), [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Tell everybody who may still read the conversation, if anything is another."""
        keys = {one.key for one in followers if one.key is not None}
        async with self._db.transaction(tenant) as tx:
            cases = await conversations.states_of(tx, list(keys))
            items = {id: await store.of(tx, id) for id in cases}
        for one in followers:
            case = cases.get(one.key) if one.key else None
            if case is None or can(one.viewer, Action.READ, case) != "allow":
                continue
            told = msgspec.json.encode(items[case.id])
            if told != one.state:
                one.state = told
                one.push({"t": "deliveries", "items": items[case.id]})


ROUTES = [list_deliveries, send_again]
