"""The connector contract, version 1: what the desk asks for, and what comes back later."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.exchange.model.contract import At, Chain, Code, Coin, Digits, Place, Short, Uid
from trustdesk.kit.fields import ACCOUNT, CONTACT, PUBLIC

ActionKind = Literal["freeze", "unfreeze", "unlock", "send_reset_link", "open_recovery"]
Backing = Literal["step_up", "approval"]
# What must stand behind each action. Freezing protects and must not wait; giving back needs the
# customer's own confirmation in the exchange's app and a second person here.
NEEDS: Mapping[ActionKind, frozenset[Backing]] = {
    "freeze": frozenset(),
    "unfreeze": frozenset({"step_up", "approval"}),
    "unlock": frozenset({"step_up"}),
    "send_reset_link": frozenset(),
    "open_recovery": frozenset({"approval"}),
}


MatchKind = Literal["email", "phone"]


class MatchQuery(msgspec.Struct, frozen=True):
    """Something a customer stated: is it what is registered? Nothing of the record comes back."""

    kind: MatchKind
    value: Annotated[str, CONTACT, msgspec.Meta(min_length=3, max_length=200)]


class Match(msgspec.Struct, frozen=True):
    """Yes or no."""

    matches: bool


class AddressQuery(msgspec.Struct, frozen=True):
    """Whose is this address: this customer's, ours, or neither? Never whose exactly."""

    network: Annotated[str, msgspec.Meta(max_length=30)]
    address: Annotated[str, ACCOUNT, msgspec.Meta(min_length=8, max_length=200)]
    memo: Annotated[str, ACCOUNT, msgspec.Meta(max_length=120)] = ""


class Belongs(msgspec.Struct, frozen=True):
    """To whom an address belongs, as far as support may know."""

    to: Literal["customer", "exchange", "retired", "contract", "nobody"]


class Approval(msgspec.Struct, frozen=True):
    """Who allowed an action: somebody other than who asked."""

    id: UUID
    by: Short


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """One movement on a chain: what a recovery is about, to the log. ``amount`` is digits, never a number."""

    network: Chain
    txid: Annotated[Place, ACCOUNT]
    asset: Coin
    amount: Digits
    log_index: int | None = None
    contract: Annotated[Place | None, PUBLIC] = None


class ActionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request, never a change. ``id`` is the idempotency key; ``assertion`` the step-up's own word.

    ``movement`` says of a recovery what exactly is to be recovered.
    """

    id: UUID
    action: ActionKind
    uid: Annotated[Uid, ACCOUNT]
    reason: Code
    asked_by: Short
    asked_at: At
    approvals: list[Approval] = []
    assertion: Annotated[str, msgspec.Meta(max_length=4096)] | None = None
    movement: Movement | None = None


ActionState = Literal["accepted", "done", "refused"]


class ActionReceipt(msgspec.Struct, frozen=True):
    """How a request stands; the outcome of an accepted one comes by callback."""

    id: UUID
    state: ActionState
    reason: Code | None = None


class Challenge(msgspec.Struct, frozen=True, kw_only=True):
    """An action the customer is to confirm in the exchange's app; ``act`` is the hash it is bound to."""

    id: UUID
    uid: Annotated[Uid, ACCOUNT]
    action: ActionKind
    act: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]
    audience: Annotated[str, msgspec.Meta(max_length=200)]
    reference: Annotated[str, msgspec.Meta(max_length=40)]
    until: At


class Callback(msgspec.Struct, frozen=True, kw_only=True):
    """What the exchange tells later, signed as Standard Webhooks has it."""

    type: Literal["action.done", "action.refused", "step_up.confirmed", "step_up.refused"]
    id: UUID
    at: At
    reason: Code | None = None
    assertion: Annotated[str, msgspec.Meta(max_length=4096)] | None = None
