"""Nouns of the room."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from trustdesk.kit.i18n import Locale

Urgency = Literal["theft", "freeze", "scam", "pressing", "none"]
ProposalKind = Literal["gap", "answer", "search"]
Mood = Literal["distressed", "annoyed", "calm", "pleased"]
EntityKind = Literal[
    "transaction", "address", "coin", "network", "amount", "order", "error", "time", "account", "attachment"
]


class Entity(Struct, frozen=True):
    """Something a message names; ``networks`` are those it may be on."""

    kind: EntityKind
    text: str
    networks: tuple[str, ...] = ()


class Candidate(Struct, frozen=True):
    """A topic it may be about, and how likely that is."""

    topic: str
    confidence: float


class Reading(Struct, frozen=True, kw_only=True):
    """What triage makes of a message, after the guard has masked it.

    ``topic`` is None below the threshold of the language; ``candidates`` are then what it may be.
    ``confidence`` is calibrated: of a hundred readings at 0.9 ninety are right.
    """

    language: str | None
    topic: str | None
    confidence: float
    candidates: tuple[Candidate, ...]
    urgency: Urgency
    entities: tuple[Entity, ...]
    sentiment: Mood
    abuse: bool
    complaint: bool
    version: int = 0
    duplicate_of: UUID | None = None


class Kept(Struct, frozen=True, kw_only=True):
    """What is kept of the reading of a conversation: nothing that it says in its customer's words."""

    conversation: UUID
    seq: int
    language: str | None
    topic: str | None
    confidence: float
    candidates: tuple[Candidate, ...]
    urgency: Urgency
    entities: tuple[EntityKind, ...]
    sentiment: Mood
    abuse: bool
    complaint: bool
    version: int
    answered: float
    article: str
    corrected: str | None = None
    corrected_by: str = ""
    corrected_at: datetime | None = None


class Calibration(Struct, frozen=True):
    """How scores become a likelihood in one language, and from where on it is good enough to act on."""

    slope: float
    lead: float
    offset: float
    threshold: float


class Measured(Struct, frozen=True):
    """How well a model did in one language on examples it was not shown."""

    examples: int
    right: float
    kept: float
    kept_right: float
    refused: float


class Card(Struct, frozen=True, kw_only=True):
    """A model's card: what it learnt from, how well it does, from where on it is believed.

    ``confusion`` counts, for each topic it should have been (row) and each it was taken for (column).
    """

    version: int
    made_at: datetime | None
    made_by: str
    state: Literal["starter", "candidate", "active", "retired"]
    examples: int
    own: int
    topics: tuple[str, ...]
    accuracy: float
    measured: dict[Locale, Measured]
    calibration: dict[Locale, Calibration]
    confusion: tuple[tuple[int, ...], ...]
