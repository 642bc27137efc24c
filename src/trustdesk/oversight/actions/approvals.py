"""Four eyes: asked for by one, decided by another, used once, for exactly what was asked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import evidence, staff
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Record, Tx
from trustdesk.kit.errors import ClientIdReused, Conflict, Forbidden, Invalid, NotFound
from trustdesk.kit.ids import parse, uuid7
from trustdesk.oversight.actions import alerts
from trustdesk.oversight.rules.approvals import LASTS, Act, Parameters, bound_to, lasting, may_decide
from trustdesk.oversight.store import approvals as store
from trustdesk.oversight.views import ApprovalView
from trustdesk.staff import Action, can, check

MOST_SHOWN = 100
GRANT: Act = "breakglass.grant"
WAITING = UUID(int=3)  # wakes who waits for decisions


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks to be approved, and why."""

    client_id: str
    act: Act
    parameters: Parameters
    reason: str


class NotApproved(Forbidden):
    """No approval of yours holds for exactly this, now."""

    code = "not_approved"


class Decided(Conflict):
    """It has been decided already, or its time has run out."""

    code = "already_decided"


async def request(tx: Tx, actor: Actor, asked: Asked, now: datetime) -> UUID:
    """Ask for an approval, which is open for 30 minutes; the same client id again is the same request."""
    try:
        bound = bound_to(asked.act, asked.parameters)
        if asked.act == GRANT:
            lasting(asked.parameters)
    except ValueError as error:
        raise Invalid(str(error)) from error
    new = store.New(
        id=uuid7(),
        action=asked.act,
        parameters=msgspec.json.encode(dict(asked.parameters), order="sorted").decode(),
        hash=bound,
        requester=UUID(actor.id),
        requester_role=actor.role,
        reason=asked.reason,
        client_id=asked.client_id,
        at=now,
        until=now + LASTS,
    )
    if not await store.insert(tx, new):
        before = await store.by_client_id(tx, new.requester, new.client_id)
        if before is None or (before["hash"], before["reason"]) != (new.hash, new.reason):
            raise ClientIdReused
        return before["id"]
    if asked.act == GRANT:
        await staff.check_grantee(tx, actor, _agent(asked.parameters))
    await _record(tx, actor, "approval.request", new.id, asked.act)
    return new.id


async def decide(tx: Tx, actor: Actor, id: UUID, now: datetime, *, approve: bool) -> None:
    """Decide about somebody else's request; raises ``Decided`` for one that is decided or has run out."""
    check(actor, Action.APPROVE)
    staff.require_fresh(actor, now)
    found = await store.find(tx, id)
    if found is None:
        raise NotFound
    if not may_decide(actor, found["requester"], found["requester_role"]):
        raise Forbidden("another person decides, and nobody below who asks")
    if parse(_parameters(found).get("agent", "")) == UUID(actor.id):
        raise Forbidden("nobody decides about themselves")
    if not await store.decide(tx, id, UUID(actor.id), "approved" if approve else "refused", now):
        raise Decided
    await _record(tx, actor, "approval.approve" if approve else "approval.refuse", id, found["action"])


async def spend(tx: Tx, actor: Actor, id: UUID, what: tuple[Act, Parameters], now: datetime) -> None:
    """Use an approval for exactly this act; raises ``NotApproved`` when none of the actor's own holds."""
    act, parameters = what
    if not await store.spend(tx, id, bound_to(act, parameters), UUID(actor.id), now):
        raise NotApproved
    await _record(tx, actor, "approval.spend", id, act)


async def decided_by(tx: Tx, id: UUID) -> str:
    """Name who decided about a request."""
    return await store.decider(tx, id) or ""


async def decider_of(tx: Tx, id: UUID) -> UUID | None:
    """Tell who decided about a request, by id."""
    found = await store.find(tx, id)
    return None if found is None else found["decider"]


async def asked_by(tx: Tx, id: UUID) -> tuple[UUID, str, str] | None:
    """Tell who asked for an approval: id, name and role; for who works on their behalf on this machine."""
    found = await store.find(tx, id)
    if found is None:
        return None
    named = await staff.names(tx, [found["requester"]])
    return found["requester"], named.get(found["requester"], ""), found["requester_role"]


async def lift(tx: Tx, actor: Actor, id: UUID, now: datetime) -> None:
    """Let a suspended leader in again by an approval; the desk lifts, on whose behalf is on record."""
    parameters = await _spend_own(tx, actor, id, "suspension.lift", now)
    await staff.lift(tx, system(tx.tenant), _agent(parameters), parameters["reason"], now)


async def grant(tx: Tx, actor: Actor, id: UUID, now: datetime) -> UUID:
    """Give somebody break-glass access by an approval, counted in hours from now; compliance hears of it.

    Gives whom. Raises ``NotApproved``.
    """
    parameters = await _spend_own(tx, actor, id, GRANT, now)
    agent, until = _agent(parameters), now + lasting(parameters)
    await staff.grant_breakglass(tx, actor, agent, until, parameters["reason"], now)
    await alerts.raise_alert(tx, "breakglass", agent, f"{until:%Y-%m-%d %H:%M} UTC", now)
    return agent


async def latest(tx: Tx, actor: Actor, now: datetime) -> Sequence[ApprovalView]:
    """List the latest requests: all of them for who may decide, one's own for everybody else."""
    whose = None if can(actor, Action.APPROVE) == "allow" else UUID(actor.id)
    return await store.latest(tx, whose, now, MOST_SHOWN)


async def _spend_own(tx: Tx, actor: Actor, id: UUID, act: Act, now: datetime) -> Parameters:
    """Use an approval of the actor's own for what it says; gives its parameters."""
    found = await store.find(tx, id)
    if found is None or found["requester"] != UUID(actor.id) or found["action"] != act:
        raise NotFound
    parameters = _parameters(found)
    await spend(tx, actor, id, (act, parameters), now)
    return parameters


def _parameters(found: Record) -> Parameters:
    return msgspec.json.decode(found["parameters"], type=dict[str, str])


def _agent(parameters: Parameters) -> UUID:
    agent = parse(parameters["agent"])
    if agent is None:
        raise NotFound
    return agent


async def _record(tx: Tx, actor: Actor, action: str, id: UUID, act: str) -> None:
    await evidence.append(tx, actor, action, evidence.About("approval", str(id)), {"act": act})
