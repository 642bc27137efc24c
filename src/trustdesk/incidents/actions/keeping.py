"""Open an incident, say what is new, say which conversations are about it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations, guard
from trustdesk.incidents import store
from trustdesk.incidents.events import IncidentToTell
from trustdesk.incidents.model import (
    Both,
    Incident,
    LinkBody,
    NewIncident,
    NewUpdate,
    State,
    Texts,
    Update,
)
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, Invalid, NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same, fingerprint
from trustdesk.staff import Action, check

LINKED_AT_ONCE = 2_000


async def open_incident(
    tx: Tx, screen: guard.Guard, actor: Actor, body: NewIncident, now: datetime
) -> tuple[UUID, bool]:
    """Open an incident with its first update; returns its id, and whether it had been opened before."""
    check(actor, Action.KEEP_INCIDENTS)
    _sayable(tx.tenant, screen, body.titles)
    _sayable(tx.tenant, screen, body.texts)
    if any(screen.clean(tx.tenant, topic).findings for topic in body.topics):
        raise Invalid("topics: looks like a secret")
    incident = Incident(
        id=uuid7(),
        titles=body.titles,
        topics=sorted(set(body.topics)),
        state=body.state,
        place=1,
        opened_by=actor.name,
        opened_at=now,
        updated_at=now,
    )
    asked = fingerprint(body)
    if not await store.insert(tx, incident, actor.key, body.client_id, asked):
        before = await store.find_added(tx, actor.key, body.client_id)
        if before is None:
            raise Conflict("opened elsewhere at the same moment")
        check_same(before[0], asked)
        return before[1], True
    await store.add_update(
        tx, _update(incident, body.state, body.texts, actor, now), actor.key, body.client_id, asked
    )
    return incident.id, False


async def update(tx: Tx, screen: guard.Guard, actor: Actor, id: UUID, body: NewUpdate, now: datetime) -> bool:
    """Say what is new; it is told in every conversation about it. Tells whether it had been said before."""
    check(actor, Action.KEEP_INCIDENTS)
    _sayable(tx.tenant, screen, body.texts)
    incident = await store.lock(tx, id)
    if incident is None:
        raise NotFound
    asked = fingerprint(body)
    before = await store.update_added(tx, actor.key, body.client_id)
    if before is not None:
        check_same(before, asked)
        return True
    later = msgspec.structs.replace(incident, place=incident.place + 1)
    await store.add_update(
        tx, _update(later, body.state, body.texts, actor, now), actor.key, body.client_id, asked
    )
    await publish(tx, IncidentToTell(about=id))
    return False


async def link(tx: Tx, actor: Actor, id: UUID, body: LinkBody, now: datetime) -> int:
    """Say that conversations are about an incident; each is told the latest update. Gives how many."""
    incident = await store.lock(tx, id)
    if incident is None:
        raise NotFound
    if (body.number is None) == (not body.all_of_topics):
        raise Invalid("name one conversation by its number, or all_of_topics")
    if body.number is not None:
        case = await conversations.open_for(tx, actor, body.number, now)
        check(actor, Action.WRITE, case)
        found = [case.id]
    else:
        check(actor, Action.KEEP_INCIDENTS)
        found = await store.alike(tx, id, incident.topics, LINKED_AT_ONCE)
    return await _link(tx, incident, found, actor, now)


async def unlink(tx: Tx, actor: Actor, id: UUID, number: str, now: datetime) -> None:
    """Say that a conversation is not about an incident after all; what it was told stays said."""
    case = await conversations.open_for(tx, actor, number, now)
    check(actor, Action.WRITE, case)
    if not await store.unlink(tx, id, case.id):
        raise NotFound


async def follow(tx: Tx, actor: Actor, id: UUID, case: UUID, now: datetime) -> None:
    """Let a customer's own conversation follow an incident instead of waiting in the queue."""
    incident = await store.lock(tx, id)
    if incident is None or incident.state == "resolved":
        raise NotFound
    await _link(tx, incident, [case], actor, now)


def _sayable(tenant: str, screen: guard.Guard, texts: Both) -> None:
    """Raise unless everybody may read it: said in some language, no secret in it, nothing asked for."""
    both = (texts.en, texts.zh)
    if not any(text.strip() for text in both):
        raise Invalid("say it in one language at least")
    for text in both:
        screen.check_public(tenant, text)


def _update(incident: Incident, state: State, texts: Texts, actor: Actor, now: datetime) -> Update:
    return Update(
        id=uuid7(),
        incident=incident.id,
        place=incident.place,
        state=state,
        texts=texts,
        written_by=actor.name,
        at=now,
    )


async def _link(tx: Tx, incident: Incident, found: Sequence[UUID], actor: Actor, now: datetime) -> int:
    added = await store.link(tx, incident.id, found, actor.key, now)
    if added:
        await publish(tx, IncidentToTell(about=incident.id))
    return added
