"""The HTTP routes of the assistant: a visitor's two taps, and what agents may ask of it."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, post

from trustdesk import conversations, triage
from trustdesk.assistant import store
from trustdesk.assistant.actions import desk, shifts
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.turns import called, solved
from trustdesk.assistant.jobs import suggesting
from trustdesk.assistant.views import (
    AssistantRecordView,
    AssistantView,
    HandoverView,
    ShiftView,
    SuggestionView,
    SummaryView,
    WordView,
    WrittenView,
)
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.staff import Action, check

SINCE = timedelta(days=30)


class PersonBody(msgspec.Struct, frozen=True):
    """The visitor's tap: a person, please. ``helped`` is false where an answer did not help."""

    client_id: conversations.ClientId
    helped: bool | None = None


class SolvedBody(msgspec.Struct, frozen=True):
    """Which answer solved it."""

    seq: Annotated[int, msgspec.Meta(ge=1)]


class RewriteBody(msgspec.Struct, frozen=True):
    """A reply an agent has written, and what is to become of it; ``translate`` is into ``into``."""

    text: Annotated[conversations.Text, msgspec.Meta(min_length=1)]
    how: Literal["clearer", "shorter", "warmer", "translate"] = "clearer"
    into: i18n.Locale | None = None


@post("/api/v1/widget/assistant/person", opt={"policy": "visitor"}, status_code=200)
async def post_person(
    db: Database, assistant: Parts, actor: Actor, now: datetime, data: PersonBody
) -> WordView:
    """Call a person: at once, with everything that was said; the same again changes nothing."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        if case is None:
            raise NotFound
        if data.helped is False:
            await store.judge(tx, case.id, helped=False)
            await triage.unhelped(tx, case.id)
        await called(tx, assistant, case, "not_helped" if data.helped is False else "wanted", now)
    return WordView("people")


@post("/api/v1/widget/assistant/solved", opt={"policy": "visitor"}, status_code=200)
async def post_solved(
    db: Database, assistant: Parts, actor: Actor, now: datetime, data: SolvedBody
) -> WordView:
    """Say that the answer ``seq`` solved it: the conversation is resolved, and goes on with the next word."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        if case is None:
            raise NotFound
        return WordView(await solved(tx, assistant, case, data.seq, now))


@post("/api/v1/conversations/{number:str}/suggestion", opt={"policy": "agent"}, status_code=200)
async def post_suggestion(
    db: Database, assistant: Parts, actor: Actor, now: datetime, number: str
) -> SuggestionView:
    """Suggest a reply with what it rests on; it goes into the composer and nowhere else."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now)
        settings = await assistant.settled(tx)
        heard = await desk.heard(tx, case, now)
    return await suggesting.suggestion(assistant, actor.tenant, heard, settings)


@post("/api/v1/conversations/{number:str}/rewrite", opt={"policy": "agent"}, status_code=200)
async def post_rewrite(
    db: Database, assistant: Parts, actor: Actor, now: datetime, number: str, data: RewriteBody
) -> WrittenView:
    """Rewrite or translate a reply; 409 where there is no endpoint, or nothing fit came back."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now)
    text = await suggesting.reworded(assistant, actor.tenant, case, (data.text, data.how), data.into)
    if not text:
        raise Conflict("nothing fit came back")
    return WrittenView(text)


@get("/api/v1/conversations/{number:str}/summary", opt={"policy": "agent"})
async def get_summary(
    db: Database, assistant: Parts, actor: Actor, now: datetime, locale: i18n.Locale, number: str
) -> SummaryView:
    """Sum up a conversation for whoever takes over, in the reader's language."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now)
        heard = await desk.heard(tx, case, now)
        return await desk.summary(tx, assistant, heard, i18n.words(locale))


@post(
    "/api/v1/conversations/{number:str}/summary", opt={"policy": "agent", "conflicts": True}, status_code=200
)
async def post_summary(
    db: Database, assistant: Parts, actor: Actor, now: datetime, locale: i18n.Locale, number: str
) -> SummaryView:
    """Have the endpoint sum a conversation up; 409 where there is none, or nothing fit came back."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now)
        heard = await desk.heard(tx, case, now)
        known = await desk.summary(tx, assistant, heard, i18n.words(locale))
    text = await suggesting.summed_up(assistant, actor.tenant, heard, known.text, locale)
    if not text:
        raise Conflict("nothing fit came back")
    return msgspec.structs.replace(known, text=text, by="endpoint")


@get("/api/v1/shift", opt={"policy": "agent"})
async def get_shift(
    db: Database, assistant: Parts, actor: Actor, now: datetime, locale: i18n.Locale
) -> ShiftView:
    """Show all the agent holds, as whoever comes after would read it: how it stands, what it waits for."""
    async with db.transaction(actor.tenant) as tx:
        return ShiftView(await shifts.held(tx, assistant, actor, i18n.words(locale), now))


@post("/api/v1/shift/handovers", opt={"policy": "agent"})
async def post_handover(
    db: Database,
    assistant: Parts,
    actor: Actor,
    now: datetime,
    locale: i18n.Locale,
    data: shifts.HandOverBody,
) -> HandoverView:
    """Leave a note in all the agent holds and give it to a colleague, or to the queue, in one act."""
    async with db.transaction(actor.tenant) as tx:
        return await shifts.hand_over(tx, assistant, actor, data, (i18n.words(locale), now))


@post("/api/v1/shift/handovers/{id:uuid}/undo", opt={"policy": "agent"}, status_code=200)
async def undo_handover(
    db: Database, assistant: Parts, actor: Actor, now: datetime, id: UUID
) -> HandoverView:
    """Take back what nobody has answered since, within half an hour."""
    async with db.transaction(actor.tenant) as tx:
        return await shifts.undo(tx, assistant, actor, id, now)


@get("/api/v1/assistant", opt={"policy": "staff"})
async def get_assistant(db: Database, assistant: Parts, actor: Actor) -> AssistantView:
    """Tell what agents may ask of the assistant."""
    async with db.transaction(actor.tenant) as tx:
        settings = await assistant.settled(tx)
    return AssistantView(settings.mode, settings.writes and assistant.endpoint is not None)


@get("/api/v1/assistant/record", opt={"policy": "staff"})
async def get_record(db: Database, assistant: Parts, actor: Actor, now: datetime) -> AssistantRecordView:
    """Show what the assistant did in the last thirty days, how often it helped, and what calls cost."""
    check(actor, Action.SEE_HEALTH)
    since = now - SINCE
    async with db.transaction(actor.tenant) as tx:
        settings = await assistant.settled(tx)
        done, calls = await store.days(tx, since), await store.costs(tx, since)
    return AssistantRecordView(settings.mode, assistant.endpoint is not None, since, done, calls)


ROUTES = [
    post_person,
    post_solved,
    post_suggestion,
    post_rewrite,
    get_summary,
    post_summary,
    get_shift,
    post_handover,
    undo_handover,
    get_assistant,
    get_record,
]
