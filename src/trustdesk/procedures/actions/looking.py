"""Looking: what is to be looked into is claimed, read outside any transaction, diagnosed by a rule."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import conversations, evidence, exchange
from trustdesk.kit.actors import system
from trustdesk.kit.db import Tx
from trustdesk.procedures import checks
from trustdesk.procedures.actions import beginning, moving, recovering
from trustdesk.procedures.model.aids import Aids
from trustdesk.procedures.model.checks import Look
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.policy import Policies
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.store import running as store
from trustdesk.procedures.store import writing

LEASE = timedelta(seconds=30)  # far beyond the deadline of the checks


class Claimed(msgspec.Struct, frozen=True):
    """A procedure to be looked into, and by which number the exchange knows its customer."""

    running: Running
    uid: str | None


async def claim(tx: Tx, now: datetime, most: int) -> Sequence[Claimed]:
    """Take what is to be looked into; what will be read is put on record before anything is asked."""
    taken = await store.claim(tx, now, now + LEASE, most)
    cases = await conversations.states_of(tx, [one.conversation for one in taken]) if taken else {}
    uids = await exchange.uids_of(tx, [one.customer for one in cases.values() if one.status != "closed"])
    found = [Claimed(one, uids.get(cases[one.conversation].customer)) for one in taken]
    await evidence.append_all(tx, [_read(tx.tenant, one, cases[one.running.conversation]) for one in found])
    return found


def _read(tenant: str, one: Claimed, case: conversations.Conversation) -> evidence.Done:
    read = [check.name for check in moving.declared(one.running.slug).checks]
    about = evidence.About("conversation", case.number)
    why = evidence.Why(reason=case.topic or "no_topic", purpose=f"procedure:{one.running.slug}")
    told = {"what": read, "known": one.uid is not None}
    return system(tenant), "exchange.read", about, told, why


class Outlook(msgspec.Struct, frozen=True):
    """What all looks are made with: the window, each brand's policies, what the house lends."""

    window: exchange.Window
    policies: Mapping[str, Policies]
    aids: Aids


async def look(one: Claimed, out: Outlook, tenant: str, now: datetime) -> Diagnosis:
    """Read and diagnose; no transaction is open, and it never takes longer than its deadline."""
    procedure = moving.declared(one.running.slug)
    where = Look(
        out.window, tenant, one.uid, now, one.running.conversation, out.aids, out.policies.get(tenant)
    )
    facts = await checks.run(procedure.checks, where, one.running.evidence)
    return procedure.diagnose(facts, one.running.evidence, now)


class Found(msgspec.Struct, frozen=True):
    """What a look has found, and the procedure as it was when it was looked into."""

    running: Running
    diagnosis: Diagnosis


async def found(tx: Tx, looks: Sequence[Found], now: datetime) -> None:
    """Take what was found; where another procedure has to go on, it begins with the same evidence.

    An answer to an older look than the latest is dropped.
    """
    held = await store.lock_all(tx, [one.running.id for one in looks])
    standing: list[tuple[Running, str | None]] = []
    arrivals: dict[UUID, moving.Arrival] = {}
    over: list[Running] = []
    for one in looks:
        running = held.get(one.running.id)
        if running is None or running.ended_at or not running.looking or running.look != one.running.look:
            continue
        diagnosis = await recovering.claimed(tx, running, one.diagnosis, now)
        kept, arrival = moving.judged(tx.tenant, running, diagnosis, now)
        if arrival is None:
            standing.append((kept, None))
            continue
        arrivals[running.id] = arrival
        if diagnosis.hands_to is not None and arrival.running.state != running.state:
            over.append(arrival.running)
    if standing:
        await writing.save(tx, standing)
    await moving.record(tx, list(arrivals.values()))
    await _handed_over(tx, over, now)


async def _handed_over(tx: Tx, over: Sequence[Running], now: datetime) -> None:
    cases = await conversations.states_of(tx, [one.conversation for one in over]) if over else {}
    wanted = [
        beginning.Wanted(
            moving.desk(tx.tenant, f"handed:{one.id}"),
            cases[one.conversation],
            one.diagnosis.hands_to,
            one.evidence,
        )
        for one in over
        if one.conversation in cases and one.diagnosis and one.diagnosis.hands_to
    ]
    await beginning.begin_all(tx, wanted, now)


async def late(tx: Tx, now: datetime, most: int) -> int:
    """Bring on what has run out of its time; returns how many."""
    over = await store.overdue(tx, now, most)
    for one in over:
        procedure = moving.declared(one.slug)
        state = next(state for state in procedure.machine.states if state.name == one.state)
        write = moving.desk(tx.tenant, f"late:{one.seq}")
        await moving.move(tx, write, one, state.late, now)
    return len(over)
