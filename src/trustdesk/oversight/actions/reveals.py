"""Reveals: one value, for one minute, by a reason, within a quota, on record before it leaves."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import evidence
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, Expired, Forbidden, RateLimited
from trustdesk.kit.ids import uuid7
from trustdesk.oversight.actions import alerts, egress
from trustdesk.oversight.model import Held, Reveal, RevealReason
from trustdesk.oversight.rules.budgets import QUOTAS, SHARED, SHIFT
from trustdesk.oversight.store import reveals as store

SHOWN_FOR = timedelta(seconds=60)


class RevealQuota(RateLimited):
    """The quota of this shift is spent; compliance has been told."""

    code = "reveal_quota"


class NotHeld(Forbidden):
    """Only who holds the conversation now reveals something of it."""

    code = "not_held"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to see and why; ``conversation`` and ``customer`` are whose it is."""

    client_id: str
    ref: str
    held: Held
    conversation: UUID
    customer: UUID
    reason: RevealReason
    note: str


async def reveal(tx: Tx, actor: Actor, wanted: Wanted, now: datetime) -> datetime | None:
    """Write a reveal down; returns until when the value may be shown, or None when the quota is spent.

    That the actor holds the conversation and has proved a factor is the caller's to ask. Commit this
    before the value leaves, and also when it is refused: then an alert was raised. The same client id
    again gets the same answer; after its minute it raises ``Expired``.
    """
    agent = UUID(actor.id)
    await store.lock(tx, agent)
    before = await store.by_client_id(tx, agent, wanted.client_id)
    if before is not None:
        return _again(before, wanted, now)
    kinds = SHARED[wanted.held]
    if await store.spent(tx, agent, kinds, now - SHIFT) >= QUOTAS[wanted.held]:
        about = evidence.About("conversation", str(wanted.conversation))
        await evidence.append(tx, actor, "reveal.refuse", about, {"ref": wanted.ref, "held": wanted.held})
        await alerts.raise_alert(tx, "reveal_quota", agent, "+".join(kinds), now)
        return None
    return await _write(tx, actor, wanted, now)


async def _write(tx: Tx, actor: Actor, wanted: Wanted, now: datetime) -> datetime:
    done = Reveal(
        id=uuid7(),
        agent=UUID(actor.id),
        conversation=wanted.conversation,
        ref=wanted.ref,
        held=wanted.held,
        reason=wanted.reason,
        note=wanted.note,
        client_id=wanted.client_id,
        at=now,
        until=now + SHOWN_FOR,
    )
    await store.insert(tx, done)
    detail = {"ref": done.ref, "held": done.held, "note": evidence.Hidden(done.note)}
    about = evidence.About("conversation", str(done.conversation))
    why = evidence.Why(reason=done.reason, purpose="reveal")
    await evidence.append(tx, actor, f"{done.held}.reveal", about, detail, why)
    await egress.watch(tx, actor, wanted.customer, "reveal", now)
    await egress.spend(tx, actor, "reveals", 1, now)
    return done.until


def _again(before: Reveal, wanted: Wanted, now: datetime) -> datetime:
    asked = (wanted.ref, wanted.conversation, wanted.reason, wanted.note)
    if asked != (before.ref, before.conversation, before.reason, before.note):
        raise ClientIdReused
    if now >= before.until:
        raise Expired
    return before.until
