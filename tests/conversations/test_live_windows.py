"""News that falls into the moment in which somebody begins to follow, or comes back: told, once, in order."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from uuid import uuid4

import pytest
from typing_extensions import override

from tests.world import BRAND, World, fresh
from trustdesk.conversations.api.feeds import CurrentFeed
from trustdesk.kit.db import News, Tx
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.live import After, Feed, Hub, Socket, Subscription
from trustdesk.routing.api import PlaceFeed

CURRENT = "conversation:current"


@contextmanager
def instead(hub: Hub, kind: type[Feed], feed: Feed) -> Iterator[None]:
    """Have this feed in the place of the one of that kind."""
    place = next(place for place, one in enumerate(hub.feeds) if type(one) is kind)
    before, hub.feeds[place] = hub.feeds[place], feed
    try:
        yield
    finally:
        hub.feeds[place] = before


@contextmanager
def beside(hub: Hub, feed: Feed) -> Iterator[None]:
    """Have this feed beside all others, asked last."""
    hub.feeds.append(feed)
    try:
        yield
    finally:
        hub.feeds.pop()


class Counter(Feed):
    """Tells a number; what it has read is told only when the gate is open, as on a slow day."""

    prefix = "counter"

    def __init__(self) -> None:
        self.key, self.value, self.reading = uuid4(), 1, asyncio.Event()
        self.gate: asyncio.Event | None = None
        self.meanwhile: Callable[[], Any] | None = None

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        admitted = Subscription(socket, topic, self.key)
        if self.meanwhile:
            await self.meanwhile()
        return admitted

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        read = self.value
        if self.gate:
            self.reading.set()
            await self.gate.wait()
        subscription.push({"t": "counter", "value": read})

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        for one in followers:
            one.push({"t": "counter", "value": self.value})


@pytest.fixture
def counter(world: World) -> Any:
    """A topic of the tests' own."""
    made = Counter()
    with beside(world.house.hub, made):
        yield made


def told(frames: list[dict[str, Any]]) -> list[int]:
    return [frame["value"] for frame in frames if frame["t"] == "counter"]


async def test_what_happens_while_somebody_catches_up_is_told_after_it(
    world: World, counter: Counter
) -> None:
    agent, hub = await world.agent(), world.house.hub
    async with agent.live() as other, agent.live() as live:
        await other.follow("counter:")
        counter.gate = asyncio.Event()
        await live.say(t="sub", topic="counter:")
        await counter.reading.wait()
        counter.value = 2
        hub.wake(BRAND, {counter.key})
        await other.until("counter", value=2)  # everybody who could hear it has
        counter.gate.set()
        await live.until("counter", value=2)
        assert told(live.frames) == [1, 2]


async def test_whoever_cannot_be_served_follows_nothing(world: World, counter: Counter) -> None:
    agent, hub = await world.agent(), world.house.hub

    async def fail(subscription: Subscription, after: After) -> None:
        raise Overloaded

    counter.catch_up = fail
    async with agent.live() as live:
        await live.say(t="sub", topic="counter:")
        assert (await live.until("error"))["code"] == "overloaded"
        assert hub.followers(BRAND, hub.feeds.index(counter), [counter.key]) == []


