"""Two conversations of one person about one matter: one of them goes on in the other, and may part again.

Nothing is moved: each keeps its entries, its numbers and its seals. What its customer writes in the one
that was joined is taken down in the other.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from msgspec.structs import replace

from trustdesk.conversations import events
from trustdesk.conversations.model import Conversation, Draft, Gather, Join, Part
from trustdesk.conversations.rules.effects import Change
from trustdesk.kit.errors import NotJoinable

STANDING = frozenset({"open", "waiting", "snoozed"})


class Place(Protocol):
    """What deciding which goes on needs of a conversation."""

    @property
    def id(self) -> UUID: ...
    @property
    def status(self) -> str: ...
    @property
    def joined(self) -> UUID | None: ...
    @property
    def created_at(self) -> datetime: ...


def standing(case: Place) -> bool:
    """Tell whether it has not ended and goes on by itself."""
    return case.status in STANDING and case.joined is None


def way(here: Place, there: Place) -> Literal["into", "from"]:
    """Tell which goes on: the one that began first. ``into``: here goes on there; ``from``: there, here."""
    return "into" if (here.created_at, here.id) > (there.created_at, there.id) else "from"


def followed(case: Conversation, known: Mapping[UUID, Conversation]) -> Conversation:
    """Name the conversation in which a letter to this one is taken down.

    It stays where it was written if the other has ended, or is kept under another name of the person.
    """
    into = known.get(case.joined) if case.joined else None
    return into if into and into.customer == case.customer and into.status != "closed" else case


def join(case: Conversation, command: Join, now: datetime) -> Change:
    """End it here, and tell where it goes on."""
    if not standing(case) or case.id == command.into:
        raise NotJoinable
    after = replace(
        case,
        status="resolved",
        joined=command.into,
        snoozed_until=None,
        resolved_at=now,
        waiting_since=None,
        last_at=now,
    )
    drafts = [
        _said(case, command.text),
        Draft(kind="event", event={"what": "joined", "into": command.number}),
    ]
    facts = [
        events.ReplyWritten(about=case.id, seq=case.seq + 1, line=case.line),
        events.ConversationJoined(about=case.id, seq=case.seq + 2, into=command.into),
        events.ConversationResolved(about=case.id, seq=case.seq + 2),
    ]
    return Change(after, drafts, [*facts])


def gather(case: Conversation, command: Gather, now: datetime) -> Change:
    """Go on with both: whoever waited there waits here, since then, and as urgently."""
    if not standing(case):
        raise NotJoinable
    waiting = [at for at in (case.waiting_since, command.since) if at is not None]
    woken = command.since is not None and case.status != "open"
    after = replace(
        case,
        status="open" if woken else case.status,
        snoozed_until=None if woken else case.snoozed_until,
        waiting_since=min(waiting, default=None),
        priority=max(case.priority, command.pressing),
        last_at=now,
    )
    drafts = [
        _said(case, command.text),
        Draft(kind="event", event={"what": "gathered", "number": command.number}),
    ]
    facts: list[events.Fact] = [events.ReplyWritten(about=case.id, seq=case.seq + 1, line=case.line)]
    if woken:
        facts.append(events.StatusChanged(about=case.id, seq=case.seq + 2, status="open"))
    elif after.priority != case.priority:
        facts.append(events.ConversationLabelled(about=case.id, seq=case.seq + 2))
    return Change(after, drafts, facts)


def part(case: Conversation, command: Part, now: datetime) -> Change:
    """Let what was joined go on by itself; the other is only told."""
    drafts = [
        _said(case, command.text),
        Draft(kind="event", event={"what": "parted", "number": command.number}),
    ]
    facts: list[events.Fact] = [events.ReplyWritten(about=case.id, seq=case.seq + 1, line=case.line)]
    if case.joined is None:
        return Change(replace(case, last_at=now), drafts, facts)
    after = replace(
        case,
        status="open",
        joined=None,
        resolved_at=None,
        waiting_since=now if case.last_author == "customer" else None,
        last_at=now,
    )
    parted = events.ConversationJoined(about=case.id, seq=case.seq + 2, into=None)
    facts += [parted, events.StatusChanged(about=case.id, seq=case.seq + 2, status="open")]
    return Change(after, drafts, facts)


def _said(case: Conversation, text: str) -> Draft:
    return Draft(kind="message", text=text, line=case.line, author="system")
