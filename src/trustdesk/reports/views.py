"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT
from trustdesk.reports.model import LineHealth


class FailureView(msgspec.Struct, frozen=True):
    """A fact whose reaction failed; it is tried again at ``next_at``, alone."""

    id: UUID
    event: str
    at: datetime
    attempts: int
    next_at: datetime
    error: Annotated[str, ACCOUNT]


class ReactionView(msgspec.Struct, frozen=True):
    """How far a reaction has heard; ``behind`` counts facts still to be heard, a thousand at most."""

    name: str
    behind: int
    last_at: datetime
    failures: Sequence[FailureView]


class DatabaseView(msgspec.Struct, frozen=True):
    """The database that answered."""

    version: str
    size_bytes: int


class HealthView(msgspec.Struct, frozen=True):
    """The desk's health as this brand feels it; ``node`` is the one that answered."""

    reactions: Sequence[ReactionView]
    lines: Sequence[LineHealth]
    node: str
    database: DatabaseView