async def test_rights_are_those_of_the_moment_in_which_somebody_is_admitted(
    world: World, counter: Counter
) -> None:
    agent, hub = await world.agent(), world.house.hub
    roles: list[str] = []

    async def promote() -> None:
        async with world.house.db.transaction(BRAND) as tx:
            await tx.do(
                "update agents set role = 'supervisor' where tenant = $1 and id = $2", BRAND, agent.id
            )
        await hub.recheck(BRAND)

    async def tell(tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        roles.extend(one.viewer.role for one in followers)
        await Counter.tell(counter, tenant, woken, followers)

    counter.meanwhile, counter.tell = promote, tell
    async with agent.live() as live:
        await live.follow("counter:")
        await live.until("counter", value=1)
        counter.value = 2
        hub.wake(BRAND, {counter.key})
        await live.until("counter", value=2)
    assert roles == ["supervisor"]


@pytest.mark.parametrize(
    ("last", "late"),
    [(False, True), (True, False), (True, True)],
    ids=["between two", "after all, woken", "after all, unheard"],
)
async def test_the_first_conversation_may_begin_while_a_visitor_is_being_admitted(
    world: World, *, last: bool, late: bool
) -> None:
    visitor, agent, hub = await world.visitor(), await world.agent(), world.house.hub
    began: list[str] = []

    class Meanwhile(CurrentFeed):
        """Asked after the thread was looked for in vain, and before anybody is registered."""

        @override
        async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
            if not began:
                letter = {"client_id": fresh(), "text": "first word"}
                sent = await visitor.post("/api/v1/widget/messages", json=letter)
                began.append(sent.json()["conversation"])
                if late:  # the wake has been and gone once the other window shows it
                    await other.entries(upto=1)
            return None if last else await super().admit(socket, topic, after)

    async with visitor.live() as other, visitor.live() as live:
        await other.follow(CURRENT)
        meanwhile = Meanwhile(world.house.db, hub)
        with beside(hub, meanwhile) if last else instead(hub, CurrentFeed, meanwhile):
            await live.follow(CURRENT)
            assert (await agent.reply(began[0], "Good day")).status_code == 201
            got = await live.entries(upto=3)
    assert [(one["seq"], one["kind"], one["text"]) for one in got] == [
        (1, "message", "first word"),
        (2, "event", ""),
        (3, "message", "Good day"),
    ]


async def test_whoever_comes_back_to_the_inbox_misses_nothing_that_was_late(world: World) -> None:
    key, boss, db = await world.integration(), await world.agent("supervisor"), world.house.db
    late, other = await world.letter(key, "late"), await world.letter(key, "other")
    page = (await boss.get("/api/v1/conversations", params={"view": "all"})).json()
    async with boss.live() as live:
        await live.follow("inbox", after=page["live"])
        listeners, db.listeners[:] = list(db.listeners), []
        noted = await boss.act(late, "labels", tags=["unheard"])  # committed; its wake is on its way
        db.listeners[:] = listeners
        assert noted.status_code == 201
        assert (await boss.act(other, "labels", tags=["heard"])).status_code == 201
        while "heard" not in str(live.frames[-1]):
            await live.next()
        cursor = live.frames[-1]["cursor"]
    async with boss.live() as back:
        await back.follow("inbox", after=cursor)
        while "unheard" not in str(back.frames):
            await back.next()


async def test_following_shows_the_row_and_the_place_as_they_are_now(world: World) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    letter = {"client_id": fresh(), "text": "hello"}
    number = (await visitor.post("/api/v1/widget/messages", json=letter)).json()["conversation"]
    assert (await agent.act(number, "assignee", assignee="me")).status_code == 201
    async with visitor.live() as customers, agent.live() as agents:
        await customers.follow(CURRENT)
        assert (await customers.until("queue"))["position"] is None
        await agents.follow(f"conversation:{number}", after=2)
        row = (await agents.until("row"))["item"]
        shown = await agent.row(number)
        assert row == {name: shown[name] for name in row}


async def test_whoever_follows_the_inbox_learns_how_colleagues_stand(world: World) -> None:
    agent, colleague = await world.agent(), await world.agent()
    assert (await colleague.put("/api/v1/presence", json={"state": "away"})).status_code == 200
    async with agent.live() as live:
        await live.follow("inbox", after=None)
        items = (await live.until("presence"))["items"]
    assert {"id": colleague.id, "state": "away", "load": 0} in items


async def test_a_place_that_could_not_be_read_is_told_in_the_next_round(world: World) -> None:
    visitor, hub, db = await world.visitor(), world.house.hub, world.house.db

    class Stumbling:
        """A database that is away the first time."""

        left = 1

        @asynccontextmanager
        async def transaction(self, tenant: str) -> AsyncIterator[Tx]:
            if self.left:
                self.left -= 1
                raise Overloaded
            async with db.transaction(tenant) as tx:
                yield tx

    letter = {"client_id": fresh(), "text": "is anybody there?"}
    assert (await visitor.post("/api/v1/widget/messages", json=letter)).status_code == 201
    await world.settle()
    stumbling: Any = Stumbling()
    with instead(hub, PlaceFeed, PlaceFeed(stumbling)):
        async with visitor.live() as live:
            await live.follow(CURRENT)
            assert (await live.until("queue"))["position"] >= 1
