"""Requests of the exchange out of a procedure: only what its diagnosis allows, for exactly that."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations, exchange, oversight, staff
from trustdesk.exchange import ActionKind
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict
from trustdesk.kit.secrets import Keys
from trustdesk.procedures.actions import moving, recovering
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.rules import asking as rules
from trustdesk.procedures.store import running as store
from trustdesk.procedures.store import writing

ACT = "procedure.action"


class Wanted(msgspec.Struct, frozen=True):
    """Which action is wanted, and what stands behind it."""

    action: ActionKind
    approval: UUID | None = None
    step_up: UUID | None = None


class NotOffered(Conflict):
    """The diagnosis as it stands now does not lead to this action."""

    code = "action_not_offered"


def parameters(case: conversations.Conversation, running: Running, action: str) -> dict[str, str]:
    """Name exactly what an approval of an action must be asked for."""
    subject = running.diagnosis.subject if running.diagnosis else ""
    return {
        "conversation": case.number,
        "procedure": str(running.id),
        "action": action,
        "subject": subject or running.slug,
    }


def needs(found: Diagnosis | None, action: ActionKind) -> frozenset[str]:
    """Tell what must stand behind an action: what the exchange demands, and what this case does."""
    return exchange.NEEDS[action] | (frozenset({"approval"}) if found and found.approve else frozenset[str]())


async def request(
    tx: Tx,
    write: moving.Write,
    held: tuple[conversations.Conversation, Running],
    wanted: Wanted,
    keys: Keys,
    now: datetime,
) -> Running:
    """Ask the exchange for an action that the diagnosis leads to; the approval is used up with it.

    Raises ``NotOffered``, ``NotApproved``, ``NotConfirmed``; the same write again changes nothing.
    """
    case, running = held
    actor: Actor = write.actor
    if await moving.repeated(tx, write, running):
        return running
    if running.diagnosis is None or wanted.action not in running.diagnosis.actions:
        raise NotOffered(wanted.action)
    staff.require_fresh(actor, now)
    uid = await exchange.uid_of(tx, case.customer)
    if uid is None:
        raise Conflict("the customer has not signed in at the exchange")
    if running.diagnosis.approve and wanted.approval is None:
        raise exchange.NotConfirmed(needs=["approval"])
    approved_by = None
    if wanted.approval is not None:
        exact = (ACT, parameters(case, running, wanted.action))
        await oversight.spend_approval(tx, actor, wanted.approval, exact, now)
        approved_by = await oversight.decided_by(tx, wanted.approval)
    await recovering.approved(tx, actor, running, wanted.approval)
    about = exchange.OfWhom(case.id, case.number, case.customer, uid)
    sealed = _sealed(keys, tx.tenant, running)
    why = exchange.Reason(running.slug, wanted.approval, approved_by, wanted.step_up, sealed)
    asked = await exchange.request(tx, actor, about, (write.client_id, wanted.action, why), now)
    moved = await moving.move(tx, write, running, "request", now, detail=wanted.action)
    return await linked(tx, moved, asked.id)


def _sealed(keys: Keys, tenant: str, running: Running) -> bytes | None:
    """Seal which movement is to be recovered, for the request that waits for the exchange."""
    claim = running.diagnosis.claim if running.diagnosis else None
    if claim is None:
        return None
    movement = exchange.Movement(
        network=claim.network,
        txid=claim.txid,
        asset=claim.asset,
        amount=claim.amount,
        fee=claim.fee,
        log_index=claim.log_index,
        contract=claim.contract,
    )
    return exchange.seal_movement(keys, tenant, movement)


async def linked(tx: Tx, running: Running, request: UUID) -> Running:
    """Remember for what becomes of which request a procedure waits."""
    new = msgspec.structs.replace(running, request=request)
    await writing.save(tx, [(new, None)])
    return new


async def answered(tx: Tx, request: UUID, told: tuple[str, str | None], now: datetime) -> None:
    """Go on once the exchange has said what became of a request; ``told`` is the state, and its reason."""
    state, outcome = told
    running = await store.by_request(tx, request)
    if running is None or state not in {"done", "refused", "failed"}:
        return
    event = "done" if state == "done" else "denied"
    if event == "denied":
        await recovering.denied(tx, running)
        if running.diagnosis is not None:
            declined = rules.declined(running.diagnosis, outcome or state)
            running = msgspec.structs.replace(running, diagnosis=declined, diagnosed_at=now)
    write = moving.desk(tx.tenant, f"answered:{request}")
    try:
        await moving.move(tx, write, running, event, now, detail=state)
    except moving.NotNow:
        return  # a person has brought it elsewhere meanwhile
