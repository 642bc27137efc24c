"""Hearing: what customers write begins procedures by plain cues, and tells those that run."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import conversations
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event
from trustdesk.procedures.actions import beginning, moving
from trustdesk.procedures.cases import all_of_them
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.rules import cues
from trustdesk.procedures.rules import evidence as rules
from trustdesk.procedures.store import running as store

Place = tuple[UUID, int]  # a message by its conversation and its number there

FIRST_WORDS = 6  # messages of a customer by which a procedure may still begin by itself


async def hear(tx: Tx, events: Sequence[Event], now: datetime) -> None:
    """Hear messages of customers, those of one conversation in order."""
    messages = [one.fact for one in events if isinstance(one.fact, conversations.MessageReceived)]
    places = [(one.about, one.seq) for one in messages]
    entries = await conversations.entries_at(tx, places)
    ids = list({id for id, _ in places})
    cases = await conversations.states_of(tx, ids)
    running: dict[UUID, list[Running]] = {id: [] for id in ids}
    for one in await store.running_in(tx, ids):  # all at once: most messages say nothing that is asked for
        running[one.conversation].append(one)
    for wave in _waves(places):
        heard = [
            (cases[place[0]], entries[place]) for place in wave if place in entries and place[0] in cases
        ]
        said = [(case, entry) for case, entry in heard if entry.text and case.status != "closed"]
        await _hear(tx, said, running, now)


def _waves(places: Sequence[Place]) -> list[list[Place]]:
    """Part what is heard so that each conversation speaks once in a wave: what begins, begins together."""
    waves: list[list[Place]] = []
    spoken: Counter[UUID] = Counter()
    for place in places:
        if spoken[place[0]] == len(waves):
            waves.append([])
        waves[spoken[place[0]]].append(place)
        spoken[place[0]] += 1
    return waves


async def _hear(
    tx: Tx,
    said: Sequence[tuple[conversations.Conversation, conversations.Entry]],
    running: dict[UUID, list[Running]],
    now: datetime,
) -> None:
    wanted: list[beginning.Wanted] = []
    for case, entry in said:
        if await _told(tx, entry, running[case.id], now):
            running[case.id] = await store.running_in(tx, [case.id])
        elif not running[case.id] and (one := _begun_by(tx.tenant, case, entry)):
            wanted.append(one)
    for begun in await beginning.begin_all(tx, wanted, now):
        if begun is not None:
            running[begun.conversation] = [begun]


async def _told(tx: Tx, entry: conversations.Entry, running: Sequence[Running], now: datetime) -> bool:
    """Tell what runs; gives whether that changed anything."""
    changed = False
    for one in running:
        found = rules.heard(moving.declared(one.slug).asks, entry.text, one.evidence, entry.seq)
        if found:
            await moving.tell(tx, moving.desk(tx.tenant, f"heard:{entry.seq}"), one, found, now)
            changed = True
    return changed


def _begun_by(
    tenant: str, case: conversations.Conversation, entry: conversations.Entry
) -> beginning.Wanted | None:
    if entry.seq > FIRST_WORDS:
        return None
    begun = cues.begun_by(list(all_of_them().values()), entry.text, case.topic)
    if begun is None:
        return None
    stated = rules.heard(begun.asks, entry.text, Evidence(), entry.seq)
    write = moving.desk(tenant, f"heard:{case.id}:{entry.seq}")
    return beginning.Wanted(write, case, begun.slug, Evidence(stated))


async def begin_about(tx: Tx, case: conversations.Conversation, topic: str, now: datetime) -> None:
    """Begin the procedure for a topic that somebody else has recognised, unless one runs already."""
    begun = cues.begun_by(list(all_of_them().values()), "", topic)
    if begun is not None and not await store.running_in(tx, [case.id]):
        write = moving.desk(tx.tenant, f"about:{case.id}:{topic}")
        await beginning.begin(tx, beginning.Wanted(write, case, begun.slug), now)


async def brought_along(tx: Tx, conversation: UUID, seq: int, now: datetime) -> None:
    """Go on for the customer who has signed in: what could not be read before is looked at again."""
    case = (await conversations.states_of(tx, [conversation])).get(conversation)
    if case is None:
        return
    await store.belongs_now(tx, conversation, case.customer)
    await look_again(tx, await store.running_in(tx, [conversation]), f"signed:{seq}", now)


async def look_again(tx: Tx, running: Sequence[Running], client_id: str, now: datetime) -> None:
    """Look into procedures again, those that can be."""
    for one in running:
        steps = moving.declared(one.slug).machine.steps
        if any((step.source, step.event) == (one.state, "look") for step in steps):
            await moving.move(tx, moving.desk(tx.tenant, client_id), one, "look", now)
