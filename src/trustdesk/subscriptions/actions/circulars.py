"""Circulars: planned when an announcement is published, written out as copies when its time has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import announcements
from trustdesk.announcements import Announcement, AnnouncementPublished
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.staff import Action, check
from trustdesk.subscriptions.model import NOBODY, Circular, Tally
from trustdesk.subscriptions.store import circulars as store
from trustdesk.subscriptions.store import copies

CIRCULARS_DUE = UUID(int=0xC14C_0001)  # wakes every node: a circular was planned
COPIES_DUE = UUID(int=0xC14C_0002)  # copies were written
SETTLED = UUID(int=0xC14C_0003)  # it became known how copies have fared
BATCH = 500
KEPT = timedelta(days=90)  # who each copy went to; the counts stay


async def plan(tx: Tx, fact: AnnouncementPublished, now: datetime) -> None:
    """Plan the first circular of an announcement for its time, or a correction that was asked for.

    Who subscribes between the time that was written and the time of publishing hears of it, too.
    """
    one = await announcements.found(tx, fact.about)
    if one.state != "published":
        return
    first = await store.first(tx, one.id)
    waits = first is None or first.state in ("planned", "dropped")
    if not (waits or fact.tell):
        return
    wanted = Circular(
        id=uuid7(),
        announcement=one.id,
        round=0 if waits else fact.version,
        state="planned",
        due_at=max(one.publish_at or now, now),
        reached=NOBODY,
        asked_by=fact.by,
    )
    await store.plan(tx, wanted)
    tx.news.add(CIRCULARS_DUE)


async def drop(tx: Tx, announcement: UUID) -> None:
    """Stop what has not gone out yet of an announcement that was withdrawn."""
    await store.drop(tx, announcement)
    tx.news.add(SETTLED)


async def spread(tx: Tx, id: UUID, places: Sequence[str], now: datetime) -> bool:
    """Write the next copies of a circular; False when there is nothing more to write at this time."""
    one = await store.lock(tx, id)
    if one is None or one.state not in ("planned", "spreading") or one.due_at > now:
        return False
    about = await announcements.found(tx, one.announcement)
    if not _goes(about, one):
        later = about.publish_at if about.state == "published" else None
        await store.set_state(tx, id, "planned" if later else "dropped", later or one.due_at)
        return False
    if one.reached == NOBODY:
        await store.spread_places(tx, id, places)
    written = await store.spread(tx, one, about.kind, BATCH)
    if written < BATCH:
        await store.set_state(tx, id, "spread", one.due_at)
    tx.news |= {COPIES_DUE, SETTLED}
    return written == BATCH


async def again(tx: Tx, actor: Actor, announcement: UUID, id: UUID) -> int:
    """Send what failed, or may not have arrived, once more; returns how many."""
    check(actor, Action.KEEP_ANNOUNCEMENTS)
    one = await store.get(tx, id)
    if one is None or one.announcement != announcement:
        raise NotFound
    many = await copies.again(tx, id)
    if many:
        tx.news |= {COPIES_DUE, SETTLED}
    return many


async def tallied(tx: Tx, announcement: UUID) -> list[tuple[Circular, list[Tally]]]:
    """List the circulars of an announcement with how their copies have fared."""
    found = await store.of(tx, announcement)
    counted = await store.tallies(tx, [one.id for one in found if one.tallies is None])
    return [(one, counted.get(one.id, []) if one.tallies is None else _kept(one.tallies)) for one in found]


async def forget_copies(tx: Tx, most: int) -> int:
    """Keep of circulars of long ago only the counts; returns of how many."""
    old = await store.old(tx, KEPT, most)
    counted = await store.tallies(tx, old)
    for id in old:
        await store.keep_tallies(tx, id, msgspec.json.encode(counted.get(id, [])).decode())
    return len(old)


def _goes(about: Announcement, one: Circular) -> bool:
    return about.state == "published" and (about.publish_at is None or about.publish_at <= one.due_at)


def _kept(written: str) -> list[Tally]:
    return msgspec.json.decode(written, type=list[Tally])
