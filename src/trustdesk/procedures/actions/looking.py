"""Looking: what is to be looked into is claimed, read outside any transaction, diagnosed by a rule."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from trustdesk import conversations, evidence, exchange
from trustdesk.kit.actors import system
from trustdesk.kit.db import Tx
from trustdesk.procedures import checks
from trustdesk.procedures.actions import moving, recovering
from trustdesk.procedures.model.checks import Look
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.policy import Policies
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.store import running as store

LEASE = timedelta(seconds=30)  # far beyond the deadline of the checks


class Claimed(msgspec.Struct, frozen=True):
    """A procedure to be looked into, and by which number the exchange knows its customer."""

    running: Running
    uid: str | None


async def claim(tx: Tx, now: datetime, most: int) -> Sequence[Claimed]:
    """Take what is to be looked into; what will be read is put on record before anything is asked."""
    taken = await store.claim(tx, now, now + LEASE, most)
    cases = await conversations.states_of(tx, [one.conversation for one in taken]) if taken else {}
    found: list[Claimed] = []
    for one in taken:
        case = cases[one.conversation]
        uid = await exchange.uid_of(tx, case.customer) if case.status != "closed" else None
        read = [check.name for check in moving.declared(one.slug).checks]
        about = evidence.About("conversation", case.number)
        why = evidence.Why(reason=case.topic or "no_topic", purpose=f"procedure:{one.slug}")
        told = {"what": read, "known": uid is not None}
        await evidence.append(tx, system(tx.tenant), "exchange.read", about, told, why)
        found.append(Claimed(one, uid))
    return found


class Outlook(msgspec.Struct, frozen=True):
    """What all looks are made with: the window into the exchanges, and each brand's policies."""

    window: exchange.Window
    policies: Mapping[str, Policies]


async def look(one: Claimed, out: Outlook, tenant: str, now: datetime) -> Diagnosis:
    """Read and diagnose; no transaction is open, and it never takes longer than its deadline."""
    procedure = moving.declared(one.running.slug)
    where = Look(out.window, tenant, one.uid, now, out.policies.get(tenant))
    facts = await checks.run(procedure.checks, where, one.running.evidence)
    return procedure.diagnose(facts, one.running.evidence, now)


async def found(tx: Tx, one: Running, diagnosis: Diagnosis, now: datetime) -> None:
    """Take what was found; where another procedure has to go on, it begins with the same evidence."""
    running = await store.lock(tx, one.id)
    if running is None or running.ended_at is not None:
        return
    diagnosis = (
        await recovering.claimed(tx, running, diagnosis, now) if running.look == one.look else diagnosis
    )
    kept = await moving.diagnosed(tx, running, one.look, diagnosis, now)
    if diagnosis.hands_to is None or kept.state == running.state:
        return
    case = (await conversations.states_of(tx, [one.conversation])).get(one.conversation)
    if case is not None:
        write = moving.desk(tx.tenant, f"handed:{one.id}")
        await moving.begin(tx, write, case, (diagnosis.hands_to, kept.evidence), now)


async def late(tx: Tx, now: datetime, most: int) -> int:
    """Bring on what has run out of its time; returns how many."""
    over = await store.overdue(tx, now, most)
    for one in over:
        procedure = moving.declared(one.slug)
        state = next(state for state in procedure.machine.states if state.name == one.state)
        write = moving.desk(tx.tenant, f"late:{one.seq}")
        await moving.move(tx, write, one, state.late, now)
    return len(over)
