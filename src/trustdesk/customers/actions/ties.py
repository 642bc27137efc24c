"""Ties: an agent proposes that two customers are one person, somebody else decides, and it can be undone.

Nothing is merged: rows stay whose they are, and a customer's own visit never sees the other's.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from trustdesk import evidence
from trustdesk.customers.model import Tie
from trustdesk.customers.store import ties as store
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, Forbidden, NotFound
from trustdesk.kit.repeats import check_same

Verdict = Literal["accepted", "refused", "undone"]
BEFORE: dict[str, str] = {"accepted": "proposed", "refused": "proposed", "undone": "accepted"}
MOST = 200


async def propose(tx: Tx, actor: Actor, tie: Tie, client_id: str, asked: bytes) -> tuple[Tie, bool]:
    """Put a proposal down; gives it, and whether this client id had made it before.

    Raises ``Conflict`` when a tie of the same two still lives.
    """
    asked = tx.keyed(asked)
    if await store.insert(tx, tie, client_id, asked):
        await _note(tx, actor, tie)
        return tie, False
    before = await store.proposed(tx, tie.proposed_by, client_id)
    if before is None:
        raise Conflict("a tie of these two exists already")
    check_same(before[0], asked)
    return before[1], True


async def decide(tx: Tx, actor: Actor, id: UUID, verdict: Verdict, now: datetime) -> Tie:
    """Accept, refuse or undo; saying the same again changes nothing. Nobody decides what they proposed."""
    decided = await store.decide(tx, id, BEFORE[verdict], verdict, (UUID(actor.id), actor.name), now)
    if decided is not None:
        await _note(tx, actor, decided)
        return decided
    tie = await store.find(tx, id)
    if tie is None:
        raise NotFound
    if tie.state == verdict:
        return tie
    if tie.state == BEFORE[verdict]:
        raise Forbidden("somebody else has to decide this")
    raise Conflict(f"it is {tie.state}")


async def ties_of(tx: Tx, customer: UUID) -> list[Tie]:
    """List who is said to be the same person as this customer, proposed and accepted."""
    return await store.of(tx, [customer])


async def ties_waiting(tx: Tx) -> list[Tie]:
    """List what waits for a decision."""
    return await store.waiting(tx, MOST)


async def _note(tx: Tx, actor: Actor, tie: Tie) -> None:
    numbers = [tie.one_number, tie.other_number]
    # The audit is kept for good: of words about a customer it holds a salted hash.
    detail: dict[str, object] = {"numbers": numbers}
    if tie.state == "proposed":
        detail["reason"] = evidence.Hidden(tie.reason)
    await evidence.append(tx, actor, f"tie.{tie.state}", evidence.About("tie", str(tie.id)), detail)


def the_other(tie: Tie, customer: UUID) -> UUID:
    """Name the other end of a tie."""
    return tie.other if tie.one == customer else tie.one
