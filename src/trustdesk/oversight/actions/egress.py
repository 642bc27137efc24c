"""Counting what is read, in the transaction that reads it; at the budget, reading ends."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from trustdesk import evidence, staff
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Forbidden
from trustdesk.oversight.actions import alerts
from trustdesk.oversight.model import EgressKind
from trustdesk.oversight.rules.budgets import BUDGETS, hour_of
from trustdesk.oversight.store import alerts as alert_store
from trustdesk.oversight.store import egress as store

CUSTOMER = "customer"
NARROW = 3


class BudgetSpent(Forbidden):
    """The budget of this hour is spent; the agent has been suspended."""

    code = "budget_spent"


async def opened(tx: Tx, actor: Actor, conversation: UUID, customer: UUID, now: datetime) -> None:
    """Count that an agent opened a conversation, once an hour; a canary is told at once.

    Called in the transaction that reads, before anything leaves. The opening that fills the budget
    is answered and suspends; what raced with it raises ``BudgetSpent``.
    """
    if actor.kind != "agent":
        return
    agent = UUID(actor.id)
    fresh = await store.opened(tx, agent, hour_of(now), conversation, customer)
    if fresh is None:
        return
    await watch(tx, actor, customer, "open", now)
    if fresh:
        await spend(tx, actor, "customers", 1, now)


async def watch(tx: Tx, actor: Actor, customer: UUID, what: str, now: datetime) -> None:
    """Tell compliance when a customer that somebody touches is a canary; nothing shows it to the actor."""
    if actor.kind != "agent" or not await alert_store.canaries_among(tx, [customer]):
        return
    about = evidence.About(CUSTOMER, str(customer))
    await evidence.append(tx, actor, "canary.touch", about, {"how": what})
    await alerts.raise_alert(tx, "canary", UUID(actor.id), str(customer), now)


async def served(tx: Tx, agent: UUID, file: UUID, now: datetime) -> None:
    """Count a file that is served to an agent, by a link that was made for them."""
    actor = Actor(tenant=tx.tenant, kind="agent", id=str(agent), name="")
    await evidence.append(tx, actor, "file.read", evidence.About("file", str(file)))
    await spend(tx, actor, "files", 1, now)


async def searched(tx: Tx, actor: Actor, matched: Collection[UUID], shown: int, now: datetime) -> None:
    """Count what a search shows an agent, and look for canaries among the customers it matched.

    What they may not read is matched without being shown: who searches for a canary is told of all
    the same, if the search finds little else; a word that everybody writes accuses nobody.
    """
    if actor.kind != "agent":
        return
    for customer in matched if len(matched) <= NARROW else ():
        await watch(tx, actor, customer, "search", now)
    await spend(tx, actor, "search_results", shown, now)


async def spend(tx: Tx, actor: Actor, kind: EgressKind, more: int, now: datetime) -> None:
    """Count what goes out to an agent; what fills the budget of the hour suspends them."""
    if actor.kind != "agent" or more == 0:
        return
    agent, most = UUID(actor.id), dict(actor.budgets).get(kind, BUDGETS[kind])
    used = await store.count(tx, agent, hour_of(now), kind, more)
    if used - more >= most:
        raise BudgetSpent(kind)
    if used >= most:
        await _suspend(tx, agent, kind, now)


async def _suspend(tx: Tx, agent: UUID, kind: EgressKind, now: datetime) -> None:
    """Stop an agent for the desk itself; a person above them lets them in again, by a reason."""
    await staff.suspend(tx, system(tx.tenant), agent, f"egress_budget:{kind}", now)
    await alerts.raise_alert(tx, "reading_suspended", agent, kind, now)
