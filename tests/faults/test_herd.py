"""Five hundred sockets are cut at once and come back as a herd, while people write."""

import asyncio
import itertools
import time

import pytest

from tests.faults.desk import SERVE, Desk, opened
from tests.faults.ground import TOKENS, Ground
from tests.faults.load import crowd, proved
from tests.faults.proxy import Proxy
from tests.faults.wire import Line

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

SOCKETS = 500
HEALTHY_SECONDS = 5.0


async def test_a_herd_comes_back_whole(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        proxies = [Proxy(lambda node=node: node.port) for node in desk.serving]
        for proxy in proxies:
            await proxy.start()
        try:
            await crowd(desk, apart=lambda desk: _enlarge(desk, proxies))
            for author in desk.authors:
                author.pause = 0.5
            slowest = 0.0
            for _ in range(3):
                await desk.until(lambda: _following(desk) == SOCKETS, 30)
                assert _following(desk) == SOCKETS
                desk.fault("herd")
                for proxy in proxies:
                    proxy.cut()
                await desk.until(lambda: _following(desk) < SOCKETS // 2, 5)
                slowest = max(slowest, await _health(desk))
            await desk.until(lambda: _following(desk) == SOCKETS, 30)
            history = await desk.finish(patience=30)
            proved(history, acked=60, faults=3, in_flight=0)
            assert sum(stream.connections for stream in history.streams) >= 3 * SOCKETS
            print(f"healthy within {slowest * 1000:.0f} ms")
            assert slowest < HEALTHY_SECONDS
            assert await _health(desk) < 1
        finally:
            for proxy in proxies:
                await proxy.stop()


def _enlarge(desk: Desk, proxies: list[Proxy]) -> None:
    """Watch what is watched already from many more sockets, all of them through the proxies."""
    own = list(desk.watchers)
    for place in range(SOCKETS - len(own)):
        like = own[place % len(own)]
        stream, number = like.stream, like.stream.conversation
        desk.watch(f"{stream.who} {place}", like.token, number, customer=stream.customer)
    for watcher, proxy in zip(desk.watchers, itertools.cycle(proxies), strict=False):
        watcher.port = lambda proxy=proxy: proxy.port


def _following(desk: Desk) -> int:
    return sum(watcher.following for watcher in desk.watchers)


async def _health(desk: Desk) -> float:
    """How long the slowest node takes to say that it is ready, while the herd comes in."""
    began = time.monotonic()
    for node in desk.serving:
        line = Line(node.port, TOKENS["sue"], patience=10)
        answers = await asyncio.gather(line.ask("GET", "/readyz"))
        line.close()
        assert answers[0].status == 200
    return time.monotonic() - began
