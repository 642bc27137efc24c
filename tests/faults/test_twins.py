"""Broken servers under the same faults: the checker must catch each, or the other runs prove nothing."""

import asyncio

import pytest

from tests.faults.checker import findings, names
from tests.faults.desk import SERVE, opened
from tests.faults.ground import Ground
from tests.faults.history import History
from tests.faults.load import crowd, figures
from tests.faults.people import WatcherByTheClock
from tests.faults.proxy import Proxy

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

BROKEN = "tests.faults.broken"


async def test_who_answers_before_the_commit_loses(ground: Ground) -> None:
    hasty = (BROKEN, "hasty", "serve")
    async with opened(ground, hasty, hasty, TRUSTDESK_FAILPOINTS="answered_before_commit:0.05") as desk:
        await crowd(desk)
        await desk.until(lambda: len(desk.history.faults) >= 3, 60)
        history = await desk.finish()
    print(figures(history))
    assert "lost" in names(history)


async def test_who_forgets_what_was_asked_doubles(ground: Ground) -> None:
    with ground.admin() as connection:
        connection.execute("alter table messages drop constraint messages_tenant_actor_client_id_key")
    async with opened(ground, (BROKEN, "forgetful", "serve")) as desk:
        proxy = Proxy(desk.anywhere, 0.2)
        await proxy.start()
        try:
            proxy.hit = lambda: desk.fault("swallow")
            await crowd(desk, lambda: proxy.port)
            proxy.mischief = "swallow"
            await desk.until(lambda: proxy.done >= 20, 20)
            proxy.mischief = "none"
            history = await desk.finish()
        finally:
            await proxy.stop()
    print(figures(history))
    assert "doubled" in names(history)


async def test_who_resumes_by_the_clock_misses(ground: Ground) -> None:
    async with opened(ground, SERVE) as desk:
        proxy = Proxy(desk.anywhere)
        await proxy.start()
        try:
            await crowd(desk)
            number = desk.authors[0].calls[0].conversation
            stream = desk.watch("by the clock", desk.watchers[0].token, number, lambda: proxy.port).stream
            broken = WatcherByTheClock(stream, desk.watchers[0].token, lambda: proxy.port)
            desk.watchers[-1] = broken
            watching = asyncio.create_task(broken.run())
            for _ in range(3):
                await desk.until(lambda: False, 0.8)
                proxy.cut()
            history = await desk.finish(patience=2)
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        finally:
            await proxy.stop()
    assert stream.connections >= 3
    assert {name.partition(" of ")[0] for name in _streams(history)} == {"stream: by the clock"}


async def test_who_does_not_hear_the_other_node_falls_behind(ground: Ground) -> None:
    deaf = (BROKEN, "deaf", "serve")
    async with opened(ground, deaf, deaf) as desk:
        await crowd(desk)
        await desk.until(lambda: desk.acked >= 100, 20)
        history = await desk.finish(patience=2)
    assert "stream" in names(history)


def _streams(history: History) -> set[str]:
    return {finding for finding in findings(history) if finding.startswith("stream")}
