"""Erasing a customer: agreed on by four eyes, carried out at once, finished whatever happens meanwhile.

What is erased first are the data keys: from then on every copy of the database holds noise. A process
that dies in between leaves an erasure that is begun; whoever takes it up again finds the keys gone
and clears away the rest. Nothing can be done in halves the other way round.
"""

from datetime import datetime
from uuid import UUID

from trustdesk import conversations, customers, evidence, files, oversight, staff
from trustdesk.kit import failpoints
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.kit.key_pages import Why
from trustdesk.retention.actions.holds import LegalHold
from trustdesk.retention.model import Erasure
from trustdesk.retention.store import erasures as store
from trustdesk.retention.store import holds
from trustdesk.staff import Action, check


async def begin(
    tx: Tx, actor: Actor, customer: UUID, approval: UUID, reason: str, now: datetime
) -> tuple[UUID, bool]:
    """Begin an erasure by an approval of exactly this customer; gives its id, and whether it was there.

    Raises ``LegalHold`` while anything of theirs is held and ``NotApproved`` without an approval.
    """
    check(actor, Action.KEEP_RETENTION)
    staff.require_fresh(actor, now)
    before = await store.by_approval(tx, approval)
    if before is not None and before.customer == customer and str(before.asked_by) == actor.id:
        return before.id, True
    if not await customers.lock_to_forget(tx, customer):
        raise NotFound
    if await holds.holds_of(tx, customer, await conversations.left_of(tx, customer)):
        raise LegalHold
    await oversight.spend_approval(tx, actor, approval, ("customer.erase", {"customer": str(customer)}), now)
    erasure = Erasure(
        id=uuid7(),
        customer=customer,
        reason=reason,
        asked_by=UUID(actor.id),
        asked_name=actor.name,
        approval=approval,
        at=now,
    )
    await store.insert(tx, erasure)
    about = evidence.About("customer", str(customer))
    await evidence.append(tx, actor, "erasure.begin", about, {"erasure": erasure.id})
    return erasure.id, False


async def finish(tx: Tx, actor: Actor, blobs: Blobs, id: UUID, now: datetime) -> None:
    """Carry an erasure out; coming twice changes nothing. A hold set meanwhile stops it."""
    erasure = await store.lock(tx, id)
    if erasure is None:
        raise NotFound
    if erasure.state != "begun":
        return
    if not await customers.lock_to_forget(tx, erasure.customer):
        await store.end(tx, id, "done", (0, 0, 0), now)  # their time was up meanwhile
        return
    if await holds.holds_of(tx, erasure.customer, await conversations.left_of(tx, erasure.customer)):
        await store.end(tx, id, "stopped", (0, 0, 0), now)
        await evidence.append(tx, actor, "erasure.stop", evidence.About("customer", str(erasure.customer)))
        return
    counts = await forget_customer(tx, actor, blobs, erasure.customer, "request", now)
    await store.end(tx, id, "done", counts, now)


async def forget_customer(
    tx: Tx, actor: Actor, blobs: Blobs, customer: UUID, why: Why, now: datetime
) -> tuple[int, int, int]:
    """Forget a locked customer with everything of theirs; counts conversations, entries and files."""
    gone = await forget_conversations(tx, actor, blobs, await conversations.left_of(tx, customer), why, now)
    keys, paths = await files.forget(tx, (), f"customer:{customer}", now)
    keys += await customers.forget(tx, customer, now)
    await _drop(blobs, paths)
    await tx.destroy_keys(keys, why)
    failpoints.reach("keys_destroyed")
    about = evidence.About("customer", str(customer))
    told = {"why": why, "conversations": gone[0], "entries": gone[1], "files": gone[2] + len(paths)}
    await evidence.append(tx, actor, "customer.erase", about, told)
    return gone[0], gone[1], gone[2] + len(paths)


async def forget_conversations(
    tx: Tx, actor: Actor, blobs: Blobs, ids: list[UUID], why: Why, now: datetime
) -> tuple[int, int, int]:
    """Forget conversations and their files; each leaves a tombstone in the audit: a hash of its leaves."""
    gone = await conversations.forget(tx, ids, now)
    keys, paths = await files.forget(tx, [file for one in gone for file in one.files], "", now)
    await _drop(blobs, paths)
    await tx.destroy_keys([*keys, *(one.key for one in gone)], why)
    failpoints.reach("conversation_keys_destroyed")
    for one in gone:
        told = {"why": why, "entries": one.entries, "files": len(one.files), "leaves": one.leaves.hex()}
        await evidence.append(
            tx, actor, "conversation.erase", evidence.About("conversation", one.number), told
        )
    return len(gone), sum(one.entries for one in gone), len(paths)


async def _drop(blobs: Blobs, paths: list[str]) -> None:
    for path in paths:
        await blobs.drop(path)
