"""The HTTP routes of conversations."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import Parameter

from trustdesk import files, guard, staff
from trustdesk.conversations.actions import read, show
from trustdesk.conversations.api.answer import answered
from trustdesk.conversations.api.desk import Desk
from trustdesk.conversations.model import (
    Assign,
    Attachments,
    ClientId,
    Label,
    Language,
    Note,
    Outcome,
    Priority,
    Receipt,
    Reply,
    SetStatus,
    Status,
    Tags,
    Text,
    Topic,
)
from trustdesk.conversations.rules.blanks import blanks
from trustdesk.conversations.rules.excerpts import excerpt
from trustdesk.conversations.store import lists
from trustdesk.conversations.views import ConversationView, EntryPage, HitView, Page, row_view
from trustdesk.evidence import About, Hidden, append
from trustdesk.kit import clock, cursors, ids
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid, StaleReply, Unfilled, Unsafe

Limit = Annotated[int, Parameter(ge=1, le=200)]
MOST_MESSAGES = 500


class ReplyBody(msgspec.Struct, frozen=True):
    """An answer to the customer; ``seen`` is the last entry in view when it was written."""

    client_id: ClientId
    text: Text
    attachments: Attachments = []
    seen: int | None = None


class NoteBody(msgspec.Struct, frozen=True):
    """A word among colleagues; ``mentions`` are agents' ids."""

    client_id: ClientId
    text: Annotated[Text, msgspec.Meta(min_length=1)]
    mentions: Annotated[list[UUID], msgspec.Meta(max_length=20)] = []


class StatusBody(msgspec.Struct, frozen=True):
    """``until`` goes with ``snoozed``."""

    client_id: ClientId
    status: Status
    until: datetime | None = None


class AssigneeBody(msgspec.Struct, frozen=True):
    """``me``, an agent's id, or null: back to the queue. A supervisor may ``force``, saying ``why``."""

    client_id: ClientId
    assignee: Annotated[str, msgspec.Meta(pattern="^(me|[0-9a-fA-F-]{36})$")] | None = None
    team: str | None = None
    force: bool = False
    why: Annotated[str, msgspec.Meta(max_length=500)] = ""


class LabelsBody(msgspec.Struct, frozen=True):
    """What is absent stays as it is."""

    client_id: ClientId
    tags: Tags | None = None
    priority: Priority | None = None
    topic: Topic | None = None
    language: Language | None = None


class ReadBody(msgspec.Struct, frozen=True):
    """How far the thread has been read."""

    seq: Annotated[int, msgspec.Meta(ge=0)]


