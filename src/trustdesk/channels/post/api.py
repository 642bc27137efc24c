"""How answers fare on their way out: over HTTP, and live."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from typing_extensions import override

from trustdesk import conversations
from trustdesk.channels.post.actions import deliveries
from trustdesk.channels.post.store import deliveries as store
from trustdesk.channels.post.views import DeliveriesView
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx


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


class DeliveryFeed(conversations.BesideFeed):
    """Topic ``deliveries:<number>``: how the answers of a conversation fare, whenever that changes."""

    prefix = "deliveries"

    @override
    async def frame(self, tx: Tx, case: conversations.Conversation) -> dict[str, Any]:
        """Tell how each has fared."""
        return {"t": "deliveries", "items": await store.of(tx, case.id)}


ROUTES = [list_deliveries, send_again]
