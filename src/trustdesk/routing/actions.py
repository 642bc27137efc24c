"""Verbs of the room: keep the queue true, hand it out, take work back from who has gone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import conversations
from trustdesk.kit.actors import system
from trustdesk.kit.db import Tx
from trustdesk.kit.ids import uuid7
from trustdesk.routing import rules, store
from trustdesk.routing.views import PlaceView, QueueView

QUEUE = UUID(int=0)  # wakes everybody who waits: places have moved
MOST_AT_ONCE = 200
MOST_SHOWN = 500


async def settle(tx: Tx, about: Sequence[UUID], prefix: str, now: datetime) -> None:
    """Bring the queue in line with these conversations and hand out what can be handed out."""
    moved = await store.reconcile(tx, about)
    moved += await hand_out(tx, prefix, now)
    if moved:
        tx.news.add(QUEUE)


async def hand_out(tx: Tx, prefix: str, now: datetime) -> int:
    """Give waiting conversations to free seats; returns how many."""
    agents = await store.lock_on_duty(tx)
    if not any(agent.load < agent.capacity for agent in agents):
        return 0
    queue = await store.lock_queue(tx, MOST_AT_ONCE)
    matched = rules.claims(queue, agents)
    if not matched:
        return 0
    actor = system(tx.tenant)
    orders = [
        conversations.Assign(
            actor=actor,
            # ``if_free`` under the conversation's lock keeps a claim from counting twice. A name made of
            # what was claimed would also keep an agent from getting back what they had to give back.
            client_id=f"claim:{uuid7()}",
            conversation=waiting.conversation,
            assignee=agent.id,
            assignee_name=agent.name,
            team=waiting.team,
            if_free=True,
        )
        for waiting, agent in matched
    ]
    await conversations.perform(tx, orders, prefix, now)
    return await store.reconcile(tx, [waiting.conversation for waiting, _ in matched])


async def take_back(tx: Tx, ids: Sequence[UUID], event: str, prefix: str, now: datetime) -> None:
    """Return these conversations to the head of the queue: they keep the time they have waited since."""
    actor = system(tx.tenant)
    orders = [
        conversations.Assign(actor=actor, client_id=f"return:{event}:{id}", conversation=id, reason="away")
        for id in ids
    ]
    if orders:
        await conversations.perform(tx, orders, prefix, now)


async def place_of(tx: Tx, customer: UUID) -> PlaceView | None:
    """Tell a customer their place in the queue, or None when they do not wait."""
    return (await places_of(tx, [customer])).get(customer)


async def places_of(tx: Tx, customers: Sequence[UUID]) -> dict[UUID, PlaceView]:
    """Tell these customers their places, with the estimate at the present pace."""
    positions = await store.positions(tx, customers)
    if not positions:
        return {}
    pace = await store.pace(tx)
    return {customer: PlaceView(place, rules.estimate(place, pace)) for customer, place in positions.items()}


async def newcomers_wait(tx: Tx, waiting: int) -> int | None:
    """Estimate how many seconds somebody waits who comes after ``waiting`` others; None when nobody knows."""
    return rules.estimate(waiting + 1, await store.pace(tx))


async def overview(tx: Tx) -> QueueView:
    """Show the queue to staff."""
    waiting, online = await store.totals(tx)
    return QueueView(
        items=await store.queue(tx, MOST_SHOWN),
        waiting=waiting,
        estimate_s=await newcomers_wait(tx, waiting),
        agents_online=online,
    )
