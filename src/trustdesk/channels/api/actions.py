"""Verbs of outgoing webhooks: add and remove endpoints, write down news for them."""

import base64
import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from trustdesk import conversations, customers
from trustdesk.channels.api import rules, store
from trustdesk.channels.api.model import Delivery, Fresh, Webhook, WebhookBody
from trustdesk.channels.api.views import Told, WebhookView, told_message, webhook_view
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.events import Event
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same, fingerprint
from trustdesk.kit.secrets import Keys
from trustdesk.reports import LineHealth
from trustdesk.staff import Action, check

DUE = UUID(int=0xDE11_7E4)  # wakes whoever sends: something is due
PURPOSE = "webhook"
SECRET_PREFIX = "whsec_"  # noqa: S105 - a prefix
SECRET_BYTES = 32
MOST_WEBHOOKS = 20
WEBCHAT = "webchat"


async def add(tx: Tx, actor: Actor, keys: Keys, body: WebhookBody, now: datetime) -> tuple[WebhookView, bool]:
    """Add an endpoint and mint its secret; returns it, and whether this client id had added it before."""
    check(actor, Action.MANAGE_WEBHOOKS)
    id, asked = uuid7(), tx.keyed(fingerprint(body))
    secret = SECRET_PREFIX + base64.b64encode(os.urandom(SECRET_BYTES)).decode()
    webhook = Webhook(
        id=id,
        url=body.url,
        events=sorted(set(body.events)),
        secret_sealed=keys.seal(PURPOSE, secret.encode(), bound=str(id)),
        created_by=actor.name,
        created_at=now,
    )
    if await store.insert(tx, webhook, actor.key, body.client_id, asked, MOST_WEBHOOKS):
        return msgspec.structs.replace(webhook_view(webhook), secret=secret), False
    before = await store.find_added(tx, actor.key, body.client_id)
    if before is None:
        raise Conflict(f"a brand has at most {MOST_WEBHOOKS} webhooks")
    check_same(before[0], asked)
    return msgspec.structs.replace(webhook_view(before[1]), secret=opened(keys, before[1])), True


def opened(keys: Keys, webhook: Webhook) -> str:
    """Read an endpoint's secret."""
    return keys.open(PURPOSE, webhook.secret_sealed, bound=str(webhook.id)).decode()


async def listed(tx: Tx, actor: Actor) -> list[WebhookView]:
    """List the endpoints."""
    check(actor, Action.MANAGE_WEBHOOKS)
    return [webhook_view(webhook) for webhook in await store.listening(tx)]


async def remove(tx: Tx, actor: Actor, id: UUID) -> None:
    """Remove an endpoint; nothing more is sent to it."""
    check(actor, Action.MANAGE_WEBHOOKS)
    if not await store.remove(tx, id):
        raise NotFound


async def log(tx: Tx, actor: Actor, id: UUID, before: UUID | None, most: int) -> list[Delivery]:
    """List an endpoint's deliveries, latest first."""
    check(actor, Action.MANAGE_WEBHOOKS)
    if not await store.exists(tx, id):
        raise NotFound
    return await store.log(tx, id, before, most)


async def send_again(tx: Tx, actor: Actor, id: UUID, delivery: UUID) -> Delivery:
    """Send a delivery again, whatever became of it, under its own id."""
    check(actor, Action.MANAGE_WEBHOOKS)
    again = await store.send_again(tx, id, delivery) if await store.exists(tx, id) else None
    if again is None:
        raise NotFound
    tx.news.add(DUE)
    return again


async def enqueue(tx: Tx, events: Sequence[Event]) -> None:
    """Write these events down for every endpoint that wants them; once each, however often heard."""
    webhooks = await store.listening(tx)
    wanted = {name for webhook in webhooks for name in webhook.events}
    told = [event for event in events if rules.NEWS[type(event.fact)] in wanted]
    bodies = await _bodies(tx, told) if told else {}
    fresh = [
        Fresh(
            id=uuid7(),
            webhook=webhook.id,
            event_id=event.id,
            event_kind=kind,
            body=bodies[event.id][1],
            key=bodies[event.id][0],
        )
        for event in told
        for webhook in webhooks
        if (kind := rules.NEWS[type(event.fact)]) in webhook.events and event.id in bodies
    ]
    if fresh and await store.enqueue(tx, fresh):
        tx.news.add(DUE)


async def health(tx: Tx) -> LineHealth:
    """Tell what could not be delivered."""
    late, lost, error = await store.troubles(tx)
    return LineHealth("webhooks", late, lost, error)


async def _bodies(tx: Tx, events: Sequence[Event]) -> dict[int, tuple[str, str]]:
    """Write news, by event, each with the key of its conversation; of what was erased nothing is told."""
    cases = await conversations.states_of(tx, [event.fact.about for event in events])
    places = [(event.fact.about, seq) for event in events if (seq := _seq(event)) is not None]
    entries = await conversations.entries_at(tx, places)
    erased = await conversations.erased_of(tx, cases.values())
    messages = await _messages(tx, cases, [entry for entry in entries.values() if entry.kind == "message"])
    bodies: dict[int, tuple[str, str]] = {}
    for event in events:
        case = cases.get(event.fact.about)
        if case is None or not case.key or case.id in erased:
            continue
        name = rules.NEWS[type(event.fact)]
        entry = entries.get((case.id, _seq(event) or 0))
        data = _data(event, case, entry)
        if entry is not None and name in rules.CARRIED:
            data |= messages.get(entry.id, {})
        bodies[event.id] = case.key, msgspec.json.encode(Told(name, event.at, data)).decode()
    return bodies


async def _messages(
    tx: Tx, cases: dict[UUID, conversations.Conversation], entries: Sequence[conversations.Entry]
) -> dict[UUID, dict[str, Any]]:
    """Show what was written, by entry; who was addressed as the exchange itself calls them."""
    files = await store.files(tx, [id for entry in entries for id in entry.attachments or ()])
    places = [(cases[entry.conversation].customer, entry.line) for entry in entries]
    known = await customers.addresses(tx, [place for place in places if place[1] != WEBCHAT])
    return {
        entry.id: told_message(
            cases[entry.conversation],
            entry,
            known.get(place),
            [files[id] for id in entry.attachments or () if id in files],
        )
        for entry, place in zip(entries, places, strict=True)
    }


def _data(
    event: Event, case: conversations.Conversation, entry: conversations.Entry | None
) -> dict[str, Any]:
    fact: dict[str, Any] = msgspec.structs.asdict(event.fact)
    del fact["about"]
    return {"conversation": case.number, **fact} | ({} if entry is None else {"id": entry.id})


def _seq(event: Event) -> int | None:
    return getattr(event.fact, "seq", None)
