"""Keeping announcements."""

from datetime import datetime
from uuid import UUID

from litestar import Response, get, post, put

from trustdesk.announcements import store
from trustdesk.announcements.actions import keeping
from trustdesk.announcements.model import Announcement, ChangedAnnouncement, NewAnnouncement
from trustdesk.announcements.views import Announcements
from trustdesk.evidence import About, append
from trustdesk.guard import Guard
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.staff import Action, check

SHOWN = 200


@get("/api/v1/announcements", opt={"policy": "staff"})
async def list_announcements(db: Database, actor: Actor) -> Announcements:
    """List all announcements, drafts first (editors, supervisors, administrators)."""
    check(actor, Action.KEEP_ANNOUNCEMENTS)
    async with db.transaction(actor.tenant) as tx:
        return Announcements(await store.listed(tx, SHOWN))


@post("/api/v1/announcements", opt={"policy": "staff"})
async def post_announcement(
    db: Database, guard: Guard, actor: Actor, now: datetime, data: NewAnnouncement
) -> Response[Announcement]:
    """Write an announcement; it is public when its state and its time say so."""
    async with db.transaction(actor.tenant) as tx:
        one, again = await keeping.add(tx, guard, actor, data, now)
        if not again:
            about = About("announcement", str(one.id))
            await append(tx, actor, "announcement.add", about, {"kind": one.kind, "state": one.state})
    return Response(one, status_code=200 if again else 201)


@put("/api/v1/announcements/{id:uuid}", opt={"policy": "staff"})
async def put_announcement(
    db: Database, guard: Guard, actor: Actor, now: datetime, id: UUID, data: ChangedAnnouncement
) -> Announcement:
    """Change, publish or withdraw an announcement; 409 when a colleague has changed it meanwhile."""
    async with db.transaction(actor.tenant) as tx:
        one = await keeping.change(tx, guard, actor, id, data, now)
        told = {"kind": one.kind, "state": one.state, "version": one.version}
        await append(tx, actor, "announcement.change", About("announcement", str(id)), told)
        return one


ROUTES = [list_announcements, post_announcement, put_announcement]
