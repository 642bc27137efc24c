"""What the exchange knows of the customer of a conversation, for those who read it.

Who may read the conversation may read the facts of its customer, of nobody else. Each reading is on
record before anything is asked; no transaction waits for an exchange.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.di import Provide
from litestar.params import Parameter

from trustdesk import evidence, exchange
from trustdesk.conversations.actions import read
from trustdesk.conversations.model import Conversation
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx

Window = exchange.Window
MOST_READ = 200  # entries, the latest ones
Words = Annotated[str | None, Parameter(max_length=120)]


class Asked(msgspec.Struct, frozen=True):
    """Whose facts are read, and beside which conversation they are shown."""

    uid: str | None
    case: Conversation


class MatchBody(msgspec.Struct, frozen=True):
    """What the customer stated, to be compared with what is registered."""

    kind: exchange.MatchKind
    value: Annotated[str, msgspec.Meta(min_length=3, max_length=200)]


class LookupBody(msgspec.Struct, frozen=True):
    """What is looked up, as the customer wrote it."""

    text: Annotated[str, msgspec.Meta(pattern=r"^\s*[A-Za-z0-9_:+/=-]{20,100}\s*\Z")]


@get("/api/v1/conversations/{number:str}/facts", opt={"policy": "agent"})
async def get_facts(
    db: Database, window: Window, actor: Actor, now: datetime, number: str
) -> exchange.FactsView:
    """Give the account behind the customer and what mattered last, as the exchange says now."""
    async with db.transaction(actor.tenant) as tx:
        asked = await _opened(tx, actor, number, now, "account")
    reading = await exchange.read(window.connector(actor.tenant), asked.uid, now)
    async with db.transaction(actor.tenant) as tx:
        return await exchange.show(tx, window.shelf(asked.case.id), reading)


def provide_wanted(
    asset: Words = None,
    market: Words = None,
    since: datetime | None = None,
    until: datetime | None = None,
    q: Words = None,
) -> exchange.Search:
    """Read what is searched for off the query."""
    return exchange.Search(asset=asset, market=market, since=since, until=until, q=q)


class Listed(msgspec.Struct, frozen=True):
    """Of which conversation's customer, and what is listed."""

    number: str
    kind: exchange.RecordKind


def provide_listed(number: str, kind: exchange.RecordKind) -> Listed:
    """Read off the path what is listed."""
    return Listed(number, kind)


SEARCHING = {
    "listed": Provide(provide_listed, sync_to_thread=False),
    "wanted": Provide(provide_wanted, sync_to_thread=False),
}


@get("/api/v1/conversations/{number:str}/records/{kind:str}", opt={"policy": "agent"}, dependencies=SEARCHING)
async def list_records(
    db: Database, window: Window, actor: Actor, now: datetime, listed: Listed, wanted: exchange.Search
) -> exchange.FactsView:
    """Search the customer's records of one kind by coin, market, time and words."""
    async with db.transaction(actor.tenant) as tx:
        asked = await _opened(tx, actor, listed.number, now, listed.kind)
    reading = await exchange.search(window.connector(actor.tenant), asked.uid, listed.kind, now, wanted)
    async with db.transaction(actor.tenant) as tx:
        return await exchange.show(tx, window.shelf(asked.case.id), reading)


@post("/api/v1/conversations/{number:str}/match", opt={"policy": "agent"}, status_code=200)
async def post_match(
    db: Database, window: Window, actor: Actor, now: datetime, number: str, data: MatchBody
) -> exchange.MatchView:
    """Tell whether a contact the customer stated is the registered one; it is kept nowhere."""
    async with db.transaction(actor.tenant) as tx:
        asked = await _opened(tx, actor, number, now, f"match_{data.kind}")
    stated = exchange.MatchQuery(data.kind, data.value)
    return await exchange.match(window.connector(actor.tenant), asked.uid, stated, now)


@get("/api/v1/conversations/{number:str}/mentions", opt={"policy": "agent"})
async def get_mentions(
    db: Database, window: Window, actor: Actor, now: datetime, number: str
) -> exchange.MentionsView:
    """Tell what the customer's messages mention, held against the customer's records."""
    async with db.transaction(actor.tenant) as tx:
        asked = await _opened(tx, actor, number, now, "mentions")
        entries = await read.entries_for(tx, asked.case, max(0, asked.case.seq - MOST_READ), MOST_READ)
    heard = [exchange.Said(one.seq, one.text) for one in entries if one.author_kind == "customer"]
    return await exchange.read_mentions(window.connector(actor.tenant), asked.uid, heard, now)


@post("/api/v1/conversations/{number:str}/lookup", opt={"policy": "agent"}, status_code=200)
async def post_lookup(
    db: Database, window: Window, actor: Actor, now: datetime, number: str, data: LookupBody
) -> exchange.LookupView:
    """Ask every chain on which a transaction may be; what is asked is kept nowhere but on the chains."""
    async with db.transaction(actor.tenant) as tx:
        opened = await _opened(tx, actor, number, now, "lookup")
    asked = exchange.Asked(window.chains[actor.tenant], window.connector(actor.tenant), opened.uid)
    looked = await exchange.look_up(asked, data.text.strip(), now)
    async with db.transaction(actor.tenant) as tx:
        return await exchange.show_looked(tx, window.shelf(opened.case.id), looked, now)


async def _opened(tx: Tx, actor: Actor, number: str, now: datetime, what: str) -> Asked:
    """Open the conversation for the actor and put down what of its customer is read, and for what."""
    case = await read.open_for(tx, actor, number, now)
    uid = await exchange.uid_of(tx, case.customer)
    why = evidence.Why(reason=case.topic or "no_topic", purpose="support_case")
    about = evidence.About("conversation", case.number)
    await evidence.append(tx, actor, "exchange.read", about, {"what": what, "known": uid is not None}, why)
    return Asked(uid, case)


ROUTES = [get_facts, list_records, post_match, get_mentions, post_lookup]
