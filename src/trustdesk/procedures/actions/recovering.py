"""Recovering: a movement is claimed once, papers are counted, two people stand behind a credit."""

from datetime import datetime
from uuid import UUID

from trustdesk import conversations, oversight, staff
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, Forbidden
from trustdesk.kit.ids import uuid7
from trustdesk.procedures.actions import moving
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.papers import Papers
from trustdesk.procedures.model.procedure import Step
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.rules import recoveries as words
from trustdesk.procedures.rules.recovery import may_credit
from trustdesk.procedures.store import recoveries as store

NATIVE = -1  # the place of a movement that no contract has logged


class PapersMissing(Conflict):
    """What has to be proved has not been accepted yet; ``missing`` says what."""

    code = "papers_missing"


class TwoPeopleNeeded(Forbidden):
    """Who has examined it and who approves it must be two, and neither of them who asks for the approval."""

    code = "two_people_needed"


async def claimed(tx: Tx, running: Running, found: Diagnosis, now: datetime) -> Diagnosis:
    """Claim the movement a diagnosis is about; of a second claim compliance hears, and no more is said."""
    if found.claim is None:
        return found
    claim = found.claim
    mark = tx.keyed(f"{claim.network}/{claim.txid.lower().removeprefix('0x')}".encode())
    new = store.Claimed(
        id=uuid7(),
        procedure=running.id,
        conversation=running.conversation,
        customer=running.customer,
        network=claim.network,
        mark=mark,
        log_index=NATIVE if claim.log_index is None else claim.log_index,
        asset=claim.asset,
        amount=claim.amount,
    )
    before = await store.claim(tx, new, now)
    if before is None or before.procedure == running.id:
        return found
    if before.customer != running.customer:
        cases = await conversations.states_of(tx, [running.conversation])
        await oversight.raise_alert(tx, "double_claim", None, cases[running.conversation].number, now)
        return words.claimed_twice(found.evidence)
    if before.state in {"asked", "credited"}:
        return words.under_way(found.evidence)
    await store.take_up(tx, before.id, running.id, running.conversation)
    return found


async def step_taken(
    tx: Tx,
    actor: Actor,
    held: tuple[conversations.Conversation, Running],
    step: Step,
    papers: Papers,
    now: datetime,
) -> None:
    """Do what belongs to an agent's step: ask for the next paper, count the papers, note who examined."""
    case, running = held
    needed = running.diagnosis.papers if running.diagnosis else ()
    accepted = await papers.accepted(tx, case.id) if step.papers or step.asks_paper else set[str]()
    missing = [one for one in needed if one not in accepted]
    if step.papers and missing:
        raise PapersMissing(", ".join(missing), missing=missing)
    if step.asks_paper and missing and not await papers.waiting(tx, case.id):
        await papers.ask(tx, actor, (case.number, missing[0], f"{running.id}:{running.seq}"), now)
    if step.event == "pass":
        staff.require_fresh(actor, now)
        await store.reviewed(tx, running.id, UUID(actor.id))


async def approved(tx: Tx, actor: Actor, running: Running, approval: UUID | None) -> None:
    """Let an action through that somebody else has examined and a third, or the second, has approved."""
    if not moving.declared(running.slug).reviewed:
        return
    recovery = await store.of(tx, running.id)
    reviewer = recovery.reviewed_by if recovery else None
    approver = await oversight.decider_of(tx, approval) if approval else None
    if approver is None or not may_credit(reviewer, UUID(actor.id), approver):
        raise TwoPeopleNeeded
    if not await store.asked(tx, running.id, approver):
        raise Conflict("it has been asked for already")


async def denied(tx: Tx, running: Running) -> None:
    """Let a movement be claimed again by who claimed it, as the exchange has declined."""
    if moving.declared(running.slug).reviewed:
        await store.denied(tx, running.id)
