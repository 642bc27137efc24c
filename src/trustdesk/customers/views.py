"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.customers.model import Level, Proof, Thing, Tie, TieState
from trustdesk.customers.rules import levels
from trustdesk.kit.fields import ACCOUNT


class ProofView(msgspec.Struct, frozen=True):
    """How it was proved who a customer is; beyond ``until`` that proves nothing any more."""

    level: int
    via: str
    kyc_level: str | None
    at: datetime
    until: datetime
    allows: Sequence[Thing]


class StandingView(msgspec.Struct, frozen=True):
    """How a visit stands: its level, what proved it, and whether it is the signed-in customer who writes.

    ``possible`` tells that signing in is possible here at all; ``apart`` is the number of a chat from
    before signing in that can be brought along.
    """

    level: int
    proof: ProofView | None
    possible: bool
    as_verified: bool
    apart: str | None


def proof_view(proof: Proof) -> ProofView:
    """Show a proof with what it allows."""
    allows = levels.allowed(proof.level)
    return ProofView(proof.level, proof.via, proof.kyc_level, proof.at, proof.until, allows)


def standing_view(
    proof: Proof | None, *, possible: bool, as_verified: bool, apart: str | None
) -> StandingView:
    """Show how a visit stands; ``proof`` is one that holds."""
    level = proof.level if proof else Level.VISITOR
    return StandingView(int(level), proof_view(proof) if proof else None, possible, as_verified, apart)


class TieView(msgspec.Struct, frozen=True):
    """Two customers said to be one person; ``numbers`` name a conversation of each."""

    id: UUID
    numbers: Sequence[str]
    reason: Annotated[str, ACCOUNT]
    state: TieState
    proposed_by: UUID
    proposed_name: str
    proposed_at: datetime
    decided_name: str | None
    decided_at: datetime | None


def tie_view(tie: Tie) -> TieView:
    """Show a tie."""
    return TieView(
        id=tie.id,
        numbers=(tie.one_number, tie.other_number),
        reason=tie.reason,
        state=tie.state,
        proposed_by=tie.proposed_by,
        proposed_name=tie.proposed_name,
        proposed_at=tie.proposed_at,
        decided_name=tie.decided_name,
        decided_at=tie.decided_at,
    )
