"""Asking: step-ups laid before the customer, actions requested of the exchange, what came back."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import customers, evidence
from trustdesk.exchange.events import ActionAnswered, ActionAsked, StepUpDecided
from trustdesk.exchange.model.asked import AskedAction, Reason, RequestState, StepUp
from trustdesk.exchange.model.requests import NEEDS, ActionKind, Backing, Movement
from trustdesk.exchange.rules import acts
from trustdesk.exchange.store import requests as store
from trustdesk.exchange.views import Offer, RequestsView, RequestView, StepUpView
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, Conflict, Forbidden, NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.kit.secrets import Keys

MOST_SHOWN = 20
WORD = "step-up"  # the purpose of the key that seals the exchange's word
MOVEMENT = "recovery"  # and of the one that seals what a recovery is about


class NotConfirmed(Forbidden):
    """Something must stand behind this action that does not yet; ``needs`` says what."""

    code = "not_confirmed"


class About(msgspec.Struct, frozen=True):
    """Of whom something is asked: the conversation, its customer, and their number at the exchange."""

    conversation: UUID
    number: str
    customer: UUID
    uid: str


async def ask_step_up(
    tx: Tx, actor: Actor, about: About, wanted: tuple[str, ActionKind, str], now: datetime
) -> StepUp:
    """Lay an action before the customer; ``wanted`` is client id, action and audience."""
    client_id, action, audience = wanted
    id = uuid7()
    new = StepUp(
        id=id,
        conversation=about.conversation,
        customer=about.customer,
        action=action,
        act=acts.act_hash(id, action, about.uid, audience),
        state="asked",
        asked_by=UUID(actor.id),
        client_id=client_id,
        at=now,
        until=now + acts.OPEN_FOR,
    )
    if not await store.insert_step_up(tx, new):
        before = await store.step_up_by(tx, new.asked_by, client_id)
        if before is None or (before.conversation, before.action) != (new.conversation, new.action):
            raise ClientIdReused
        return before
    await _record(tx, actor, "step_up.ask", about.number, action)
    return new


async def request(
    tx: Tx, actor: Actor, about: About, wanted: tuple[str, ActionKind, Reason], now: datetime
) -> AskedAction:
    """Ask the exchange for an action; it is sent once this has committed.

    ``wanted`` is client id, action and what stands behind it; the approval has been used up by the
    caller in this transaction, the confirmation is used up here. Raises ``NotConfirmed``.
    """
    client_id, action, why = wanted
    new = AskedAction(
        id=uuid7(),
        conversation=about.conversation,
        customer=about.customer,
        action=action,
        reason=why.code,
        state="waiting",
        approval=why.approval,
        approved_by=why.approved_by,
        step_up=why.step_up,
        asked_by=UUID(actor.id),
        asked_name=actor.name,
        client_id=client_id,
        at=now,
        due_at=now,
        about_sealed=why.about,
    )
    given: set[Backing] = {"approval"} if why.approval else set()
    if why.step_up and await store.spend(tx, new, now - acts.USABLE_FOR):
        given.add("step_up")
    if needs := acts.missing(action, given):
        raise NotConfirmed(needs=needs)
    if not await store.insert(tx, new):
        raise ClientIdReused
    await _record(tx, actor, "exchange.request", about.number, action)
    await publish(tx, ActionAsked(about=about.conversation, request=new.id, action=action))
    return new


def seal_movement(keys: Keys, tenant: str, movement: Movement) -> bytes:
    """Seal what a recovery is about, until the exchange is asked for it."""
    return keys.seal(MOVEMENT, msgspec.json.encode(movement), tenant)


async def asked_before(tx: Tx, actor: Actor, about: About, client_id: str, action: str) -> AskedAction | None:
    """Find what this client id asked for before; raises ``ClientIdReused`` when it was something else."""
    before = await store.by_client_id(tx, UUID(actor.id), client_id)
    if before is not None and (before.conversation, before.action) != (about.conversation, action):
        raise ClientIdReused
    return before


async def lying(tx: Tx, id: UUID) -> StepUp:
    """Obtain an action that lies before a customer, locked; raises ``NotFound``."""
    found = await store.step_up(tx, id)
    if found is None:
        raise NotFound
    return found


async def confirmed(tx: Tx, step: StepUp, told: customers.Confirmation, word: bytes, now: datetime) -> None:
    """Take the customer's confirmation; raises ``IdentityRefused`` for another act, ``Conflict`` too late.

    ``word`` is the exchange's own, sealed.
    """
    if step.state != "asked" or now >= step.until:
        raise Conflict("decided already, or too late")
    act = customers.Act(step.customer, step.act, str(step.id))
    proof = await customers.confirm(tx, told, act, now)
    await store.decide(tx, step.id, "confirmed", now, proof.id, word)
    await _decided(tx, step, "confirmed")


async def refused(tx: Tx, step: StepUp, now: datetime) -> None:
    """Take the customer's refusal; the same again changes nothing."""
    if await store.decide(tx, step.id, "refused", now):
        await _decided(tx, step, "refused")


async def answered(tx: Tx, id: UUID, state: RequestState, outcome: str | None, now: datetime) -> bool:
    """Put down what became of a request; False when that was known."""
    conversation = await store.settle(tx, id, state, outcome, now)
    if conversation is None:
        return False
    about = evidence.About("exchange_request", str(id))
    await evidence.append(tx, system(tx.tenant), "exchange.answer", about, {"state": state})
    await publish(tx, ActionAnswered(about=conversation, request=id, state=state, outcome=outcome))
    return True


async def show(tx: Tx, conversation: UUID, now: datetime, *, possible: bool) -> RequestsView:
    """Show what may be asked of the exchange here, and what has been."""
    requests = await store.requests(tx, conversation, MOST_SHOWN)
    steps = await store.step_ups(tx, conversation, MOST_SHOWN)
    return RequestsView(
        possible=possible,
        offers=[Offer(action, sorted(needs)) for action, needs in NEEDS.items()],
        requests=[request_view(one) for one in requests],
        step_ups=[step_up_view(one, now) for one in steps],
    )


def request_view(one: AskedAction) -> RequestView:
    """Show a request."""
    return RequestView(one.id, one.action, one.state, one.outcome, one.asked_name, one.at, one.answered_at)


def step_up_view(one: StepUp, now: datetime) -> StepUpView:
    """Show an action that lies, or lay, before the customer."""
    end = one.until if one.decided_at is None else one.decided_at + acts.USABLE_FOR
    lapsed = one.state in {"asked", "confirmed"} and now >= end
    state = "lapsed" if lapsed else one.state
    return StepUpView(one.id, one.action, state, one.at, one.until, one.told_at is not None)


async def _decided(tx: Tx, step: StepUp, state: str) -> None:
    about = evidence.About("step_up", str(step.id))
    detail = {"action": step.action, "act": step.act}
    await evidence.append(tx, system(tx.tenant), f"step_up.{state}", about, detail)
    await publish(tx, StepUpDecided(about=step.conversation, step_up=step.id, state=state))


async def _record(tx: Tx, actor: Actor, action: str, number: str, what: str) -> None:
    await evidence.append(tx, actor, action, evidence.About("conversation", number), {"action": what})
