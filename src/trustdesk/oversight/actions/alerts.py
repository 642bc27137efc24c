"""Alerts: what compliance has to see, told in the transaction that caused it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import evidence
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.oversight.model import Alert, AlertKind
from trustdesk.oversight.store import alerts as store
from trustdesk.oversight.views import AlertView
from trustdesk.staff import Action, check

ALERTS = UUID(int=2)  # wakes everybody who watches the alerts
MOST_SHOWN = 200


async def raise_alert(tx: Tx, kind: AlertKind, agent: UUID | None, about: str, now: datetime) -> None:
    """Tell compliance; the same about the same agent within the hour is told once."""
    once = f"{kind}/{agent}/{about}/{now:%Y-%m-%dT%H}"
    alert = Alert(id=uuid7(), kind=kind, agent=agent, about=about, once=once, at=now)
    if await store.insert(tx, alert):
        tx.news.add(ALERTS)


async def latest(tx: Tx, actor: Actor) -> Sequence[AlertView]:
    """List the latest alerts for who may see them."""
    check(actor, Action.SEE_ALERTS)
    return await store.latest(tx, MOST_SHOWN)


async def see(tx: Tx, actor: Actor, id: UUID, now: datetime) -> None:
    """Note that the actor has looked into an alert."""
    check(actor, Action.SEE_ALERTS)
    if not await store.see(tx, id, actor.name, now):
        raise NotFound
    await evidence.append(tx, actor, "alert.see", evidence.About("alert", str(id)))
    tx.news.add(ALERTS)
