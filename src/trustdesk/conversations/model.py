"""Nouns of the room: the conversation, its entries, and the commands that change it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from trustdesk.guard import Finding
from trustdesk.kit.actors import Actor
from trustdesk.kit.fields import ACCOUNT

Status = Literal["open", "waiting", "snoozed", "resolved", "closed"]
AuthorKind = Literal["customer", "agent", "system", "api"]
EntryKind = Literal["message", "note", "event"]

ClientId = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Text = Annotated[str, msgspec.Meta(max_length=20_000)]
Attachments = Annotated[list[UUID], msgspec.Meta(max_length=10)]
Tag = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Tags = Annotated[list[Tag], msgspec.Meta(max_length=20)]
Priority = Annotated[int, msgspec.Meta(ge=0, le=3)]
Topic = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Language = Annotated[str, msgspec.Meta(min_length=2, max_length=20)]


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one conversation: ``seq`` numbers its last entry, ``listed_at`` is its place in lists.

    ``joined`` is the conversation of the same person in which it goes on.
    """

    id: UUID
    number: str
    customer: UUID
    line: str
    topic: str | None
    language: str
    status: Status
    priority: int
    assignee: UUID | None
    team: str | None
    tags: list[str]
    seq: int
    staff_seq: int
    staff_by: str
    preview: Annotated[str, ACCOUNT]
    last_author: AuthorKind
    last_at: datetime
    listed_at: datetime
    waiting_since: datetime | None
    snoozed_until: datetime | None
    resolved_at: datetime | None
    rating: int | None
    created_at: datetime
    key: str = ""
    joined: UUID | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in a conversation, as it is stored: a message, a note or an event."""

    conversation: UUID
    seq: int
    id: UUID
    kind: EntryKind
    author_kind: AuthorKind
    author_id: str
    author_name: str
    line: str
    text: Annotated[str, ACCOUNT]
    attachments: list[UUID] | None
    mentions: list[UUID] | None
    event: str | None
    actor: str
    client_id: str
    at: datetime


class Receipt(msgspec.Struct, frozen=True):
    """The answer to every write: where it stands now. The same write again gets the same answer."""

    conversation: str
    seq: int
    id: UUID


class Outcome(msgspec.Struct, frozen=True):
    """What became of a command; ``again`` tells that it had been stored before."""

    receipt: Receipt
    again: bool


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Something an actor wants of a conversation; ``conversation`` is its number or id.

    ``hidden`` is what the guard has masked in its text; ``strict`` is the text by which the same
    command is known again, where more is shown of it by now than when it first came.
    """

    actor: Actor
    client_id: str
    conversation: str | UUID | None = None
    hidden: tuple[Finding, ...] = ()
    strict: str | None = None


class Letter(Command, frozen=True, kw_only=True):
    """What a customer wrote, on any line, after the guard has masked it."""

    customer: UUID
    customer_name: str
    line: str
    text: str
    attachments: list[UUID] = []
    topic: str | None = None
    language: str = "en"


class Reply(Command, frozen=True, kw_only=True):
    """An answer to the customer; ``seen`` is the last entry its author had in view."""

    text: str
    attachments: list[UUID] = []
    seen: int | None = None


class Note(Command, frozen=True, kw_only=True):
    """A word among colleagues; the customer never sees it."""

    text: str
    mentions: list[UUID] = []


class SetStatus(Command, frozen=True, kw_only=True):
    """Resolve, reopen, snooze until a time, wait, close."""

    status: Status
    until: datetime | None = None


class Assign(Command, frozen=True, kw_only=True):
    """Give to an agent (with their name), to a team, or back to the queue.

    ``force`` takes it from a holder, for which ``why`` must say a reason; ``if_free`` gives only what
    nobody holds and is open; ``reason`` says why it went back.
    """

    assignee: UUID | None = None
    assignee_name: str = ""
    team: str | None = None
    force: bool = False
    why: Annotated[str, ACCOUNT] = ""
    if_free: bool = False
    reason: str = ""


class Label(Command, frozen=True, kw_only=True):
    """Change tags, priority, topic or language; what is None stays.

    With ``seen`` it holds only while that is still the last entry: whoever guesses overrules nobody.
    """

    tags: list[str] | None = None
    priority: int | None = None
    topic: str | None = None
    language: str | None = None
    seen: int | None = None


class Rate(Command, frozen=True, kw_only=True):
    """The customer's verdict, 1 to 5."""

    score: int
    text: str = ""


class BringAlong(Command, frozen=True, kw_only=True):
    """The customer's own tap after signing in: the chat from before goes on as ``verified``'s."""

    verified: UUID


class Say(Command, frozen=True, kw_only=True):
    """Words of the desk itself to the customer: an acknowledgement, an answer of the assistant.

    ``card`` goes along with the words for faces that can show more, its ``what`` naming its kind; the
    words are whole without it.
    """

    text: str
    card: dict[str, Any] | None = None


class Join(Command, frozen=True, kw_only=True):
    """It goes on in another conversation of the same person: ``into``, by its ``number``.

    ``text`` is what the customer is told of it, here as in the two commands below.
    """

    into: UUID
    number: str
    text: str


class Gather(Command, frozen=True, kw_only=True):
    """Conversation ``number`` goes on here: ``since`` when its customer waits, at which priority."""

    number: str
    text: str
    since: datetime | None = None
    pressing: int = 0


class Part(Command, frozen=True, kw_only=True):
    """Undo a join, on either side of it: ``number`` is the other one."""

    number: str
    text: str


class Undelivered(Command, frozen=True, kw_only=True):
    """An answer of the desk (entry ``of``) will not arrive on its line; it is the desk's turn again."""

    line: str
    of: int
    reason: str


class Edited(Command, frozen=True, kw_only=True):
    """A customer has changed on their line what they wrote as entry ``of``; both texts stay."""

    of: int
    before: str
    text: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An entry on its way: everything but the place in the sequence."""

    kind: EntryKind
    text: str = ""
    line: str = ""
    event: dict[str, Any] | None = None
    attachments: list[UUID] = []
    mentions: list[UUID] = []
    author: Literal["actor", "customer", "system"] = "actor"


class Seen(msgspec.Struct, frozen=True):
    """How far somebody has received and read; ``who`` is ``customer`` or an agent's id."""

    who: str
    delivered: int
    read: int
