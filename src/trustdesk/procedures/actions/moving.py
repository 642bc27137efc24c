"""Moving a procedure: told more, looked into, brought on; each step once, on record."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.events import Fact, publish
from trustdesk.kit.repeats import check_same
from trustdesk.procedures.cases import all_of_them
from trustdesk.procedures.events import ProcedureEnded, ProcedureMoved
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence, Stated
from trustdesk.procedures.model.procedure import Ending, Procedure, State, Step
from trustdesk.procedures.model.running import Happening, Running
from trustdesk.procedures.rules import evidence as rules
from trustdesk.procedures.rules import machine
from trustdesk.procedures.store import recoveries, writing
from trustdesk.procedures.store import running as store

DESK = b"desk"  # the fingerprint of what the house itself writes
LOOKS = UUID(int=0x100C)  # wakes who looks into procedures


class Write(msgspec.Struct, frozen=True):
    """Who writes, by which id, and what the write asks; ``hash`` tells a repeat from another write."""

    actor: Actor
    client_id: str
    hash: bytes = DESK


class Arrival(msgspec.Struct, frozen=True):
    """A procedure in the state it came to, what brought it there, and how it ends if it does."""

    running: Running
    happened: Happening
    ending: Ending | None
    hash: bytes

    @property
    def fact(self) -> Fact:
        """Say it to whoever listens."""
        new = self.running
        if self.ending:
            return ProcedureEnded(about=new.conversation, procedure=new.id, slug=new.slug, ending=self.ending)
        return ProcedureMoved(
            about=new.conversation, procedure=new.id, slug=new.slug, state=new.state, owner=new.owner
        )


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


def judged(tenant: str, running: Running, found: Diagnosis, now: datetime) -> tuple[Running, Arrival | None]:
    """Tell how a procedure stands after a look, and where it arrives by what was found; writes nothing."""
    kept = msgspec.structs.replace(running, diagnosis=found, diagnosed_at=now, looking=False)
    machine_ = declared(running.slug).machine
    target = machine.follow(machine_, running.state, found.move)
    event = found.move if target else "hand"
    target = target or machine.follow(machine_, running.state, event)
    if target is None:
        return kept, None
    write = desk(tenant, f"look:{running.look}")
    return kept, arrived(write, kept, (event, target, found.code), now)


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
    arrival = arrived(write, running, step, now, keep=keep)
    return arrival.running if await record(tx, [arrival]) else running


def arrived(
    write: Write, running: Running, step: tuple[str, State, str], now: datetime, *, keep: bool = False
) -> Arrival:
    """Tell what ``arrive`` would write."""
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
    return Arrival(new, happened, state.ending, write.hash)


async def record(tx: Tx, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Write arrivals down, each in another procedure; gives those whose write was not there already."""
    if not arrivals:
        return []
    new = await witness(tx, arrivals)
    await writing.save(tx, [(one.running, one.ending) for one in new])
    await publish(tx, *(one.fact for one in new))
    return new


async def witness(tx: Tx, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Write down that it happened, and not yet how the procedures stand by it; gives what is new."""
    happened = [writing.Added(one.happened, one.running.key, tx.keyed(one.hash)) for one in arrivals]
    added = await writing.add(tx, happened)
    new = [one for one in arrivals if (one.happened.procedure, one.happened.seq) in added]
    for one in new:
        if one.ending and declared(one.running.slug).reviewed:
            await recoveries.ended(tx, one.running.id, credited=one.running.state == "credited")
    if any(one.running.looking for one in new):
        tx.news.add(LOOKS)
    return new
