"""Opening and sealing what conversations hold: every text under the key of its conversation."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from trustdesk.conversations.model import Conversation, Entry
from trustdesk.customers import opened_names
from trustdesk.kit.db import Record, Tx
from trustdesk.kit.key_pages import MARKS

E = TypeVar("E", bound=Entry)
S = TypeVar("S", bound=Entry)


async def cases(tx: Tx, stored: Sequence[Conversation]) -> list[Conversation]:
    """Open the first words of conversations as they are stored."""
    previews = await tx.opened([(_preview(case.id), case.preview) for case in stored])
    return [
        msgspec.structs.replace(case, preview=preview) for case, preview in zip(stored, previews, strict=True)
    ]


async def records(tx: Tx, rows: Sequence[Record]) -> list[Record]:
    """Open what a list shows: the first words, and what the customer is called."""
    previews = await tx.opened([(_preview(row["id"]), row["preview"]) for row in rows])
    names = await opened_names(tx, [(row["customer"], row["customer_name"]) for row in rows])
    return [
        dict(row) | {"preview": preview, "customer_name": names[row["customer"]]}
        for row, preview in zip(rows, previews, strict=True)
    ]


async def entries(tx: Tx, kind: type[E], rows: Sequence[Record], *, strict: bool = True) -> list[E]:
    """Open entries; one that was erased keeps its place, its author's kind and its time."""
    opened = iter(await tx.opened([part for row in rows for part in _parts(row)], strict=strict))
    made: list[E] = []
    for row in rows:
        text, name, event = next(opened), next(opened), next(opened)
        parts: dict[str, Any] = {
            "text": text if text or event not in MARKS else event,
            "author_name": "" if name in MARKS else name,
            "event": None if event in MARKS else event or None,
        }
        made.append(kind(**(dict(row) | parts)))
    return made


async def texts(tx: Tx, rows: Sequence[Record]) -> list[str]:
    """Open the texts of entries, of which the id and the text are read."""
    return await tx.opened([(_where(row["id"], "text"), row["text"]) for row in rows])


async def events(tx: Tx, rows: Sequence[Record]) -> list[str]:
    """Open what happened, of which the id and the event are read; nothing of what was erased."""
    opened = await tx.opened([(_where(row["id"], "event"), row["event"]) for row in rows], strict=False)
    return ["" if event in MARKS else event for event in opened]


async def put(
    tx: Tx, changed: Sequence[Conversation], kept: Collection[str], added: Sequence[S]
) -> tuple[list[Conversation], list[S]]:
    """Seal conversations and entries for storing, each by the key of its conversation.

    First words among the ``kept`` are still sealed, as they were read.
    """
    keys = {case.id: case.key for case in changed}
    plain = [(case.key, _preview(case.id), case.preview) for case in changed if case.preview not in kept]
    plain += [part for entry in added for part in _plain(keys[entry.conversation], entry)]
    made = iter(await tx.sealed(plain))
    cases = [
        case if case.preview in kept else msgspec.structs.replace(case, preview=next(made))
        for case in changed
    ]
    sealed: list[S] = []
    for entry in added:
        text, name, event = next(made), next(made), next(made)
        # Colleagues keep their names; what a customer is called goes with the key.
        named = name if entry.author_kind == "customer" else entry.author_name
        sealed.append(msgspec.structs.replace(entry, text=text, author_name=named, event=event or None))
    return cases, sealed


def _parts(row: Record) -> Sequence[tuple[str, str]]:
    id: UUID = row["id"]
    return (
        (_where(id, "text"), row["text"]),
        (_where(id, "author_name"), row["author_name"]),
        (_where(id, "event"), row["event"] or ""),
    )


def _plain(key: str, entry: Entry) -> Sequence[tuple[str, str, str]]:
    return (
        (key, _where(entry.id, "text"), entry.text),
        (key, _where(entry.id, "author_name"), entry.author_name if entry.author_kind == "customer" else ""),
        (key, _where(entry.id, "event"), entry.event or ""),
    )


def _preview(conversation: UUID) -> str:
    return f"conversations|{conversation}|preview"


def _where(entry: UUID, field: str) -> str:
    return f"messages|{entry}|{field}"
