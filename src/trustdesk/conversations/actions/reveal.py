"""Opening by a reason what is not one's own, and revealing one value of what one holds."""

from datetime import datetime

import msgspec

from trustdesk import customers, exchange, files, oversight, staff
from trustdesk.conversations.actions import read
from trustdesk.conversations.model import Conversation
from trustdesk.conversations.rules import refs
from trustdesk.conversations.store import lists
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.secrets import Keys
from trustdesk.staff import Action, can

HELD: dict[refs.Kind, oversight.Held] = {"handle": "contact", "file": "account", "fact": "account"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which value, and why."""

    client_id: str
    ref: str
    reason: oversight.RevealReason
    note: str


async def open_by_reason(
    tx: Tx, actor: Actor, number: str, client_id: str, why: tuple[oversight.AccessReason, str], now: datetime
) -> oversight.Grant:
    """Open a conversation within the actor's reach for half an hour, by a reason on record."""
    case = await read.found_for(tx, actor, number)
    grant = await oversight.open_to(tx, actor, case.id, client_id, why, now)
    await oversight.watch(tx, actor, case.customer, "access", now)
    return grant


async def reveal(
    tx: Tx, actor: Actor, keys: Keys, asked: Asked, now: datetime
) -> tuple[str, datetime] | None:
    """Give one value and until when it may be shown; None when the quota of the shift is spent.

    Nothing may leave before the transaction has committed. Raises ``NotFound`` for what is not
    there, ``NotHeld`` for a conversation of somebody else, and ``StepUpRequired``.
    """
    ref = refs.read(asked.ref)
    cases = await lists.states(tx, [ref.conversation]) if ref else []
    case = cases[0] if cases else None
    if ref is None or case is None or can(actor, Action.READ, case) == "deny":
        raise NotFound
    if can(actor, Action.REVEAL, case) != "allow":
        raise oversight.NotHeld
    staff.require_fresh(actor, now)
    value = await _value(tx, keys, case, ref, now)
    wanted = oversight.Wanted(
        client_id=asked.client_id,
        ref=asked.ref,
        held=HELD[ref.kind],
        conversation=case.id,
        customer=case.customer,
        reason=asked.reason,
        note=asked.note,
    )
    until = await oversight.reveal(tx, actor, wanted, now)
    return None if until is None else (value, until)


async def _value(tx: Tx, keys: Keys, case: Conversation, ref: refs.Ref, now: datetime) -> str:
    if ref.kind == "fact":
        return await exchange.value_of(tx, exchange.Shelf(keys, case.id), ref.id, now)
    if ref.kind == "handle":
        return (await customers.handle_of(tx, case.customer, ref.id)).external_id
    if not await lists.holds_file(tx, case.id, ref.id):
        raise NotFound
    return (await files.find(tx, ref.id)).name
