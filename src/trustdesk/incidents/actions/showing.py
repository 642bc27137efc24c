"""Show incidents: to staff whole, to customers in one language."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import conversations
from trustdesk.incidents import store
from trustdesk.incidents.model import Incident
from trustdesk.incidents.views import IncidentView, OpenIncident, UpdateView
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.i18n import Locale

SHOWN = 100


async def joined(tx: Tx, locale: Locale, conversation: UUID) -> list[OpenIncident]:
    """List the incidents a conversation is about, as its customer may see them."""
    return await _shown(tx, locale, await store.find_many(tx, await store.of_conversation(tx, conversation)))


async def public(tx: Tx, locale: Locale) -> list[OpenIncident]:
    """List what is wrong at the moment, as everybody may see it."""
    return await _shown(tx, locale, await store.open_ones(tx))


async def listed(tx: Tx) -> list[IncidentView]:
    """List incidents with all their updates, the open ones first."""
    return await _views(tx, await store.listed(tx, SHOWN))


async def shown(tx: Tx, id: UUID) -> IncidentView:
    """Show one incident; raises ``NotFound``."""
    found = await _views(tx, await store.find_many(tx, [id]))
    if not found:
        raise NotFound
    return found[0]


async def about(tx: Tx, actor: Actor, number: str, now: datetime) -> list[IncidentView]:
    """List the incidents a conversation is about, to who may read it."""
    case = await conversations.open_for(tx, actor, number, now)
    return await _views(tx, await store.find_many(tx, await store.of_conversation(tx, case.id)))


async def _shown(tx: Tx, locale: Locale, found: Sequence[Incident]) -> list[OpenIncident]:
    latest = {one.incident: one for one in reversed(await store.updates(tx, [one.id for one in found]))}
    return [
        OpenIncident(
            one.id, one.titles.of(locale), one.state, latest[one.id].texts.of(locale), one.opened_at,
            one.updated_at,
        )
        for one in found
    ]  # fmt: skip


async def _views(tx: Tx, found: Sequence[Incident]) -> list[IncidentView]:
    said: dict[UUID, list[UpdateView]] = {one.id: [] for one in found}
    for one in await store.updates(tx, list(said)):
        said[one.incident].append(UpdateView(one.place, one.state, one.texts, one.written_by, one.at))
    counts = await store.counted(tx, found)
    return [
        IncidentView(
            one.id, one.titles, one.topics, one.state, one.opened_by, one.opened_at, one.updated_at,
            *counts[one.id], said[one.id],
        )
        for one in found
    ]  # fmt: skip
