"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trustdesk.customers.model import Level, Proof, Thing
from trustdesk.customers.rules import levels


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
