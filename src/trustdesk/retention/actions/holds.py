"""Legal holds: set by one with a reason, lifted by four eyes; while one holds nothing of it is erased."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations, customers, evidence, oversight, staff
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, Conflict, NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.retention.model import Hold
from trustdesk.retention.store import holds as store
from trustdesk.retention.views import Subject
from trustdesk.staff import Action, check


class LegalHold(Conflict):
    """It is held by law; nothing of it can be erased until the hold is lifted."""

    code = "legal_hold"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be held, and why: the conversation of a number, or everything of its customer."""

    client_id: str
    number: str
    whole_customer: bool
    reason: str


async def hold(tx: Tx, actor: Actor, wanted: Wanted, now: datetime) -> UUID:
    """Hold a conversation, or its customer with everything of theirs; the same client id is the same hold."""
    check(actor, Action.KEEP_RETENTION)
    place = await conversations.place_of(tx, wanted.number)
    if not await customers.lock_to_forget(tx, place.customer):
        raise Conflict("nothing is left of it")
    made = Hold(
        id=uuid7(),
        customer=place.customer,
        conversation=None if wanted.whole_customer else place.id,
        number=place.number,
        reason=wanted.reason,
        set_by=UUID(actor.id),
        set_name=actor.name,
        at=now,
        client_id=wanted.client_id,
    )
    if not await store.insert(tx, made):
        before = await store.by_client_id(tx, made.set_by, made.client_id)
        told = ("customer", "conversation", "reason")
        if before is None or any(getattr(before, name) != getattr(made, name) for name in told):
            raise ClientIdReused
        return before.id
    await _record(tx, actor, "hold.set", made.id, {"number": made.number, "whole": wanted.whole_customer})
    return made.id


async def lift(tx: Tx, actor: Actor, id: UUID, approval: UUID, reason: str, now: datetime) -> None:
    """Lift a hold by an approval of exactly this; raises ``NotApproved`` without one."""
    check(actor, Action.KEEP_RETENTION)
    staff.require_fresh(actor, now)
    await oversight.spend_approval(tx, actor, approval, ("hold.lift", {"hold": str(id)}), now)
    if not await store.lift(tx, id, actor.name, reason, now):
        raise NotFound
    await _record(tx, actor, "hold.lift", id, {})


async def subject(tx: Tx, actor: Actor, number: str) -> Subject:
    """Tell whose conversation this is, so that an approval can be bound to exactly them."""
    check(actor, Action.KEEP_RETENTION)
    place = await conversations.place_of(tx, number)
    theirs = await conversations.left_of(tx, place.customer)
    held = await store.holds_of(tx, place.customer, theirs)
    await evidence.append(tx, actor, "erasure.look", evidence.About("customer", str(place.customer)))
    return Subject(place.customer, len(theirs), held, await customers.is_erased(tx, place.customer))


async def _record(tx: Tx, actor: Actor, action: str, id: UUID, detail: dict[str, object]) -> None:
    await evidence.append(tx, actor, action, evidence.About("hold", str(id)), detail)
