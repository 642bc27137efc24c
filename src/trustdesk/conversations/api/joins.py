"""Two conversations of one person about one matter: joined by an agent, and parted if that was wrong."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, post

from trustdesk.brands import Brand
from trustdesk.conversations.actions import read
from trustdesk.conversations.actions.perform import perform
from trustdesk.conversations.api.answer import answered
from trustdesk.conversations.model import (
    ClientId,
    Command,
    Conversation,
    Gather,
    Join,
    Outcome,
    Part,
    Receipt,
)
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import NotJoinable, Refused
from trustdesk.staff import Action


class JoinBody(msgspec.Struct, frozen=True):
    """The conversation in which this one is to go on."""

    client_id: ClientId
    into: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class PartBody(msgspec.Struct, frozen=True):
    """Let it go on by itself again."""

    client_id: ClientId


@post("/api/v1/conversations/{number:str}/join", opt={"policy": "agent"})
async def post_join(
    db: Database, brands: Mapping[str, Brand], actor: Actor, now: datetime, number: str, data: JoinBody
) -> Response[Receipt]:
    """Go on in another conversation of the same person; both threads tell the customer, in their language.

    409 ``not_joinable``: another person's (as long as no tie is accepted), ended, or joined already.
    """
    brand = brands[actor.tenant]
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number, now, Action.WRITE)
        into = await read.open_for(tx, actor, data.into, now, Action.WRITE)
        if into.customer not in await read.one_person(tx, case.customer):
            raise NotJoinable
        told = _words(case, brand).text("join.there", number=into.number)
        join = Join(
            actor=actor,
            client_id=data.client_id,
            conversation=case.id,
            into=into.id,
            number=into.number,
            text=told,
        )
        gather = Gather(
            actor=actor,
            client_id=f"gather:{data.client_id}",
            conversation=into.id,
            number=case.number,
            text=_words(into, brand).text("join.here", number=case.number),
            since=case.waiting_since,
            pressing=case.priority,
        )
        return answered(await _done(tx, [join, gather], brand, now))


@post("/api/v1/conversations/{number:str}/part", opt={"policy": "agent"})
async def post_part(
    db: Database, brands: Mapping[str, Brand], actor: Actor, now: datetime, number: str, data: PartBody
) -> Response[Receipt]:
    """Let a conversation that was joined to another go on by itself; both threads tell the customer."""
    brand = brands[actor.tenant]
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number, now, Action.WRITE)
        into = (await read.states_of(tx, [case.joined])).get(case.joined) if case.joined else None
        if into is None:
            return answered(await _parted(tx, actor, case, data.client_id))
        parts = [
            Part(
                actor=actor,
                client_id=id,
                conversation=one.id,
                number=other.number,
                text=_words(one, brand).text(code, number=other.number),
            )
            for one, other, id, code in (
                (case, into, data.client_id, "join.parted.here"),
                (into, case, f"part:{data.client_id}", "join.parted.there"),
            )
            if one is case or one.status != "closed"
        ]
        return answered(await _done(tx, parts, brand, now))


async def _parted(tx: Tx, actor: Actor, case: Conversation, client_id: str) -> Outcome:
    """Answer who has parted it by the same write before."""
    stored = [one for one in await read.stored_as(tx, actor.key, [client_id]) if one.conversation == case.id]
    if not stored:
        raise NotJoinable
    return Outcome(Receipt(case.number, stored[0].seq, stored[0].id), again=True)


async def _done(tx: Tx, commands: Sequence[Command], brand: Brand, now: datetime) -> Outcome:
    """Carry all of it out or nothing; whoever follows their current chat hears which it is now."""
    done: list[Outcome] = []
    for answer in await perform(tx, commands, brand.prefix, now):
        if isinstance(answer, Refused):
            raise answer
        done.append(answer)
    cases = await read.states_of(
        tx, [one.conversation for one in commands if isinstance(one.conversation, UUID)]
    )
    tx.news.update(case.customer for case in cases.values())
    return done[0]


def _words(case: Conversation, brand: Brand) -> i18n.Words:
    return i18n.words(i18n.spoken(case.language, brand.locales))


ROUTES = [post_join, post_part]
