"""Beginning procedures, many at once: each goes as far as what is stated already brings it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trustdesk import conversations
from trustdesk.kit.db import Tx
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same
from trustdesk.procedures.actions import moving
from trustdesk.procedures.events import ProcedureStarted
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.rules import evidence as rules
from trustdesk.procedures.rules import machine
from trustdesk.procedures.store import running as store
from trustdesk.procedures.store import writing


class Wanted(msgspec.Struct, frozen=True):
    """Which procedure is to begin where, what is stated already, and who says so."""

    write: moving.Write
    case: conversations.Conversation
    slug: str
    evidence: Evidence = Evidence()


async def begin(tx: Tx, wanted: Wanted, now: datetime) -> Running | None:
    """Begin a procedure; None when one of its kind runs there already.

    The same write again gives what it began. Raises ``ClientIdReused``.
    """
    [begun] = await begin_all(tx, [wanted], now)
    if begun is not None:
        return begun
    write = wanted.write
    before = await store.begun_by(tx, write.actor.key, write.client_id)
    if before is None:
        return None
    check_same(before[0], tx.keyed(write.hash))
    return await store.find(tx, before[1])


async def begin_all(tx: Tx, wanted: Sequence[Wanted], now: datetime) -> list[Running | None]:
    """Begin procedures; None for each that runs there already, or whose write came before."""
    if not wanted:
        return []
    ways = [_way(tx.tenant, one, now) for one in wanted]
    new = await writing.insert(
        tx,
        [
            writing.New(way[-1].running, one.write.actor.key, one.write.client_id, tx.keyed(one.write.hash))
            for one, way in zip(wanted, ways, strict=True)
        ],
    )
    begun = [way for way in ways if way[-1].running.id in new]
    await moving.witness(tx, [step for way in begun for step in way])
    await publish(
        tx, *(fact for way in begun for fact in (_started(way[0].running), *(one.fact for one in way)))
    )
    return [way[-1].running if way[-1].running.id in new else None for way in ways]


def _way(tenant: str, wanted: Wanted, now: datetime) -> list[moving.Arrival]:
    """Go the first step, and where nothing needed is missing the second."""
    procedure = moving.declared(wanted.slug)
    first = machine.state_of(procedure.machine, procedure.machine.first)
    begun = moving.arrived(wanted.write, _new(wanted, now), ("begun", first, ""), now)
    if rules.missing(procedure.asks, wanted.evidence):
        return [begun]
    given = machine.follow(procedure.machine, first.name, "given")
    if given is None:
        raise moving.NotNow(f"given cannot happen in {first.name}")
    return [begun, moving.arrived(moving.desk(tenant, "given:0"), begun.running, ("given", given, ""), now)]


def _new(wanted: Wanted, now: datetime) -> Running:
    return Running(
        id=uuid7(),
        conversation=wanted.case.id,
        customer=wanted.case.customer,
        slug=wanted.slug,
        state="",
        owner="",
        due_at=None,
        seq=0,
        look=0,
        looking=False,
        evidence=wanted.evidence,
        diagnosis=None,
        diagnosed_at=None,
        request=None,
        at=now,
        ended_at=None,
        key=wanted.case.key,
    )


def _started(running: Running) -> ProcedureStarted:
    return ProcedureStarted(about=running.conversation, procedure=running.id, slug=running.slug)
