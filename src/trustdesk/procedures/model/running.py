"""Nouns of a procedure that runs in a conversation, and of what has happened in it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure in a conversation. ``owner`` and ``due_at`` are never absent before it has ended.

    ``look`` numbers the looks: an answer to an older one than the latest is dropped.
    """

    id: UUID
    conversation: UUID
    customer: UUID
    slug: str
    state: str
    owner: str
    due_at: datetime | None
    seq: int
    look: int
    looking: bool
    evidence: Annotated[Evidence, ACCOUNT]
    diagnosis: Annotated[Diagnosis | None, ACCOUNT]
    diagnosed_at: datetime | None
    request: UUID | None
    at: datetime
    ended_at: datetime | None
    key: str


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened in a procedure; ``detail`` is said in codes, and sealed."""

    procedure: UUID
    seq: int
    kind: str
    state: str
    owner: str
    due_at: datetime | None
    actor: str
    actor_name: str
    client_id: str
    detail: Annotated[str, ACCOUNT]
    at: datetime


class Recovery(msgspec.Struct, frozen=True):
    """A movement that is claimed, for whom, and who has passed and approved it."""

    id: UUID
    procedure: UUID
    conversation: UUID
    customer: UUID
    state: str
    reviewed_by: UUID | None
    approved_by: UUID | None
