"""Write, publish, change, withdraw."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import guard
from trustdesk.announcements import rules, store
from trustdesk.announcements.events import AnnouncementPublished, AnnouncementWithdrawn
from trustdesk.announcements.model import (
    Announcement,
    AnnouncementBody,
    ChangedAnnouncement,
    NewAnnouncement,
)
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, Invalid, NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same, fingerprint
from trustdesk.staff import Action, check

KEPT = AnnouncementBody.__struct_fields__


async def add(
    tx: Tx, screen: guard.Guard, actor: Actor, body: NewAnnouncement, now: datetime
) -> tuple[Announcement, bool]:
    """Add an announcement; returns it, and whether it had been added before."""
    check(actor, Action.KEEP_ANNOUNCEMENTS)
    _sayable(tx.tenant, screen, body)
    one = _kept(body, uuid7(), 1, actor, now)
    asked = fingerprint(body)
    if await store.insert(tx, one, actor.key, body.client_id, asked):
        await _told(tx, one)
        return one, False
    before = await store.find_added(tx, actor.key, body.client_id)
    if before is None:
        raise Conflict("added elsewhere at the same moment")
    check_same(before[0], asked)
    return await found(tx, before[1]), True


async def change(
    tx: Tx, screen: guard.Guard, actor: Actor, id: UUID, body: ChangedAnnouncement, now: datetime
) -> Announcement:
    """Replace an announcement; raises ``Conflict`` when a colleague has changed it meanwhile."""
    check(actor, Action.KEEP_ANNOUNCEMENTS)
    _sayable(tx.tenant, screen, body)
    before = await found(tx, id)
    if before.state != "draft" and body.state == "draft":
        raise Conflict("what was published is withdrawn, not forgotten")
    one = _kept(body, id, body.version + 1, actor, now)
    if before.publish_at is None and before.state == one.state == "published":
        # A mended word does not make it new.
        one = msgspec.structs.replace(one, publish_at=before.updated_at)
    if not await store.save(tx, one):
        raise Conflict("changed by a colleague meanwhile")
    await _told(tx, one, tell=body.tell and before.state == "published")
    return one


async def found(tx: Tx, id: UUID) -> Announcement:
    """Read one; raises ``NotFound``."""
    one = await store.find(tx, id)
    if one is None:
        raise NotFound
    return one


async def standing(tx: Tx, id: UUID, now: datetime) -> Announcement | None:
    """Read one that everybody may read now; None for any other."""
    one = await store.find(tx, id)
    return one if one is not None and rules.shows(one, now) else None


async def _told(tx: Tx, one: Announcement, *, tell: bool = False) -> None:
    """Publish how it stands for everybody; of drafts nobody hears."""
    if one.state == "published":
        fact = AnnouncementPublished(about=one.id, version=one.version, by=one.written_by, tell=tell)
        await publish(tx, fact)
    elif one.state == "withdrawn":
        await publish(tx, AnnouncementWithdrawn(about=one.id))


def _kept(body: AnnouncementBody, id: UUID, version: int, actor: Actor, now: datetime) -> Announcement:
    given = {name: getattr(body, name) for name in KEPT}
    return Announcement(**given, id=id, version=version, written_by=actor.name, updated_at=now)


def _sayable(tenant: str, screen: guard.Guard, body: AnnouncementBody) -> None:
    """Raise unless everybody may read it."""
    if problem := rules.problem(body):
        raise Invalid(problem)
    for one in (body.languages.en, body.languages.zh):
        for text in (one.title, one.text):
            screen.check_public(tenant, text)
