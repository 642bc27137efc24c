"""Rounds: what is due is taken up side by side, and a flood at one brand stops no other."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import UUID

from typing_extensions import override

from trustdesk.kit.errors import Overloaded
from trustdesk.kit.rounds import Rounds

DUE = UUID(int=7)


class Counter(Rounds):
    """Works on what lies on a counter, each as soon as it is let go."""

    def __init__(self, *tenants: str, most: int) -> None:
        super().__init__(tenants, DUE, most)
        self.due: defaultdict[str, deque[str]] = defaultdict(deque)
        self.done: list[str] = []
        self.looks: list[str] = []
        self.let_go = asyncio.Semaphore(0)
        self.away = 0

    @override
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        self.looks.append(tenant)
        if self.away:
            self.away -= 1
            raise Overloaded("away")
        queue = self.due[tenant]
        return [self._work(queue.popleft()) for _ in range(min(most, len(queue)))]

    async def _work(self, what: str) -> None:
        await self.let_go.acquire()
        self.done.append(what)


async def ended(counter: Counter, running: "asyncio.Task[None]", many: int) -> None:
    """Wait until so many are done, then end."""
    async with asyncio.timeout(20):
        while len(counter.done) < many:
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_flood_at_one_brand_stops_no_other() -> None:
    counter = Counter("bitget", "bybit", most=2)
    counter.due["bitget"].extend(f"flood {count}" for count in range(10))
    running = asyncio.create_task(counter.run())
    counter.let_go.release()
    async with asyncio.timeout(20):
        while not counter.done:
            await asyncio.sleep(0.01)
    counter.due["bybit"].append("one of another brand")
    counter.wake("bybit", {DUE})
    for _ in range(10):
        counter.let_go.release()
    await ended(counter, running, 11)
    assert "one of another brand" in counter.done[:4]  # the next to get a place


async def test_only_whose_news_came_is_looked_at() -> None:
    counter = Counter("bitget", "bybit", most=2)
    await counter.settle()
    counter.looks.clear()
    counter.due["bybit"].append("news")
    counter.let_go.release()
    counter.wake("bitget", {UUID(int=8)})  # news of something else
    counter.wake("bybit", {DUE})
    assert await counter._round() == 1
    assert counter.looks == ["bybit"]
    await counter.settle()


async def test_what_was_away_is_asked_again_at_once() -> None:
    counter = Counter("bitget", most=1)
    counter.away = 2
    counter.due["bitget"].append("patience")
    counter.let_go.release()
    before = asyncio.get_running_loop().time()
    await ended(counter, asyncio.create_task(counter.run()), 1)
    assert counter.looks[:3] == ["bitget"] * 3
    assert asyncio.get_running_loop().time() - before < 10
