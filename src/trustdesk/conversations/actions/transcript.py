"""The transcript: the whole conversation to take along, complete, ordered, and checkable.

Its record is a value in canonical JSON (sorted keys, no blanks, UTF-8: RFC 8785 for what it
holds); the SHA-256 of those bytes stands on every copy, in whatever form it was written.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from trustdesk import customers
from trustdesk.brands import Brand
from trustdesk.conversations.actions import pages, read, show
from trustdesk.conversations.model import Conversation
from trustdesk.conversations.views import (
    EntryView,
    Transcript,
    TranscriptAuthor,
    TranscriptEntry,
    TranscriptFile,
)
from trustdesk.files import Links
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx

Form = Literal["html", "json", "text"]
PAGE = 500
KINDS: dict[Form, tuple[str, str]] = {
    "html": ("html", "text/html"),
    "json": ("json", "application/json"),
    "text": ("txt", "text/plain"),
}


class Written(msgspec.Struct, frozen=True):
    """A transcript as a file."""

    name: str
    media_type: str
    content: bytes


async def transcript(tx: Tx, actor: Actor, case: Conversation, brand: Brand, links: Links) -> Transcript:
    """Collect what this actor may read of a conversation that was opened for them.

    A customer's own copy leaves out what is among staff and says which numbers that were.
    """
    customer = await customers.get(tx, case.customer)
    views: list[EntryView] = []
    while len(views) < case.seq:
        entries = await read.entries_for(tx, case, len(views), min(PAGE, case.seq - len(views)))
        views += await show.show_entries(tx, actor, entries, links)
    return Transcript(
        copy="customer" if actor.kind == "customer" else "staff",
        brand=brand.slug,
        number=case.number,
        customer=customer.name,
        line=case.line,
        topic=case.topic,
        language=case.language,
        status=case.status,
        opened_at=case.created_at,
        time_zone=brand.hours.time_zone,
        entries=[_entry(view) for view in views if view.kind != "internal"],
        withheld=[view.seq for view in views if view.kind == "internal"],
    )


def write(record: Transcript, form: Form, brand: Brand, locale: i18n.Locale, now: datetime) -> Written:
    """Write the record as a file in the reader's language."""
    canonical = msgspec.json.encode(record, order="sorted")
    checksum = hashlib.sha256(canonical).hexdigest()
    ending, media_type = KINDS[form]
    name = f"{record.brand}-{record.number}.{ending}"
    if form == "json":
        copy = {"transcript": msgspec.Raw(canonical), "sha256": checksum, "written_at": now}
        return Written(name, media_type, msgspec.json.encode(copy))
    sheet = pages.Sheet(
        record, i18n.words(locale), brand, checksum, now.astimezone(ZoneInfo(record.time_zone))
    )
    page = pages.html(sheet) if form == "html" else pages.text(sheet)
    return Written(name, media_type, page.encode())


def _entry(view: EntryView) -> TranscriptEntry:
    return TranscriptEntry(
        seq=view.seq,
        id=view.id,
        at=view.at,
        kind="note" if view.kind == "note" else "event" if view.kind == "event" else "message",
        line=view.line,
        author=TranscriptAuthor(view.author.kind, view.author.name),
        text=view.text,
        files=_files(view),
        event=None if view.event is None else _named(msgspec.json.decode(view.event, type=dict[str, Any])),
    )


def _files(view: EntryView) -> Sequence[TranscriptFile]:
    return [TranscriptFile(file.name, file.media_type, file.size) for file in view.attachments]


def _named(event: dict[str, Any]) -> dict[str, Any]:
    """Keep names, leave out the desk's internal ids."""
    if isinstance(event.get("assignee"), dict):
        return event | {"assignee": {"name": event["assignee"].get("name", "")}}
    return event
