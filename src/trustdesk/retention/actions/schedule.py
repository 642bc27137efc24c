"""Keeping to the schedule: what is due is erased, never early, never what is held."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations, customers, evidence, files
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Tx
from trustdesk.retention import rules
from trustdesk.retention.actions.erasing import forget_conversations, forget_customer
from trustdesk.retention.model import Held, Kept
from trustdesk.retention.store import holds

BATCH = 50  # as much as one transaction erases
COUNTED = 10_000


class Due(msgspec.Struct, frozen=True):
    """How long a class is kept, and how much of it is due."""

    kept: Kept
    days: int | None
    due: int


async def due(tx: Tx, schedule: rules.Schedule | None, now: datetime) -> list[Due]:
    """Tell, class by class, how much is due; counted up to ten thousand."""
    held = await holds.held(tx)
    found: list[Due] = []
    for kept, days in rules.days(schedule).items():
        before = rules.cutoff(days, now)
        found.append(Due(kept, days, 0 if before is None else await _count(tx, kept, before, held)))
    return found


async def keep_to(tx: Tx, blobs: Blobs, schedule: rules.Schedule | None, now: datetime) -> Mapping[Kept, int]:
    """Erase a batch of what is due of each class; tells how much. Come again until nothing is."""
    held, desk, done = await holds.held(tx), system(tx.tenant), dict[Kept, int]()
    for kept, days in rules.days(schedule).items():
        before = rules.cutoff(days, now)
        if before is not None and (count := await _erase(tx, desk, blobs, (kept, before, held), now)):
            done[kept] = count
    if done:
        about = evidence.About("schedule", tx.tenant)
        await evidence.append(tx, desk, "retention.run", about, {str(kept): n for kept, n in done.items()})
    return done


async def _count(tx: Tx, kept: Kept, before: datetime, held: Held) -> int:
    pair = (held.customers, held.conversations)
    match kept:
        case "messages":
            return len(await conversations.due(tx, before, pair, COUNTED))
        case "files":
            return len(await files.due(tx, before, await _held_files(tx, held), COUNTED))
        case "contact":
            return len(await conversations.customers_due(tx, before, held.people, COUNTED))
        case "visits":
            return await customers.visits_due(tx, before, held.people)
        case "audit":
            return 0


async def _erase(tx: Tx, desk: Actor, blobs: Blobs, what: tuple[Kept, datetime, Held], now: datetime) -> int:
    kept, before, held = what
    match kept:
        case "messages":
            ids = await conversations.due(tx, before, (held.customers, held.conversations), BATCH)
            return (await forget_conversations(tx, desk, blobs, ids, "retention", now))[0] if ids else 0
        case "files":
            return await _erase_files(tx, blobs, before, held, now)
        case "contact":
            ids = await conversations.customers_due(tx, before, held.people, BATCH)
            for id in ids:
                if await customers.lock_to_forget(tx, id):
                    await forget_customer(tx, desk, blobs, id, "retention", now)
            return len(ids)
        case "visits":
            return await customers.forget_visits(tx, before, held.people)
        case "audit":
            return 0


async def _erase_files(tx: Tx, blobs: Blobs, before: datetime, held: Held, now: datetime) -> int:
    ids = await files.due(tx, before, await _held_files(tx, held), BATCH)
    keys, paths = await files.forget(tx, ids, "", now)
    for path in paths:
        await blobs.drop(path)
    if keys:
        await tx.destroy_keys(keys, "retention")
    return len(paths)


async def _held_files(tx: Tx, held: Held) -> list[UUID]:
    return await conversations.files_of(tx, (held.customers, held.conversations))
