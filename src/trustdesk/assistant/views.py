"""Shapes of the room that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.assistant.model import (
    AnsweredBy,
    AssistantMode,
    Await,
    CallOutcome,
    Cited,
    HandOver,
    Kind,
    Purpose,
)
from trustdesk.conversations import Status
from trustdesk.kit.fields import ACCOUNT


class CardView(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry of the assistant carries besides its words, which are whole without it.

    ``below`` is how many of the last lines of the text this says again.
    """

    what: str = "assistant"
    kind: Kind
    cited: Sequence[Cited] = ()
    choices: Sequence[str] = ()
    below: int = 0
    urgent: bool = False


class AssistantCost(msgspec.Struct, frozen=True):
    """Calls of one kind since a time: how many, what they took, and what they cost, as a decimal."""

    purpose: Purpose
    model: str
    outcome: CallOutcome
    calls: int
    tokens_in: int
    tokens_out: int
    cost: str
    p95_ms: int


class AssistantDid(msgspec.Struct, frozen=True):
    """What the assistant did since a time, of one kind, and what customers said of it."""

    kind: Kind
    why: HandOver
    by: AnsweredBy
    times: int
    helped: int
    not_helped: int


class AssistantRecordView(msgspec.Struct, frozen=True):
    """How the assistant of a brand does: what it did, and what its calls cost."""

    mode: AssistantMode
    endpoint: bool
    since: datetime
    done: Sequence[AssistantDid]
    calls: Sequence[AssistantCost]


class AssistantView(msgspec.Struct, frozen=True):
    """What agents may ask of the assistant here: ``endpoint`` is whether it can rewrite and translate."""

    mode: AssistantMode
    endpoint: bool


class SuggestionView(msgspec.Struct, frozen=True):
    """A reply for an agent to begin from, never sent by itself; empty when nothing fits."""

    text: str
    cited: Sequence[Cited]
    score: float
    by: AnsweredBy


class WrittenView(msgspec.Struct, frozen=True):
    """A text as the endpoint rewrote or translated it; a figure it made up is refused."""

    text: Annotated[str, ACCOUNT]


class FactView(msgspec.Struct, frozen=True):
    """Something the customer has named already: a transaction, an address, an amount, an order."""

    kind: str
    text: Annotated[str, ACCOUNT]


class SummaryView(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever takes over needs to know, so that the customer says nothing twice."""

    text: Annotated[str, ACCOUNT]
    why: HandOver
    facts: Sequence[FactView]
    read: Sequence[Cited]
    by: AnsweredBy = "embedded"


class HeldView(msgspec.Struct, frozen=True):
    """One conversation of the hand-over between shifts: how it stands, what it waits for, in short."""

    number: str
    conversation: UUID
    status: Status
    topic: str | None
    awaits: Sequence[Await]
    summary: SummaryView


class ShiftView(msgspec.Struct, frozen=True):
    """What an agent holds, for whoever comes after."""

    items: Sequence[HeldView]


class HandoverView(msgspec.Struct, frozen=True):
    """A hand-over: to whom (null is the queue), how many, and after it was undone how many stayed there."""

    id: UUID
    target_name: str | None
    count: int
    undone: bool = False
    stayed: int = 0


class WordView(msgspec.Struct, frozen=True):
    """Who has the word in a visitor's conversation: the assistant, or people."""

    state: str
