"""Carrying out commands: many at once, in one transaction, each answered for itself.

The order of locks is the same everywhere: customers (by whoever recognised them), then
conversations by id. What is refused leaves no trace; what was stored before is answered again.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import evidence, guard
from trustdesk.conversations import events
from trustdesk.conversations.model import (
    Assign,
    Command,
    Conversation,
    Draft,
    Edited,
    Entry,
    Join,
    Label,
    Letter,
    Note,
    Outcome,
    Part,
    Rate,
    Receipt,
    Reply,
    SetStatus,
)
from trustdesk.conversations.rules import joining, lists, numbers, threading
from trustdesk.conversations.rules.changes import decide
from trustdesk.conversations.rules.effects import Change
from trustdesk.conversations.store import appends as store
from trustdesk.evidence import About
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, NotFound, Refused
from trustdesk.kit.events import Fact
from trustdesk.kit.ids import uuid7

MOMENT = timedelta(microseconds=1)
# Not part of what was asked: who asked, and what only says from where they looked.
ASIDE = frozenset(
    (
        "actor",
        "client_id",
        "seen",
        "force",
        "why",
        "assignee_name",
        "hidden",
        "strict",
        "card",
        "since",
        "pressing",
    )
)
PLACES: dict[type[Command], guard.Spot] = {
    Letter: "message",
    Reply: "reply",
    Note: "note",
    Rate: "rating",
    Label: "label",
    Edited: "message",
}


async def perform(tx: Tx, commands: Sequence[Command], prefix: str, now: datetime) -> list[Outcome | Refused]:
    """Carry out the commands in order; each gets its outcome or its refusal.

    ``prefix`` is the brand's, for the numbers of new conversations. Raises only what is a bug
    or a lost database: then nothing of the group is stored.
    """
    group = Group(tx, prefix, now)
    await group.load(commands)
    answers = [group.answer(command) for command in commands]
    await group.write()
    return answers


class Group:
    """The conversations that a group of commands is about, and what is to be written of them."""

    def __init__(self, tx: Tx, prefix: str, now: datetime) -> None:
        """Start empty."""
        self.tx = tx
        self.prefix = prefix
        self.now = now
        self.answered: dict[tuple[str, str], tuple[bytes, Receipt]] = {}
        self.cases: dict[UUID, Conversation] = {}
        self.kept: set[str] = set()
        self.by_number: dict[str, UUID] = {}
        self.latest: dict[UUID, UUID] = {}
        self.changed: dict[UUID, None] = {}
        self.entries: list[Entry] = []
        self.hashes: list[bytes] = []
        self.facts: list[Fact] = []
        self.counts: list[int] = []
        self.done: list[evidence.Done] = []
        self.hidden: list[guard.Hidden] = []

    async def load(self, commands: Sequence[Command]) -> None:
        """Find and lock every conversation the commands are about, and what was stored before."""
        ids = {one.conversation for one in commands if isinstance(one.conversation, UUID)}
        named = {one.conversation for one in commands if isinstance(one.conversation, str)}
        writers = {one.customer for one in commands if isinstance(one, Letter) and one.conversation is None}
        writes = [(one.actor.key, one.client_id) for one in commands]
        wanted = store.Wanted(list(ids), list(named), list(writers))
        cases, self.answered = await store.lock(self.tx, wanted, writes)
        # Only what was joined while this waited for its lock is not among them.
        joined = {case.joined for case in cases if case.joined} - {case.id for case in cases}
        more = await store.lock_free(self.tx, sorted(joined)) if joined else ()
        self.cases = {case.id: case for case in (*cases, *more)}
        self.kept = {case.preview for case in self.cases.values()}
        self.by_number = {case.number: case.id for case in cases}
        self.latest = {
            case.customer: joining.followed(case, self.cases).id for case in sorted(cases, key=_created_at)
        }
        begun = [one for one in writers if self._path(one) == "open"]
        self.counts = await store.counts(self.tx, len(begun)) if begun else []

    def answer(self, command: Command) -> Outcome | Refused:
        """Carry out one command on what was loaded."""
        key = (command.actor.key, command.client_id)
        body = self.tx.keyed(fingerprint(command))
        if key in self.answered:
            before, receipt = self.answered[key]
            return Outcome(receipt, again=True) if before == body else ClientIdReused()
        try:
            case = self._case(command)
            change = decide(case, command, self.now)
        except Refused as refused:
            return refused
        receipt = self._apply(change, command, body)
        self.answered[key] = (body, receipt)
        return Outcome(receipt, again=False)

    def _case(self, command: Command) -> Conversation:
        id = command.conversation
        if isinstance(id, str):
            id = self.by_number.get(id)
        elif id is None and isinstance(command, Letter):
            if self._path(command.customer) == "open":
                return self._begin(command)
            id = self.latest[command.customer]
        case = self.cases.get(id) if id else None
        if case is not None and isinstance(command, Letter):
            case = joining.followed(case, self.cases)
        if case is None or (isinstance(command, Letter) and case.customer != command.customer):
            raise NotFound
        return case

    def _path(self, customer: UUID) -> threading.Path:
        last = self.latest.get(customer)
        return threading.path(self.cases[last] if last else None, self.now)

    def _after_the_last(self, customer: UUID) -> datetime:
        # Nodes' clocks differ: the latest conversation must be the latest by its time, too.
        last = self.latest.get(customer)
        return max(self.now, self.cases[last].created_at + MOMENT) if last else self.now

    def _begin(self, letter: Letter) -> Conversation:
        case = Conversation(
            id=uuid7(),
            number=numbers.make(self.prefix, self.counts.pop()),
            customer=letter.customer,
            line=letter.line,
            topic=letter.topic,
            language=letter.language,
            status="open",
            priority=1,
            assignee=None,
            team=None,
            tags=[],
            seq=0,
            staff_seq=0,
            staff_by="",
            preview="",
            last_author="customer",
            last_at=self.now,
            listed_at=self.now,
            waiting_since=None,
            snoozed_until=None,
            resolved_at=None,
            rating=None,
            created_at=self._after_the_last(letter.customer),
        )
        self.cases[case.id] = case
        self.latest[letter.customer] = case.id
        self.facts.append(events.ConversationOpened(about=case.id))
        # Whoever waits for the customer's first conversation is woken by the customer's id.
        self.tx.news.add(case.customer)
        return case

    def _apply(self, change: Change, command: Command, body: bytes) -> Receipt:
        case = change.after
        for place, draft in enumerate(change.drafts, start=case.seq + 1):
            own = draft is change.drafts[-1]
            self.entries.append(self._entry(case.id, place, draft, command, own=own))
            self.hashes.append(body)
        last = self.entries[-1]
        listed_at = lists.listed_at(self.cases[case.id], case)
        self.cases[case.id] = msgspec.structs.replace(case, seq=last.seq, listed_at=listed_at)
        self.changed[case.id] = None
        self.facts.extend(change.facts)
        if command.actor.kind in ("agent", "api") and (done := told(command)):
            self.done.append((command.actor, done[0], About("conversation", case.number), *done[1:]))
        if command.hidden:
            self.hidden.append(guard.Hidden(last.id, PLACES[type(command)], command.hidden, case.id))
        return Receipt(case.number, last.seq, last.id)

    def _entry(self, case: UUID, seq: int, draft: Draft, command: Command, *, own: bool) -> Entry:
        actor, id = command.actor, uuid7()
        kind, author_id, name = actor.kind, actor.id, actor.name
        if draft.author == "customer" and isinstance(command, Letter):
            kind, author_id, name = "customer", str(command.customer), command.customer_name
        elif draft.author == "system":
            kind, author_id, name = "system", "desk", ""
        return Entry(
            conversation=case,
            seq=seq,
            id=id,
            kind=draft.kind,
            author_kind=kind,
            author_id=author_id,
            author_name=name,
            line=draft.line,
            text=draft.text,
            attachments=draft.attachments or None,
            mentions=draft.mentions or None,
            event=msgspec.json.encode(draft.event).decode() if draft.event else None,
            actor=actor.key if own else "system:desk",
            client_id=command.client_id if own else str(id),
            at=self.now,
        )

    async def write(self) -> None:
        """Put everything down: conversations, entries, facts."""
        if not self.entries:
            return
        cases = [self.cases[id] for id in self.changed]
        # A conversation begun for a letter that was then refused was never written.
        facts = [fact for fact in self.facts if fact.about in self.changed]
        await store.put(self.tx, store.Written(cases, self.kept, self.entries, self.hashes, facts))
        mentions = [
            (agent, one.conversation, one.seq) for one in self.entries for agent in one.mentions or ()
        ]
        if mentions:
            await store.mention(self.tx, mentions)
        if self.hidden:
            await guard.record(self.tx, self.hidden, self.now)
        await evidence.append_all(self.tx, self.done)


def told(command: Command) -> tuple[str, evidence.Detail, evidence.Why] | None:
    """Tell what the audit says of a command; what is said in words is an entry and sealed as such."""
    match command:
        case Assign():
            to = str(command.assignee or command.team or "")
            return "conversation.assign", {"to": to, "force": command.force}, evidence.Why(command.why)
        case SetStatus():
            return "conversation.status", {"status": command.status}, evidence.Why()
        case Join():
            return "conversation.join", {"into": command.number}, evidence.Why()
        case Part():
            return "conversation.part", {"other": command.number}, evidence.Why()
        case _:
            return None


def _created_at(case: Conversation) -> datetime:
    return case.created_at


def fingerprint(command: Command) -> bytes:
    """Hash what was asked, so that the same client id with another body is noticed."""
    asked = {name: getattr(command, name) for name in command.__struct_fields__ if name not in ASIDE}
    if command.strict is not None:
        asked["text"] = command.strict
    return hashlib.blake2b(
        msgspec.msgpack.encode([type(command).__name__, [*asked.values()]]), digest_size=16
    ).digest()
