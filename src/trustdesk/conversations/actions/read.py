"""Reading: the only ways to obtain a conversation, an entry or a list on someone's behalf."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from trustdesk import oversight
from trustdesk.conversations.model import Conversation, Entry, Seen
from trustdesk.conversations.rules import numbers
from trustdesk.conversations.rules.segments import search_words
from trustdesk.conversations.store import labels, lists, marks, said, search
from trustdesk.customers import Sender, Tie, the_other, ties_of
from trustdesk.evidence import About, append_once
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Record, Tx
from trustdesk.kit.errors import Forbidden, NotFound
from trustdesk.staff import Action, Case, can, check

SEARCH_ROUNDS = (2, 14)  # pages of hits looked through: most searches end in the first
MOST_OTHERS = 20
OPENED_WITHIN = timedelta(minutes=10)
LARGEST_SEQ = 2**31 - 1  # what a column of numbers holds; nobody has read so far


class Readable(Case, Protocol):
    """What deciding about reading needs."""

    @property
    def customer(self) -> UUID: ...


async def open_for(
    tx: Tx, actor: Actor, number: str, now: datetime, action: Action = Action.READ
) -> Conversation:
    """Obtain a conversation for an actor; absent and not theirs look the same (``NotFound``).

    What is within an agent's reach and not theirs raises ``ReasonRequired``. An opening is on record
    and counts in the agent's budget, in this transaction.
    """
    case = await found_for(tx, actor, number)
    if actor.kind != "customer":
        check(actor, Action.READ, case)
        check(actor, action, case)
        await oversight.opened(tx, actor, case.id, case.customer, now)
    return case


async def found_for(tx: Tx, actor: Actor, number: str) -> Conversation:
    """Find a conversation of which the actor may know that it is there; nothing of it may leave yet."""
    read = numbers.read(number)
    case = await lists.find(tx, read) if read else None
    known = case is not None and (
        actor.id == str(case.customer)
        if actor.kind == "customer"
        else can(actor, Action.READ, case) != "deny"
    )
    if case is None or not known:
        raise NotFound
    return case


async def opened_for(tx: Tx, actor: Actor, number: str, now: datetime) -> Conversation:
    """Obtain a conversation to read it, and note that one of staff did: once in ten minutes."""
    case = await open_for(tx, actor, number, now)
    if actor.kind != "customer":
        about = About("conversation", case.number)
        await append_once(tx, actor, "conversation.open", about, now, OPENED_WITHIN)
    return case


def readable(actor: Actor, case: Readable) -> bool:
    """Tell whether the actor may read it now."""
    if actor.kind == "customer":
        return actor.id == str(case.customer)
    return can(actor, Action.READ, case) == "allow"


def listed(actor: Actor, case: Case) -> bool:
    """Tell whether the conversation stands in the actor's lists."""
    return can(actor, Action.READ, case) == "allow" or can(actor, Action.OVERLOOK, case) == "allow"


class CaseOf:
    """A record of a list as the access table reads it."""

    def __init__(self, row: Record) -> None:
        """Take what the table asks for."""
        self.id: UUID = row["id"]
        self.status: str = row["status"]
        self.assignee: UUID | None = row["assignee"]
        self.team: str | None = row["team"]
        self.customer: UUID = row["customer"]


async def current_of(tx: Tx, actor: Actor) -> Conversation | None:
    """Obtain the customer's own latest conversation, or None."""
    return await lists.latest(tx, UUID(actor.id))


async def current_of_customer(tx: Tx, customer: UUID) -> Conversation | None:
    """Obtain a customer's latest conversation, for who has proved to act for them."""
    return await lists.latest(tx, customer)


async def entries_for(tx: Tx, case: Conversation, after: int, most: int) -> list[Entry]:
    """List entries of a conversation that was opened for the actor."""
    return await lists.entries(tx, case.id, after, most)


async def last_said_to(tx: Tx, sender: Sender) -> str:
    """Tell what the desk last wrote to whoever is behind this handle, or nothing; for the intake."""
    return await said.last_to(tx, sender.line, sender.external_id)


async def states_of(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Conversation]:
    """Read conversations that facts are about; for reactions, which act for the desk itself."""
    return {case.id: case for case in await lists.states(tx, ids)}


async def erased_of(tx: Tx, cases: Collection[Conversation]) -> set[UUID]:
    """Tell which of these hold no words any more, as their keys are destroyed."""
    keyed = [case for case in cases if case.key]
    alive = await tx.living([case.key for case in keyed])
    return {case.id for case in keyed if case.key not in alive}


