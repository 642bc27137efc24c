"""The HTTP routes of outgoing webhooks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post
from litestar.params import Parameter

from trustdesk.channels.api import actions
from trustdesk.channels.api.model import Delivery, WebhookBody
from trustdesk.channels.api.views import Deliveries, Webhooks, WebhookView
from trustdesk.evidence import About, Hidden, append
from trustdesk.kit import ids
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress, Refused
from trustdesk.kit.errors import Invalid
from trustdesk.kit.secrets import Keys


@get("/api/v1/webhooks", opt={"policy": "staff"})
async def list_webhooks(db: Database, actor: Actor) -> Webhooks:
    """List the endpoints that are told news."""
    async with db.transaction(actor.tenant) as tx:
        return Webhooks(await actions.listed(tx, actor))


@post("/api/v1/webhooks", opt={"policy": "staff"})
async def post_webhook(
    db: Database, keys: Keys, egress: Egress, actor: Actor, now: datetime, data: WebhookBody
) -> Response[WebhookView]:
    """Add an endpoint. Its secret, with which every call is signed, is in this answer and nowhere else."""
    try:
        egress.check_url(data.url)
    except Refused as error:
        raise Invalid(f"url: {error}") from error
    async with db.transaction(actor.tenant) as tx:
        view, again = await actions.add(tx, actor, keys, data, now)
        if not again:
            about = About("webhook", str(view.id))
            await append(tx, actor, "webhook.add", about, {"url": Hidden(data.url), "events": data.events})
    return Response(view, status_code=200 if again else 201)


@delete("/api/v1/webhooks/{id:uuid}", opt={"policy": "staff"}, status_code=204)
async def delete_webhook(db: Database, actor: Actor, id: UUID) -> None:
    """Remove an endpoint; nothing more is sent to it."""
    async with db.transaction(actor.tenant) as tx:
        await actions.remove(tx, actor, id)
        await append(tx, actor, "webhook.remove", About("webhook", str(id)))


@get("/api/v1/webhooks/{id:uuid}/deliveries", opt={"policy": "staff"})
async def list_deliveries(
    db: Database,
    actor: Actor,
    id: UUID,
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Deliveries:
    """List what was sent to an endpoint, latest first: attempts, last status, when the next is due."""
    before = ids.parse(cursor) if cursor else None
    if cursor and before is None:
        raise Invalid("cursor")
    async with db.transaction(actor.tenant) as tx:
        found = await actions.log(tx, actor, id, before, limit + 1)
    return Deliveries(found[:limit], str(found[limit - 1].id) if len(found) > limit else None)


@post("/api/v1/webhooks/{id:uuid}/deliveries/{delivery:uuid}/again", opt={"policy": "staff"}, status_code=200)
async def send_again(db: Database, actor: Actor, id: UUID, delivery: UUID) -> Delivery:
    """Send a delivery again, with the same id: a receiver that has it already knows it."""
    async with db.transaction(actor.tenant) as tx:
        again = await actions.send_again(tx, actor, id, delivery)
        await append(tx, actor, "webhook.send_again", About("webhook", str(id)), {"delivery": delivery})
        return again


ROUTES = [list_webhooks, post_webhook, delete_webhook, list_deliveries, send_again]
