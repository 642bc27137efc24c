"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT
from trustdesk.retention.model import ErasureState, Kept


class HoldView(msgspec.Struct, frozen=True, kw_only=True):
    """A hold: on one conversation, or on the customer of one with everything of theirs."""

    id: UUID
    number: str
    whole_customer: bool
    reason: Annotated[str, ACCOUNT]
    set_name: str
    at: datetime
    lifted_at: datetime | None
    lifted_name: str | None
    lifted_reason: Annotated[str | None, ACCOUNT]


class ErasureView(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure and what it came to."""

    id: UUID
    customer: UUID
    reason: Annotated[str, ACCOUNT]
    asked_name: str
    at: datetime
    state: ErasureState
    done_at: datetime | None
    conversations: int
    entries: int
    files: int


class ScheduleView(msgspec.Struct, frozen=True):
    """How long one class is kept (None: for good), and how much of it is due now."""

    kept: Kept
    days: int | None
    due: int


class Overview(msgspec.Struct, frozen=True):
    """The schedule, the holds and the erasures of a brand, the latest first."""

    schedule: Sequence[ScheduleView]
    holds: Sequence[HoldView]
    erasures: Sequence[ErasureView]


class Subject(msgspec.Struct, frozen=True):
    """Whom an erasure would be about, told without anything of what they wrote."""

    customer: UUID
    conversations: int
    held: bool
    erased: bool


class HoldMade(msgspec.Struct, frozen=True):
    """A hold that is in force now."""

    id: UUID
