"""The HTTP routes of incidents; what customers do with them comes through their own line."""

from datetime import datetime
from uuid import UUID

from litestar import Response, delete, get, post

from trustdesk.brands import Brand, known
from trustdesk.evidence import About, append
from trustdesk.guard import Guard
from trustdesk.incidents.actions import keeping, showing
from trustdesk.incidents.model import LinkBody, NewIncident, NewUpdate
from trustdesk.incidents.views import Incidents, IncidentView, LinkedView, OpenIncidents
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database


@get("/api/v1/incidents", opt={"policy": "agent"})
async def list_incidents(db: Database, actor: Actor) -> Incidents:
    """List incidents with their updates and how many conversations are about them, the open ones first."""
    async with db.transaction(actor.tenant) as tx:
        return Incidents(await showing.listed(tx))


@post("/api/v1/incidents", opt={"policy": "agent"})
async def post_incident(
    db: Database, guard: Guard, actor: Actor, now: datetime, data: NewIncident
) -> Response[IncidentView]:
    """Open an incident with its first update (seniors and up)."""
    async with db.transaction(actor.tenant) as tx:
        id, again = await keeping.open_incident(tx, guard, actor, data, now)
        if not again:
            await append(tx, actor, "incident.open", About("incident", str(id)), {"state": data.state})
        shown = await showing.shown(tx, id)
    return Response(shown, status_code=200 if again else 201)


@post("/api/v1/incidents/{id:uuid}/updates", opt={"policy": "agent"})
async def post_update(
    db: Database, guard: Guard, actor: Actor, now: datetime, id: UUID, data: NewUpdate
) -> Response[IncidentView]:
    """Say what is new (seniors and up): it goes to every conversation about it, in its language."""
    async with db.transaction(actor.tenant) as tx:
        again = await keeping.update(tx, guard, actor, id, data, now)
        if not again:
            await append(tx, actor, "incident.update", About("incident", str(id)), {"state": data.state})
        shown = await showing.shown(tx, id)
    return Response(shown, status_code=200 if again else 201)


@post("/api/v1/incidents/{id:uuid}/conversations", opt={"policy": "agent"}, status_code=200)
async def post_links(db: Database, actor: Actor, now: datetime, id: UUID, data: LinkBody) -> LinkedView:
    """Say that a conversation is about an incident, or that all unanswered ones of its topics are."""
    async with db.transaction(actor.tenant) as tx:
        added = await keeping.link(tx, actor, id, data, now)
        if added:
            told = {"added": added, "number": data.number or ""}
            await append(tx, actor, "incident.link", About("incident", str(id)), told)
    return LinkedView(added)


@delete("/api/v1/incidents/{id:uuid}/conversations/{number:str}", opt={"policy": "agent"}, status_code=204)
async def delete_link(db: Database, actor: Actor, now: datetime, id: UUID, number: str) -> None:
    """Say that a conversation is not about an incident after all."""
    async with db.transaction(actor.tenant) as tx:
        await keeping.unlink(tx, actor, id, number, now)
        await append(tx, actor, "incident.unlink", About("incident", str(id)), {"number": number})


@get("/api/v1/conversations/{number:str}/incidents", opt={"policy": "agent"})
async def list_of_conversation(db: Database, actor: Actor, now: datetime, number: str) -> Incidents:
    """List the incidents a conversation is about."""
    async with db.transaction(actor.tenant) as tx:
        return Incidents(await showing.about(tx, actor, number, now))


@get("/api/v1/widget/{brand:str}/incidents", opt={"policy": "public"})
async def list_open(db: Database, brands: dict[str, Brand], brand: str, locale: i18n.Locale) -> OpenIncidents:
    """Say what is wrong at the moment, in the reader's language."""
    known(brands, brand)
    async with db.transaction(brand) as tx:
        return OpenIncidents(await showing.public(tx, locale))


ROUTES = [
    list_incidents,
    post_incident,
    post_update,
    post_links,
    delete_link,
    list_of_conversation,
    list_open,
]
