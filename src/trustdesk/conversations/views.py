"""Shapes that leave the house: rows of the inbox, entries of a thread, whole conversations."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from trustdesk.conversations.model import AuthorKind, Entry, Receipt, Status
from trustdesk.customers import ProofView, TieView
from trustdesk.files import Attachment
from trustdesk.guard import HiddenView
from trustdesk.kit.db import Record
from trustdesk.kit.fields import ACCOUNT, CONTACT

__all__ = ["Receipt"]

# What a customer is shown of events; everything else among colleagues is a placeholder to them.
SHOWN_EVENTS = frozenset({"opened", "reopened", "assigned", "returned", "status", "rated", "brought_along"})


class Author(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who wrote an entry."""

    kind: AuthorKind
    name: str
    id: str | None = None


class EntryView(msgspec.Struct, frozen=True):
    """One thing in a conversation. ``internal`` keeps the place of what a customer may not read."""

    seq: int
    id: UUID
    kind: Literal["message", "note", "event", "internal"]
    author: Author
    line: str
    text: Annotated[str, ACCOUNT]
    attachments: Sequence[Attachment]
    mentions: Sequence[UUID]
    event: Annotated[msgspec.Raw | None, ACCOUNT]
    client_id: str | None
    at: datetime


class CustomerView(msgspec.Struct, frozen=True):
    """The customer in a list."""

    id: UUID
    name: str
    locale: str


class AssigneeView(msgspec.Struct, frozen=True):
    """The agent who holds a conversation."""

    id: UUID
    name: str


class HitView(msgspec.Struct, frozen=True):
    """Where a search found its words: the entry and the text around them."""

    seq: int
    excerpt: Annotated[str, ACCOUNT]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation in a list; of two rows with the same number the higher ``seq`` is newer."""

    number: str
    customer: CustomerView
    line: str
    topic: str | None
    language: str
    status: Status
    priority: int
    assignee: AssigneeView | None
    team: str | None
    tags: list[str]
    preview: Annotated[str, ACCOUNT]
    last_author: AuthorKind
    last_at: datetime
    waiting_since: datetime | None
    created_at: datetime
    seq: int
    snoozed_until: datetime | None
    rating: int | None
    hits: Sequence[HitView] | msgspec.UnsetType = msgspec.UNSET


class HandleView(msgspec.Struct, frozen=True):
    """Where the customer can be reached: masked for everybody; ``ref`` is what to reveal it by.

    ``proved`` tells that they have answered there.
    """

    line: str
    external_id: Annotated[str, CONTACT]
    ref: str
    proved: bool = False


class CustomerDetail(msgspec.Struct, frozen=True):
    """The customer beside the thread; ``anti_phishing`` is a mask of their code, if they have one."""

    id: UUID
    name: str
    locale: str
    handles: Sequence[HandleView]
    since: datetime
    proof: ProofView | None
    ties: Sequence[TieView]
    anti_phishing: Annotated[str, ACCOUNT] = ""


class Mark(msgspec.Struct, frozen=True):
    """How far somebody has received and read, as entry numbers."""

    delivered: int
    read: int


class Marks(msgspec.Struct, frozen=True):
    """The customer's mark and, by agent id, the staff's."""

    customer: Mark
    staff: dict[str, Mark]


class ConversationView(Row, frozen=True, kw_only=True):
    """A conversation with everything the next agent needs beside the thread."""

    customer_detail: CustomerDetail
    marks: Marks
    others: Sequence[Row]
    hidden: Sequence[HiddenView]


class AccessView(msgspec.Struct, frozen=True):
    """A conversation that was opened to the asker by a reason, and until when."""

    conversation: str
    until: datetime


class RevealView(msgspec.Struct, frozen=True):
    """One value, revealed; it is to be gone from every screen at ``until``."""

    ref: str
    value: str
    until: datetime


class Page(msgspec.Struct, frozen=True):
    """A part of a list; ``cursor`` asks for the next one. ``live`` is where a socket goes on from here."""

    items: Sequence[Row]
    cursor: str | None
    live: str


class EntryPage(msgspec.Struct, frozen=True):
    """A part of a thread, in order; ``cursor`` is the last number while there is more."""

    items: Sequence[EntryView]
    cursor: int | None


def row_view(row: Record) -> Row:
    """Show a record of ``store.lists``."""
    assignee = row["assignee"]
    return Row(
        number=row["number"],
        customer=CustomerView(row["customer"], row["customer_name"], row["customer_locale"]),
        line=row["line"],
        topic=row["topic"],
        language=row["language"],
        status=row["status"],
        priority=row["priority"],
        assignee=None if assignee is None else AssigneeView(assignee, row["assignee_name"] or ""),
        team=row["team"],
        tags=row["tags"],
        preview=row["preview"],
        last_author=row["last_author"],
        last_at=row["last_at"],
        waiting_since=row["waiting_since"],
        created_at=row["created_at"],
        seq=row["seq"],
        snoozed_until=row["snoozed_until"],
        rating=row["rating"],
    )


def entry_view(entry: Entry, files: Mapping[UUID, Attachment]) -> EntryView:
    """Show an entry to staff."""
    return EntryView(
        seq=entry.seq,
        id=entry.id,
        kind=entry.kind,
        author=Author(entry.author_kind, entry.author_name, entry.author_id),
        line=entry.line,
        text=entry.text,
        attachments=[files[id] for id in entry.attachments or () if id in files],
        mentions=entry.mentions or (),
        event=msgspec.Raw(entry.event) if entry.event else None,
        client_id=None if entry.actor == "system:desk" else entry.client_id,
        at=entry.at,
    )


def customer_view(entry: Entry, files: Mapping[UUID, Attachment]) -> EntryView:
    """Show an entry to the customer: what is among colleagues keeps its number and nothing else."""
    if entry.kind == "message" or (entry.kind == "event" and _what(entry) in SHOWN_EVENTS):
        shown = entry_view(entry, files)
        own = entry.author_kind == "customer"
        author = Author(entry.author_kind, entry.author_name)
        told = None if entry.event is None else _without_ids(entry.event)
        own_id = shown.client_id if own else None
        return msgspec.structs.replace(shown, author=author, client_id=own_id, event=told)
    return EntryView(
        seq=entry.seq,
        id=entry.id,
        kind="internal",
        author=Author("system", ""),
        line=entry.line,
        text="",
        attachments=(),
        mentions=(),
        event=None,
        client_id=None,
        at=entry.at,
    )


def _without_ids(event: str) -> msgspec.Raw:
    """Tell a customer who cares for them by public name; ids of staff are nobody's business."""
    told = msgspec.json.decode(event, type=dict[str, Any])
    if told.get("assignee"):
        told["assignee"] = {"name": told["assignee"]["name"]}
    return msgspec.Raw(msgspec.json.encode(told))


def _what(entry: Entry) -> str:
    return msgspec.json.decode(entry.event or "{}", type=_What).what


class _What(msgspec.Struct):
    what: str = ""
