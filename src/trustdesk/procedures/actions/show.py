"""Showing procedures: to agents what is known and what they may do, to the customer how it goes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from trustdesk import conversations, customers
from trustdesk.brands import Label
from trustdesk.customers import Thing
from trustdesk.kit.db import Tx
from trustdesk.procedures.actions import asking
from trustdesk.procedures.cases import all_of_them
from trustdesk.procedures.model.procedure import Ask, Procedure
from trustdesk.procedures.model.running import Happening, Running
from trustdesk.procedures.rules import machine
from trustdesk.procedures.rules.said import money, span
from trustdesk.procedures.store import running as store
from trustdesk.procedures.views import (
    AskView,
    HappeningView,
    MoveView,
    OfferedView,
    ProceduresView,
    ProcedureView,
    Progress,
    ProgressStep,
    StartableView,
    diagnosis_view,
)

AT_ONCE = timedelta(seconds=5)


async def of_conversation(tx: Tx, case: conversations.Conversation) -> ProceduresView:
    """Show the procedures of a conversation to who may read it."""
    running = [one for one in await store.of(tx, case.id) if one.slug in all_of_them()]
    told = await store.happened(tx, [one.id for one in running])
    busy = {one.slug for one in running if one.ended_at is None}
    return ProceduresView(
        items=[_shown(case, one, [step for step in told if step.procedure == one.id]) for one in running],
        startable=[
            StartableView(one.slug, one.title) for one in all_of_them().values() if one.slug not in busy
        ],
    )


async def progress_for(tx: Tx, level: int, conversation: UUID, now: datetime) -> Sequence[Progress]:
    """Tell a customer in the chat how the procedures go, as far as they are known there."""
    if not customers.allows(level, Thing.CASE_STATUS):
        return []
    return await progress_of(tx, conversation, now, known=customers.allows(level, Thing.ACCOUNT_DATA))


async def progress_of(tx: Tx, conversation: UUID, now: datetime, *, known: bool = True) -> Sequence[Progress]:
    """Tell a conversation's customer how its procedures go; what was found out only to who is ``known``."""
    running = [one for one in await store.of(tx, conversation) if one.slug in all_of_them()]
    told = await store.happened(tx, [one.id for one in running])
    shown = [(one, [step for step in told if step.procedure == one.id]) for one in running]
    return [_progress(one, steps, now, known=known) for one, steps in shown]


async def mark_of(tx: Tx, conversation: UUID) -> str:
    """Tell how far a conversation's procedures are: another text means that there is news."""
    return (await store.marks(tx, [conversation])).get(conversation, "")


async def to_choose(tx: Tx, conversation: UUID) -> list[Ask]:
    """Name what a conversation's procedures still ask and a tap answers, one for each."""
    found: list[Ask] = []
    for one in await store.of(tx, conversation):
        procedure = all_of_them().get(one.slug)
        if procedure is None or machine.follow(procedure.machine, one.state, "given") is None:
            continue
        open_ones = [ask for ask in procedure.asks if ask.choices and one.evidence.get(ask.name) is None]
        found += open_ones[:1]
    return found


def _shown(case: conversations.Conversation, one: Running, told: Sequence[Happening]) -> ProcedureView:
    procedure = all_of_them()[one.slug]
    state = machine.state_of(procedure.machine, one.state)
    found = one.diagnosis
    can_ask = machine.follow(procedure.machine, one.state, "request") is not None
    return ProcedureView(
        id=one.id,
        slug=one.slug,
        title=procedure.title,
        state=one.state,
        state_label=state.label,
        owner=state.owner,
        due_at=one.due_at,
        looking=one.looking,
        asks=[_ask(ask, one) for ask in procedure.asks],
        hears=machine.follow(procedure.machine, one.state, "given") is not None,
        never_ask=procedure.never_ask,
        diagnosis=diagnosis_view(found, one.diagnosed_at or one.at) if found else None,
        moves=[
            MoveView(step.event, step.label)
            for step in machine.offered(procedure.machine, one.state)
            if step.label is not None
        ],
        offered=[
            OfferedView(action, sorted(asking.needs(found, action)), asking.parameters(case, one, action))
            for action in (found.actions if found and can_ask else ())
        ],
        happened=[_happening(procedure, step) for step in told],
        seq=one.seq,
        at=one.at,
        ended_at=one.ended_at,
        ending=state.ending,
    )


def _ask(ask: Ask, one: Running) -> AskView:
    stated = one.evidence.items.get(ask.name)
    return AskView(
        name=ask.name,
        kind=ask.kind,
        label=ask.label,
        question=ask.question,
        needed=ask.needed,
        choices=ask.choices,
        value=stated.value if stated else None,
        check=stated.check if stated else "none",
        by=stated.by if stated else None,
        seq=stated.seq if stated else None,
    )


def _label(procedure: Procedure, state: str) -> Label:
    return next((one.label for one in procedure.machine.states if one.name == state), Label(state, state))


def _happening(procedure: Procedure, step: Happening) -> HappeningView:
    owner = machine.state_of(procedure.machine, step.state).owner
    return HappeningView(step.seq, step.kind, _label(procedure, step.state), owner, step.actor_name, step.at)


def _progress(one: Running, told: Sequence[Happening], now: datetime, *, known: bool) -> Progress:
    procedure = all_of_them()[one.slug]
    state = machine.state_of(procedure.machine, one.state)
    steps: list[ProgressStep] = []
    for place, step in enumerate(told):
        # What needed nothing of the customer never was their turn.
        if step.kind == "begun" and place + 1 < len(told) and told[place + 1].at - step.at < AT_ONCE:
            continue
        label = _label(procedure, step.state)
        if not steps or steps[-1].label != label:
            steps.append(ProgressStep(label, step.at))
    looked = one.state not in {"collecting", "checking"} or not one.looking
    found = one.diagnosis if known and looked else None
    return Progress(
        slug=one.slug,
        title=procedure.title,
        state=one.state,
        steps=steps,
        owner=state.owner,
        due_at=one.due_at if one.due_at and one.due_at > now else None,
        wording=found.wording if found else None,
        expected=span(found.expected) if found and found.expected else None,
        fee=money(found.fee) if found and found.fee else None,
        ending=state.ending,
    )
