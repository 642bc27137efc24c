"""Shapes that leave the house: a procedure as agents work with it, and as its customer reads it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import ActionKind, Checksum
from trustdesk.kit.fields import ACCOUNT, mask
from trustdesk.procedures.model.diagnosis import (
    Chart,
    Confidence,
    Diagnosis,
    Expected,
    Proof,
    ProofSource,
    ProofVerdict,
)
from trustdesk.procedures.model.evidence import EvidenceKind, StatedBy
from trustdesk.procedures.model.procedure import Choice, Ending, Owner
from trustdesk.procedures.rules.said import money, span


class AskView(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the customer states: what it is, how to ask for it, and what was stated."""

    name: str
    kind: EvidenceKind
    label: Label
    question: Label
    needed: bool
    choices: Sequence[Choice]
    value: Annotated[str | None, ACCOUNT]
    check: Checksum
    by: StatedBy | None
    seq: int | None


class ProofView(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    label: Label
    value: Label
    source: ProofSource
    verdict: ProofVerdict
    read_at: datetime | None


class DiagnosisView(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, what proves it, what comes next; ``wording`` is for the customer."""

    code: str
    confidence: Confidence
    proofs: Sequence[ProofView]
    next_step: Label
    wording: Label
    expected: Label | None
    minutes: Expected | None
    fee: str | None
    charts: Sequence[Chart]
    at: datetime


class MoveView(msgspec.Struct, frozen=True):
    """Something the agent who holds the conversation may do now."""

    event: str
    label: Label


class OfferedView(msgspec.Struct, frozen=True):
    """An action that may be requested of the exchange now, what must stand behind it, and for exactly what.

    ``parameters`` are what an approval must be asked for, to the letter.
    """

    action: ActionKind
    needs: Sequence[str]
    parameters: dict[str, str]


class HappeningView(msgspec.Struct, frozen=True):
    """One thing that happened, oldest first."""

    seq: int
    kind: str
    state: Label
    owner: Owner
    actor: str
    at: datetime


class ProcedureView(msgspec.Struct, frozen=True, kw_only=True):
    """A guided case as agents work with it."""

    id: UUID
    slug: str
    title: Label
    state: str
    state_label: Label
    owner: Owner
    due_at: datetime | None
    looking: bool
    asks: Sequence[AskView]
    never_ask: Sequence[Label]
    diagnosis: Annotated[DiagnosisView | None, ACCOUNT]
    moves: Sequence[MoveView]
    offered: Sequence[OfferedView]
    happened: Sequence[HappeningView]
    seq: int
    at: datetime
    ended_at: datetime | None
    ending: Ending | None


class StartableView(msgspec.Struct, frozen=True):
    """A procedure an agent may start."""

    slug: str
    title: Label


class ProceduresView(msgspec.Struct, frozen=True):
    """The procedures of a conversation, those that run first; and those that may be started."""

    items: Sequence[ProcedureView]
    startable: Sequence[StartableView]


class ProgressStep(msgspec.Struct, frozen=True):
    """One step of a procedure as its customer reads it."""

    label: Label
    at: datetime


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure as its customer reads it: the steps, what is known, whose turn it is and until when."""

    slug: str
    title: Label
    state: str
    steps: Sequence[ProgressStep]
    owner: Owner
    due_at: datetime | None
    wording: Label | None
    expected: Label | None
    fee: str | None
    ending: Ending | None


def diagnosis_view(found: Diagnosis, at: datetime) -> DiagnosisView:
    """Show a diagnosis; what is private in its evidence is masked."""
    return DiagnosisView(
        code=found.code,
        confidence=found.confidence,
        proofs=[proof_view(one) for one in found.evidence],
        next_step=found.next_step,
        wording=found.wording,
        expected=span(found.expected) if found.expected else None,
        minutes=found.expected,
        fee=money(found.fee) if found.fee else None,
        charts=found.charts,
        at=at,
    )


def proof_view(one: Proof) -> ProofView:
    """Show one proof."""
    value = one.value if isinstance(one.value, Label) else Label(one.value, one.value)
    if one.private:
        value = Label(mask(value.en), mask(value.zh))
    return ProofView(one.label, value, one.source, one.verdict, one.read_at)
