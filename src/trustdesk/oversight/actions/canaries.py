"""Canaries: customers nobody has a reason to open."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import evidence
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.oversight.store import alerts as store
from trustdesk.oversight.views import CanaryView
from trustdesk.staff import Action, check


async def keep(tx: Tx, actor: Actor, customer: UUID, now: datetime) -> None:
    """Put a customer on the list of canaries; who is on it already stays."""
    check(actor, Action.KEEP_CANARIES)
    if await store.add_canary(tx, customer, actor.name or actor.key, now):
        await evidence.append(tx, actor, "canary.add", evidence.About("customer", str(customer)))


async def kept(tx: Tx, actor: Actor) -> Sequence[CanaryView]:
    """List the canaries for who may keep them."""
    check(actor, Action.KEEP_CANARIES)
    return await store.canaries(tx)
