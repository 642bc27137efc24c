"""The queue and the colleagues, over HTTP; places in the queue, live."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog
from litestar import get
from typing_extensions import override

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.routing import actions, store
from trustdesk.routing.views import ColleaguesView, ColleagueView, PlaceView, QueueView

log = structlog.get_logger()

UNTOLD = "untold"  # whoever follows anew may believe in a place they no longer have
PAUSE = 1.0  # places are told once a second at most


@get("/api/v1/queue", opt={"policy": "staff"})
async def get_queue(db: Database, actor: Actor) -> QueueView:
    """Show who waits, in which order and since when, and the honest estimate for a newcomer."""
    async with db.transaction(actor.tenant) as tx:
        return await actions.overview(tx)


@get("/api/v1/staff", opt={"policy": "staff"})
async def list_staff(db: Database, actor: Actor) -> ColleaguesView:
    """List colleagues with presence and load."""
    async with db.transaction(actor.tenant) as tx:
        return ColleaguesView(await store.colleagues(tx))


class PlaceFeed(Feed):
    """Tells customers who follow their conversation at which place they wait."""

    prefix = "conversation"

    def __init__(self, db: Database) -> None:
        """Take the database the queue is read from."""
        self._db = db
        self._due: dict[str, set[Subscription]] = {}
        self._rounds: dict[str, asyncio.Task[None]] = {}

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit customers; staff see the whole queue elsewhere."""
        if socket.viewer.kind != "customer":
            return None
        subscription = Subscription(socket, topic, actions.QUEUE)
        subscription.state = UNTOLD
        return subscription

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Tell the place as it is now, in the next round: rounds keep the order."""
        self._tell_soon(subscription.viewer.tenant, [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Places have moved: tell everybody whose place is another, all at once."""
        self._tell_soon(tenant, followers)

    def _tell_soon(self, tenant: str, followers: Sequence[Subscription]) -> None:
        self._due.setdefault(tenant, set()).update(followers)
        if tenant not in self._rounds:
            self._rounds[tenant] = asyncio.create_task(self._go_round(tenant))

    async def _go_round(self, tenant: str) -> None:
        try:
            while due := self._due.pop(tenant, None):
                try:
                    await self._tell_now(tenant, [one for one in due if one.socket.open and not one.over])
                except Overloaded:
                    self._tell_soon(tenant, list(due))
                except Exception:
                    log.exception("places could not be told", tenant=tenant)
                await asyncio.sleep(PAUSE)
        finally:
            del self._rounds[tenant]

    async def _tell_now(self, tenant: str, followers: Sequence[Subscription]) -> None:
        async with self._db.transaction(tenant) as tx:
            places = await actions.places_of(tx, [UUID(one.viewer.id) for one in followers])
        for one in followers:
            place: PlaceView | None = places.get(UUID(one.viewer.id))
            if place != one.state:
                one.state = place
                one.push(
                    {
                        "t": "queue",
                        "position": place.position if place else None,
                        "estimate_s": place.estimate_s if place else None,
                    }
                )


class PresenceFeed(Feed):
    """Tells staff who follow the inbox which colleagues come, step away and go."""

    prefix = "inbox"

    def __init__(self, db: Database) -> None:
        """Take the database presence is read from."""
        self._db = db
        self._agents: dict[str, set[UUID]] = {}

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit staff."""
        return None if socket.viewer.kind == "customer" else Subscription(socket, topic, None)

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Tell how all stand, and learn who they are: only news about one of them is looked into later."""
        tenant = subscription.viewer.tenant
        async with self._db.transaction(tenant) as tx:
            colleagues = await store.colleagues(tx)
        self._agents[tenant] = {one.id for one in colleagues}
        subscription.push(_presence(colleagues))

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Tell the state and load of the agents there is news about."""
        if not woken & self._agents.get(tenant, set()):
            return
        async with self._db.transaction(tenant) as tx:
            colleagues = await store.colleagues(tx)
        frame = _presence([one for one in colleagues if one.id in woken])
        for one in followers:
            one.push(frame)


def _presence(colleagues: Sequence[ColleagueView]) -> dict[str, Any]:
    items = [{"id": one.id, "state": one.state, "load": one.load} for one in colleagues]
    return {"t": "presence", "items": items}


ROUTES = [get_queue, list_staff]
