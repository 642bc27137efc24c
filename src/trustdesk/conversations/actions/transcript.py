"""The transcript: the whole conversation to take along, complete, ordered, and provable without us.

Its record is a value in canonical JSON (RFC 8785). A bundle is the record with, for each entry, the
proof that it stands in a tree whose checkpoint was signed, and a signature over all of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from trustdesk import customers, evidence
from trustdesk.brands import Brand
from trustdesk.conversations.actions import show
from trustdesk.conversations.model import Conversation
from trustdesk.conversations.rules.bundles import values_of
from trustdesk.conversations.rules.records import (
    EntryProof,
    Transcript,
    TranscriptAuthor,
    TranscriptEntry,
    TranscriptFile,
    TranscriptProof,
)
from trustdesk.conversations.rules.redaction import Hide, redacted
from trustdesk.conversations.rules.sealed import body_of, head_of
from trustdesk.conversations.store import sealing as store
from trustdesk.conversations.views import EntryView
from trustdesk.files import Links
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Erased

PAGE = 500
Hidden = Mapping[int, frozenset[str]]


class Share(msgspec.Struct, frozen=True):
    """A copy to be shown to others, and what is hidden in it beside names, contacts and ids."""

    hide: Sequence[Hide] = ()


class Taken(msgspec.Struct, frozen=True):
    """A record with the proof of its entries."""

    record: Transcript
    proof: TranscriptProof


async def take(
    tx: Tx,
    actor: Actor,
    case: Conversation,
    around: tuple[Brand, Links, evidence.Signer],
    share: Share | None,
) -> Taken:
    """Collect what this actor may read of a conversation that was opened for them, with its proof.

    A customer's own copy and one to be shared leave out what is among staff, all but its numbers.
    Raises ``Erased`` when there is nothing left to take along.
    """
    brand, links, signer = around
    rows = await _rows(tx, case)
    salts = await store.salts(tx, rows)
    if None in salts.values():
        raise Erased
    reader = msgspec.structs.replace(actor, kind="customer") if share else actor
    views = await show.show_entries(tx, reader, rows, links)
    customer = await customers.get(tx, case.customer)
    record = _record(reader, case, customer.name, brand, views)
    hidden: Hidden | None = None
    if share:
        names = {customer.name, *(row.author_name for row in rows)}
        record, hidden = redacted(record, names, share.hide)
    return Taken(record, await _proof(tx, signer, [(row, salts.get(row.id)) for row in rows], record, hidden))


async def unsealed(tx: Tx, case: Conversation) -> bool:
    """Tell whether a conversation has entries that no seal covers yet."""
    return await store.unsealed(tx, case.id)


async def _rows(tx: Tx, case: Conversation) -> list[store.Written]:
    rows: list[store.Written] = []
    while len(rows) < case.seq:
        page = await store.of(tx, case.id, len(rows), min(PAGE, case.seq - len(rows)))
        if not page:
            break
        rows += page
    return rows


def _record(
    reader: Actor, case: Conversation, customer: str, brand: Brand, views: Sequence[EntryView]
) -> Transcript:
    return Transcript(
        copy="customer" if reader.kind == "customer" else "staff",
        brand=brand.slug,
        number=case.number,
        customer=customer,
        line=case.line,
        topic=case.topic,
        language=case.language,
        status=case.status,
        opened_at=case.created_at,
        time_zone=brand.hours.time_zone,
        entries=[_entry(view) for view in views if view.kind != "internal"],
        withheld=[view.seq for view in views if view.kind == "internal"],
    )


async def _proof(
    tx: Tx,
    signer: evidence.Signer,
    rows: Sequence[tuple[store.Written, bytes | None]],
    record: Transcript,
    hidden: Hidden | None,
) -> TranscriptProof:
    proof = await evidence.prove(tx, [row.id for row, _ in rows])
    if proof is None:
        return TranscriptProof(signer.key_text, None, [], [], [row.seq for row, _ in rows])
    shown = {entry.seq: entry for entry in record.entries}
    nodes: dict[bytes, int] = {}
    entries: list[EntryProof] = []
    for row, salt in rows:
        if (leaf := proof.leaves.get(row.id)) is not None:
            # The salt is kept with the leaf, or lives and dies with the key of the conversation.
            leaf = msgspec.structs.replace(leaf, salt=leaf.salt or salt or b"")
            path = [nodes.setdefault(node, len(nodes)) for node in proof.paths[row.id]]
            entry = shown.get(row.seq)
            hide = None if hidden is None else hidden.get(row.seq, frozenset[str]())
            entries.append(_entry_proof(row, leaf, path, entry, hide))
    new = [row.seq for row, _ in rows if row.id not in proof.leaves]
    found = [node.hex() for node in nodes]
    return TranscriptProof(signer.key_text, proof.seal.checkpoint, found, entries, new)


def _entry_proof(
    row: store.Written,
    leaf: evidence.Leaf,
    path: Sequence[int],
    shown: TranscriptEntry | None,
    hidden: frozenset[str] | None,
) -> EntryProof:
    head, body = head_of(row, row.number), body_of(row, row.body_hash)
    unnamed = set[str]() if hidden is None else {"number"}
    if shown is None:
        sealed = evidence.body_of(evidence.digests(leaf.salt, body))
        return _proved(leaf, row.seq, path, (head, unnamed), sealed)
    told: dict[str, Any] = msgspec.to_builtins(shown)
    open_ = {name for name, value in values_of(told) if name in body and body[name] == value}
    unshown = (body.keys() - open_) | unnamed | (hidden or set[str]())
    return _proved(leaf, row.seq, path, ({**head, **body}, unshown), "")


def _proved(
    leaf: evidence.Leaf,
    seq: int,
    path: Sequence[int],
    fields: tuple[Mapping[str, object], set[str]],
    body: str,
) -> EntryProof:
    values, unshown = fields
    salts = {name: evidence.field_salt(leaf.salt, name) for name in values}
    return EntryProof(
        seq=seq,
        place=leaf.place,
        path=path,
        salts={name: salt for name, salt in salts.items() if name not in unshown},
        hidden={name: evidence.field_digest(salts[name], name, values[name]) for name in sorted(unshown)},
        body=body,
    )


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