async def labels_by_people(tx: Tx, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """Name what of the labels of conversations somebody has chosen; for reactions."""
    return await labels.by_people(tx, ids)


async def entries_at(tx: Tx, places: Sequence[tuple[UUID, int]]) -> dict[tuple[UUID, int], Entry]:
    """Read the entries that facts name, as (conversation, seq); for reactions."""
    return {(entry.conversation, entry.seq): entry for entry in await lists.entries_at(tx, places)}


async def stored_as(tx: Tx, actor_key: str, client_ids: Sequence[str]) -> list[Entry]:
    """Find what an actor's own writes became, by client id, in the order in which it stands."""
    places = await lists.places(tx, actor_key, client_ids)
    found = {(one.conversation, one.seq): one for one in await lists.entries_at(tx, places)}
    return [found[place] for place in places]


async def view_for(
    tx: Tx, actor: Actor, view: str, after: tuple[datetime, UUID] | None, most: int
) -> Sequence[Record]:
    """List a view of the inbox: records of ``store.lists``, filtered by what the actor may read."""
    if view not in lists.VIEWS:
        raise NotFound(f"no view {view!r}")
    return await lists.page(tx, view, reach(actor), after or lists.FIRST_PAGE, most)


def reach(actor: Actor) -> lists.Reach:
    """Tell what the lists are filtered by."""
    if can(actor, Action.READ) != "allow":
        raise Forbidden("read")
    elsewhere = _Elsewhere()
    everything = "allow" in {can(actor, action, elsewhere) for action in (Action.READ, Action.OVERLOOK)}
    return lists.Reach(
        agent=UUID(actor.id) if actor.kind == "agent" else UUID(int=0),
        teams=actor.teams,
        everything=everything,
        overlooks=can(actor, Action.OVERLOOK) == "allow",
        grants=tuple(actor.grants),
    )


class _Elsewhere:
    """A conversation that somebody of another team holds."""

    id = UUID(int=1)
    status = "open"
    assignee = UUID(int=1)
    team = "\0"


async def search_for(
    tx: Tx, actor: Actor, text: str, page: tuple[UUID | None, int], now: datetime
) -> tuple[Sequence[Any], dict[UUID, list[tuple[int, str]]], UUID | None]:
    """Find conversations whose entries hold all words of ``text``, newest hit first.

    ``page`` is the cursor and how many. Returns records, hits by conversation as (seq, text), and the
    cursor for more, or None. On record, and counted in the agent's budget, in this transaction.
    """
    before, most = page
    words = search_words(text)
    reach(actor)
    found: dict[UUID, list[tuple[int, UUID]]] = {}
    matched: set[UUID] = set()
    may: set[UUID] = set()
    for pages in SEARCH_ROUNDS:
        hits = await _hits(tx, words, before, most * pages)
        fresh = {hit["conversation"] for hit in hits} - found.keys()
        for hit in hits:
            found.setdefault(hit["conversation"], []).append((hit["seq"], hit["id"]))
        before = hits[-1]["id"] if hits and len(hits) == most * pages else None
        for case in map(CaseOf, await lists.cases(tx, list(fresh))):
            matched.add(case.customer)
            if readable(actor, case):
                may.add(case.id)
        if before is None or len(may) >= most:
            break
    rows: dict[UUID, Any] = {row["id"]: row for row in await lists.rows(tx, list(may))}
    await oversight.searched(tx, actor, matched, len(rows), now)
    texts = await search.texts(tx, [id for case in rows for _, id in found[case]])
    hits_of = {case: [(seq, texts[id]) for seq, id in found[case] if id in texts] for case in rows}
    return [rows[id] for id in found if id in rows], hits_of, before


async def _hits(tx: Tx, words: list[str], before: UUID | None, most: int) -> Sequence[Record]:
    return await search.hits(tx, words, before, most) if words else []


async def others_of(tx: Tx, actor: Actor, case: Conversation, ties: Sequence[Tie]) -> Sequence[Any]:
    """List the person's other conversations the actor may know of; accepted ties count as the person."""
    tied = [the_other(tie, case.customer) for tie in ties if tie.state == "accepted"]
    found = await lists.others(tx, [case.customer, *tied], case.id, MOST_OTHERS)
    return [row for row in found if can(actor, Action.READ, CaseOf(row)) != "deny"]


async def one_person(tx: Tx, customer: UUID) -> list[UUID]:
    """List the customers who are this person: the one, and those tied to it by a supervisor's decision."""
    ties = await ties_of(tx, customer)
    return [customer, *(the_other(tie, customer) for tie in ties if tie.state == "accepted")]


async def mark(tx: Tx, actor: Actor, conversation: UUID, delivered: int, read: int) -> None:
    """Remember how far the actor has received and read; never moves back nor beyond the end."""
    who = "customer" if actor.kind == "customer" else actor.id
    read = min(max(read, 0), LARGEST_SEQ)
    delivered = min(max(delivered, read), LARGEST_SEQ)
    if await marks.move(tx, conversation, Seen(who, delivered, read)):
        tx.news.add(conversation)


async def marks_of(tx: Tx, ids: Sequence[UUID]) -> Sequence[Any]:
    """Read how far each party has received and read."""
    return await marks.of(tx, ids)
