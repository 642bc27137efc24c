"""Following an incident: a tap instead of a wait in the queue."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import Response, post

from trustdesk import conversations, customers, incidents
from trustdesk.channels.intake import Intake
from trustdesk.channels.webchat.api.thread import SendBody, write_in
from trustdesk.channels.webchat.views import SentView
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound


class FollowBody(msgspec.Struct, frozen=True):
    """The customer's own tap."""

    client_id: conversations.ClientId


@post("/api/v1/widget/incidents/{id:uuid}/follow", opt={"policy": "visitor"})
async def follow_incident(
    db: Database, intake: Intake, actor: Actor, now: datetime, id: UUID, data: FollowBody
) -> Response[SentView]:
    """Write that one's case is about an incident: it is kept posted, and leaves the queue to others."""
    customers.check(actor.level, customers.Thing.WRITE)
    locale = i18n.spoken(actor.languages[0])
    async with db.transaction(actor.tenant) as tx:
        about = next((one for one in await incidents.public(tx, locale) if one.id == id), None)
    if about is None:
        raise NotFound
    text = i18n.words(locale).text("incident.follow", title=about.title)
    status, sent = await write_in(db, intake, actor, SendBody(data.client_id, text))
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        if case is not None:
            await incidents.follow(tx, actor, id, case.id, now)
    return Response(sent, status_code=status)


ROUTES = [follow_incident]
