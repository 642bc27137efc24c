"""Moving a procedure: begun, told more, looked into, brought on; each step once, on record."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same
from trustdesk.procedures.cases import all_of_them
from trustdesk.procedures.events import ProcedureEnded, ProcedureMoved, ProcedureStarted
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence, Stated
from trustdesk.procedures.model.procedure import Procedure, State, Step
from trustdesk.procedures.model.running import Happening, Running
from trustdesk.procedures.rules import evidence as rules
from trustdesk.procedures.rules import machine
from trustdesk.procedures.store import recoveries
from trustdesk.procedures.store import running as store

DESK = b"desk"  # the fingerprint of what the house itself writes


class Write(msgspec.Struct, frozen=True):
    """Who writes, by which id, and what the write asks; ``hash`` tells a repeat from another write."""

    actor: Actor
    client_id: str
    hash: bytes = DESK


class NotNow(Conflict):
    """This cannot happen in the state the procedure is in."""

    code = "procedure_elsewhere"


def declared(slug: str) -> Procedure:
    """Find what is declared under a slug. Raises ``NotFound``."""
    found = all_of_them().get(slug)
    if found is None:
        raise NotFound
    return found


def desk(tenant: str, client_id: str) -> Write:
    """Write on behalf of the house itself."""
    return Write(system(tenant), client_id)


def offered(running: Running) -> list[Step]:
    """List what an agent may do with a procedure as it stands."""
    return machine.offered(declared(running.slug).machine, running.state)


async def begin(
    tx: Tx, write: Write, case: conversations.Conversation, told: tuple[str, Evidence], now: datetime
) -> Running | None:
    """Begin a procedure, ``told`` is its slug and what is stated already; None when one runs there already.

    The same write again gives what it began.
    """
    slug, evidence = told
    procedure = declared(slug)
    first = machine.state_of(procedure.machine, procedure.machine.first)
    new = Running(
        id=uuid7(),
        conversation=case.id,
        customer=case.customer,
        slug=slug,
        state=first.name,
        owner=first.owner,
        due_at=machine.due(first, now, now),
        seq=0,
        look=0,
        looking=False,
        evidence=evidence,
        diagnosis=None,
        diagnosed_at=None,
        request=None,
        at=now,
        ended_at=None,
        key=case.key,
    )
    if not await store.insert(tx, new, store.New(write.actor.key, write.client_id, tx.keyed(write.hash))):
        before = await store.begun_by(tx, write.actor.key, write.client_id)
        if before is None:
            return None
        check_same(before[0], tx.keyed(write.hash))
        return await store.find(tx, before[1])
    await publish(tx, ProcedureStarted(about=case.id, procedure=new.id, slug=slug))
    begun = await arrive(tx, write, new, ("begun", first, ""), now)
    if rules.missing(procedure.asks, evidence):
        return begun
    return await move(tx, desk(tx.tenant, "given:0"), begun, "given", now)


async def tell(tx: Tx, write: Write, running: Running, found: dict[str, Stated], now: datetime) -> Running:
    """Take more evidence in; as soon as nothing needed is missing, it is looked into."""
    if not found or await repeated(tx, write, running):
        return running
    procedure = declared(running.slug)
    if machine.follow(procedure.machine, running.state, "given") is None:
        # What is being examined or approved is about what was stated then, and about nothing else.
        if write.actor.kind == "agent":
            raise NotNow("nothing more can be stated now")
        return running
    evidence = Evidence(running.evidence.items | found)
    running = msgspec.structs.replace(running, evidence=evidence)
    detail = ",".join(sorted(found))
    ready = not rules.missing(procedure.asks, evidence)
    target = machine.follow(procedure.machine, running.state, "given") if ready else None
    state = target or machine.state_of(procedure.machine, running.state)
    return await arrive(tx, write, running, ("given", state, detail), now, keep=target is None)


async def move(
    tx: Tx, write: Write, running: Running, event: str, now: datetime, *, detail: str = ""
) -> Running:
    """Bring a procedure on by an event; raises ``NotNow`` where it cannot happen.

    The caller has locked the procedure. The same write again changes nothing.
    """
    if await repeated(tx, write, running):
        return running
    target = machine.follow(declared(running.slug).machine, running.state, event)
    if target is None:
        raise NotNow(f"{event} cannot happen in {running.state}")
    return await arrive(tx, write, running, (event, target, detail), now)


async def diagnosed(tx: Tx, running: Running, look: int, found: Diagnosis, now: datetime) -> Running:
    """Take what a look has found; an answer to an older look than the latest is dropped."""
    if running.look != look or not running.looking:
        return running
    kept = msgspec.structs.replace(running, diagnosis=found, diagnosed_at=now, looking=False)
    machine_ = declared(running.slug).machine
    event = found.move if machine.follow(machine_, running.state, found.move) else "hand"
    if machine.follow(machine_, running.state, event) is None:
        await store.save(tx, kept, None)
        return kept
    return await move(tx, desk(tx.tenant, f"look:{look}"), kept, event, now, detail=found.code)


async def repeated(tx: Tx, write: Write, running: Running) -> bool:
    """Tell whether this write came before; raises ``ClientIdReused`` when it asked for something else."""
    before = await store.written(tx, running.id, write.actor.key, write.client_id)
    if before is None:
        return False
    check_same(before, tx.keyed(write.hash))
    return True


async def arrive(
    tx: Tx, write: Write, running: Running, step: tuple[str, State, str], now: datetime, *, keep: bool = False
) -> Running:
    """Arrive in a state: whose turn it is, until when, and what is to be looked at, in one write.

    ``step`` is the event, the state and a detail; with ``keep`` the clock of the state runs on.
    """
    event, state, detail = step
    looks = state.checks and not keep
    new = msgspec.structs.replace(
        running,
        state=state.name,
        owner=state.owner,
        due_at=running.due_at if keep else machine.due(state, now, running.at),
        seq=running.seq + 1,
        look=running.look + 1 if looks else running.look,
        looking=True if looks else running.looking and state.ending is None and keep,
        ended_at=now if state.ending else None,
    )
    happened = Happening(
        procedure=new.id,
        seq=new.seq,
        kind=event,
        state=new.state,
        owner=new.owner,
        due_at=new.due_at,
        actor=write.actor.key,
        actor_name=write.actor.name,
        client_id=write.client_id,
        detail=detail,
        at=now,
    )
    if not await store.add(tx, happened, new.key, tx.keyed(write.hash)):
        return running
    await store.save(tx, new, state.ending)
    if state.ending and declared(new.slug).reviewed:
        await recoveries.ended(tx, new.id, credited=state.name == "credited")
    await _publish(tx, new, state)
    return new


async def _publish(tx: Tx, new: Running, state: State) -> None:
    if state.ending:
        fact = ProcedureEnded(about=new.conversation, procedure=new.id, slug=new.slug, ending=state.ending)
        await publish(tx, fact)
        return
    await publish(
        tx,
        ProcedureMoved(
            about=new.conversation, procedure=new.id, slug=new.slug, state=new.state, owner=new.owner
        ),
    )
    if new.looking:
        tx.news.add(LOOKS)


LOOKS = UUID(int=0x100C)  # wakes who looks into procedures
