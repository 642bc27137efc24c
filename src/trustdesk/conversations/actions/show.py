"""Showing: from stored rows to the shapes that leave the house, for one actor."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from trustdesk import customers, files, guard
from trustdesk.conversations.actions import read
from trustdesk.conversations.model import Conversation, Entry
from trustdesk.conversations.rules import refs
from trustdesk.conversations.store import lists, marks
from trustdesk.conversations.views import (
    ConversationView,
    CustomerDetail,
    EntryView,
    HandleView,
    Mark,
    Marks,
    Row,
    customer_view,
    entry_view,
    row_view,
)
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Record, Tx
from trustdesk.kit.fields import mask, masked

NOTHING = Mark(0, 0)


async def show_entries(tx: Tx, actor: Actor, entries: Sequence[Entry], links: files.Links) -> list[EntryView]:
    """Show entries as this actor may see them, attachments with fresh links."""
    ids = {id for entry in entries for id in entry.attachments or ()}
    known = await files.attachments(tx, links, ids, actor)
    if actor.kind == "customer":
        return [customer_view(entry, known) for entry in entries]
    return [entry_view(entry, _referred(entry, known)) for entry in entries]


def _referred(entry: Entry, known: Mapping[UUID, files.Attachment]) -> Mapping[UUID, files.Attachment]:
    """Give each file of an entry the reference by which its name is revealed."""
    return {
        id: msgspec.structs.replace(known[id], ref=refs.write("file", entry.conversation, id))
        for id in entry.attachments or ()
        if id in known
    }


def show_row(actor: Actor, record: Record) -> Row:
    """Show a record of ``store.lists``; the first words only to who may read the conversation now."""
    row = row_view(record)
    return row if read.readable(actor, read.CaseOf(record)) else msgspec.structs.replace(row, preview="")


def _handle(case: UUID, one: customers.Handle) -> HandleView:
    ref = refs.write("handle", case, one.id)
    return HandleView(one.line, one.external_id, ref, proved=one.proved_at is not None)


async def show_conversation(tx: Tx, actor: Actor, case: Conversation) -> ConversationView:
    """Show a conversation that was opened for the actor, with what stands beside the thread."""
    [row] = await lists.rows(tx, [case.id])
    customer = await customers.get(tx, case.customer)
    handles = await customers.handles_of(tx, case.customer)
    proof = await customers.proof_of(tx, case.customer)
    ties = await customers.ties_of(tx, case.customer)
    words = await customers.anti_phishing_code(tx, case.customer)
    detail = CustomerDetail(
        id=customer.id,
        name=customer.name,
        locale=customer.locale,
        handles=[masked(_handle(case.id, one), ()) for one in handles],
        since=customer.created_at,
        proof=customers.proof_view(proof) if proof else None,
        ties=[customers.tie_view(tie) for tie in ties],
        anti_phishing=mask(words) if words else "",
    )
    others = [show_row(actor, other) for other in await read.others_of(tx, actor, case, ties)]
    seen = marks_view(await marks.of(tx, [case.id])).get(case.id, Marks(NOTHING, {}))
    shown = msgspec.structs.asdict(row_view(row))
    hidden = await guard.hidden_in(tx, case.id)
    return ConversationView(**shown, customer_detail=detail, marks=seen, others=others, hidden=hidden)


def marks_view(rows: Sequence[Any]) -> dict[UUID, Marks]:
    """Group marks by conversation."""
    found: dict[UUID, Marks] = {}
    for row in rows:
        marks = found.setdefault(row["conversation"], Marks(NOTHING, {}))
        mark = Mark(row["delivered"], row["read"])
        if row["who"] == "customer":
            found[row["conversation"]] = Marks(mark, marks.staff)
        else:
            marks.staff[row["who"]] = mark
    return found
