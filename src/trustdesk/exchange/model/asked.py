"""Nouns of asking: an action laid before the customer, a request as it is kept."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.exchange.model.requests import ActionKind
from trustdesk.kit.fields import ACCOUNT

StepUpState = Literal["asked", "confirmed", "refused", "spent"]
RequestState = Literal["waiting", "accepted", "done", "refused", "failed"]


class StepUp(msgspec.Struct, frozen=True, kw_only=True):
    """An action laid before the customer in the exchange's app; ``act`` is what their word is bound to."""

    id: UUID
    conversation: UUID
    customer: UUID
    action: ActionKind
    act: str
    state: StepUpState
    asked_by: UUID
    client_id: str
    at: datetime
    until: datetime
    told_at: datetime | None = None
    decided_at: datetime | None = None


class AskedAction(msgspec.Struct, frozen=True, kw_only=True):
    """A request of an action, with what stands behind it."""

    id: UUID
    conversation: UUID
    customer: UUID
    action: ActionKind
    reason: str
    state: RequestState
    outcome: str | None = None
    approval: UUID | None = None
    approved_by: str | None = None
    step_up: UUID | None = None
    asked_by: UUID
    asked_name: str
    client_id: str
    at: datetime
    attempts: int = 0
    due_at: datetime
    answered_at: datetime | None = None
    about_sealed: Annotated[bytes | None, ACCOUNT] = None


class Reason(msgspec.Struct, frozen=True):
    """Why an action is asked for, what stands behind it, and, sealed, what exactly it is about."""

    code: str
    approval: UUID | None = None
    approved_by: str | None = None
    step_up: UUID | None = None
    about: Annotated[bytes | None, ACCOUNT] = None