@get("/api/v1/conversations", opt={"policy": "staff"})
async def list_conversations(
    db: Database, actor: Actor, view: str = "open", q: str = "", cursor: str = "", limit: Limit = 50
) -> Page:
    """List a view of the inbox, latest first, or search all history for the words in ``q``."""
    async with db.transaction(actor.tenant) as tx:
        live = str(await lists.horizon(tx))
        if q:
            before = _uuid(cursor) if cursor else None
            rows, hits, more = await read.search_for(tx, actor, q, (before, limit), clock.utc_now())
            said = {"words": Hidden(q), "found": len(rows)}
            await append(tx, actor, "conversation.search", About("conversation", ""), said)
            items = [msgspec.structs.replace(row_view(row), hits=_hits(hits[row["id"]], q)) for row in rows]
            return Page(items, str(more) if more else None, live)
        rows = await read.view_for(tx, actor, view, cursors.read(cursor) if cursor else None, limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    following = cursors.write(last["listed_at"], last["id"]) if last else None
    # A place in lists may be some seconds old: within a page it is the latest word that counts.
    latest = sorted(rows[:limit], key=lambda row: (row["last_at"], row["id"]), reverse=True)
    return Page([show.show_row(actor, row) for row in latest], following, live)


@get("/api/v1/conversations/{number:str}", opt={"policy": "staff"})
async def get_conversation(db: Database, actor: Actor, now: datetime, number: str) -> ConversationView:
    """Open one conversation, with the customer, everybody's marks and the customer's other conversations."""
    async with db.transaction(actor.tenant) as tx:
        case = await read.opened_for(tx, actor, number, now)
        return await show.show_conversation(tx, actor, case)


@get("/api/v1/conversations/{number:str}/messages", opt={"policy": "staff"})
async def list_messages(
    db: Database,
    actor: Actor,
    links: files.Links,
    number: str,
    after: Annotated[int, Parameter(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Parameter(ge=1, le=MOST_MESSAGES)] = 200,
) -> EntryPage:
    """List the entries of a conversation beyond ``after``, in order and without gaps."""
    async with db.transaction(actor.tenant) as tx:
        case = await read.opened_for(tx, actor, number, clock.utc_now())
        entries = await read.entries_for(tx, case, after, limit + 1)
        items = await show.show_entries(tx, actor, entries[:limit], links)
    return EntryPage(items, items[-1].seq if len(entries) > limit else None)


@post("/api/v1/conversations/{number:str}/replies", opt={"policy": "staff"})
async def post_reply(
    db: Database, desk: Desk, links: files.Links, actor: Actor, number: str, data: ReplyBody
) -> Response[Receipt]:
    """Answer the customer; 409 ``stale_reply`` brings the entries missed when a colleague was faster."""
    return answered(await reply(db, desk, links, actor, number, data))


async def reply(
    db: Database, desk: Desk, links: files.Links, actor: Actor, number: str, data: ReplyBody
) -> Outcome:
    """Write a reply, guarded; shared by the ordinary and the fast door."""
    if not data.text.strip() and not data.attachments:
        raise Invalid("a reply needs a text or a file")
    if refusal := guard.check_reply(data.text):
        raise Unsafe(refusal.reason, reason=refusal.reason)
    if names := blanks(data.text):
        raise Unfilled(", ".join(names), names=names)
    await _known_files(db, actor, data.attachments)
    cleaned = await desk.screen(actor.tenant, data.text)
    wanted = Reply(
        actor=actor,
        client_id=data.client_id,
        conversation=number,
        text=cleaned.text,
        strict=cleaned.strict,
        hidden=cleaned.findings,
        attachments=data.attachments,
        seen=data.seen,
    )
    try:
        return await desk.submit(actor.tenant, wanted)
    except StaleReply as stale:
        async with db.transaction(actor.tenant) as tx:
            case = await read.open_for(tx, actor, number, clock.utc_now())
            entries = await read.entries_for(tx, case, data.seen or 0, MOST_MESSAGES)
            stale.extra["entries"] = await show.show_entries(tx, actor, entries, links)
        raise


@post("/api/v1/conversations/{number:str}/notes", opt={"policy": "staff"})
async def post_note(db: Database, desk: Desk, actor: Actor, number: str, data: NoteBody) -> Response[Receipt]:
    """Leave a note that only staff can read; mentioned colleagues find it under ``mentions``."""
    if data.mentions:
        async with db.transaction(actor.tenant) as tx:
            if len(await staff.names(tx, data.mentions)) != len(set(data.mentions)):
                raise Invalid("mentions: no such agent")
    cleaned = await desk.screen(actor.tenant, data.text)
    wanted = Note(
        actor=actor,
        client_id=data.client_id,
        conversation=number,
        text=cleaned.text,
        strict=cleaned.strict,
        hidden=cleaned.findings,
        mentions=data.mentions,
    )
    return answered(await desk.submit(actor.tenant, wanted))


@post("/api/v1/conversations/{number:str}/status", opt={"policy": "staff"})
async def post_status(desk: Desk, actor: Actor, number: str, data: StatusBody) -> Response[Receipt]:
    """Resolve, reopen, snooze, wait or close."""
    wanted = SetStatus(
        actor=actor, client_id=data.client_id, conversation=number, status=data.status, until=data.until
    )
    return answered(await desk.submit(actor.tenant, wanted))


@post("/api/v1/conversations/{number:str}/assignee", opt={"policy": "staff"})
async def post_assignee(
    db: Database, desk: Desk, actor: Actor, number: str, data: AssigneeBody
) -> Response[Receipt]:
    """Take (409 ``already_taken`` when a colleague has it), hand over, or give back to the queue."""
    agent = _agent(actor, data.assignee) if data.assignee else None
    async with db.transaction(actor.tenant) as tx:
        name = (await staff.names(tx, [agent])).get(agent) if agent else ""
        teams = {team.id for team in await staff.teams(tx)} if data.team else set[str]()
    if name is None or (data.assignee and not agent) or (data.team and data.team not in teams):
        raise Invalid("no such agent or team")
    wanted = Assign(
        actor=actor,
        client_id=data.client_id,
        conversation=number,
        assignee=agent,
        assignee_name=name,
        team=data.team,
        force=data.force,
        why=desk.guard.clean(actor.tenant, data.why.strip()).text,
    )
    return answered(await desk.submit(actor.tenant, wanted))


@post("/api/v1/conversations/{number:str}/labels", opt={"policy": "staff"})
async def post_labels(desk: Desk, actor: Actor, number: str, data: LabelsBody) -> Response[Receipt]:
    """Change tags, priority, topic or language."""
    words = [*(data.tags or ()), data.topic or "", data.language or ""]
    cleaned = [desk.guard.clean(actor.tenant, word) for word in words]
    *tags, topic, language = (one.text for one in cleaned)
    wanted = Label(
        actor=actor,
        client_id=data.client_id,
        conversation=number,
        tags=None if data.tags is None else tags,
        priority=data.priority,
        topic=topic or None,
        language=language or None,
        hidden=tuple(found for one in cleaned for found in one.findings),
    )
    return answered(await desk.submit(actor.tenant, wanted))


@post("/api/v1/conversations/{number:str}/read", opt={"policy": "agent"}, status_code=204)
async def post_read(db: Database, actor: Actor, now: datetime, number: str, data: ReadBody) -> None:
    """Remember how far this agent has read."""
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number, now)
        await read.mark(tx, actor, case.id, data.seq, data.seq)


async def _known_files(db: Database, actor: Actor, ids: list[UUID]) -> None:
    if not ids:
        return
    async with db.transaction(actor.tenant) as tx:
        await files.require(tx, ids, actor)


def _agent(actor: Actor, asked: str) -> UUID | None:
    if asked != "me":
        return ids.parse(asked)
    if actor.kind != "agent":
        raise Invalid("only an agent is somebody's `me`")
    return UUID(actor.id)


def _hits(found: list[tuple[int, str]], q: str) -> list[HitView]:
    return [HitView(seq, excerpt(text, q)) for seq, text in found]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid("cursor") from error


ROUTES = [
    list_conversations,
    get_conversation,
    list_messages,
    post_reply,
    post_note,
    post_status,
    post_assignee,
    post_labels,
    post_read,
]
