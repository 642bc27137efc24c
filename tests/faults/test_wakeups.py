"""What one node has committed reaches those who watch on another, also after the wire between them is cut."""

import asyncio
import time

import pytest

from tests.faults.desk import SERVE, Desk, opened, running
from tests.faults.ground import Ground
from tests.faults.load import crowd, proved
from tests.faults.nodes import Node
from tests.faults.people import Watcher
from tests.faults.proxy import Proxy

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

LISTENERS = "select count(pg_terminate_backend(pid)) from pg_stat_activity where query ilike 'listen%%'"
HUNG_SECONDS = 15.0  # two heartbeats, and one pause before connecting again


def apart(desk: Desk) -> None:
    """Everybody writes on the first node and watches on the second."""
    for author in desk.authors:
        author.write_to(lambda: desk.nodes[0].port)
    for watcher in desk.watchers:
        watcher.port = lambda: desk.nodes[1].port


async def test_from_node_to_node_also_after_the_wire_was_cut(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        await crowd(desk, apart=apart)
        cut = 0
        for _ in range(4):
            await desk.until(lambda: False, 0.7)
            desk.fault("wire cut")
            cut += await asyncio.to_thread(cut_wires, ground)
        history = await desk.finish()
        proved(history, acked=100, faults=4)
        assert cut >= 6, "no listening connection was hit"
        assert [stream.connections for stream in history.streams] == [1] * len(history.streams)


async def test_a_wire_that_hangs_is_found_and_mended(ground: Ground) -> None:
    proxy = Proxy(lambda: ground.port)
    proxy.marked = b"LISTEN"
    await proxy.start()
    over_proxy = ground.tcp_url.replace(f":{ground.port}/", f":{proxy.port}/")
    nodes = [Node(ground, "writing", SERVE), Node(ground, "watching", SERVE, DATABASE_URL=over_proxy)]
    try:
        async with running(ground, *nodes) as desk:
            number = (await desk.customer("kim", "kim", lambda: nodes[0].port).say("begin")).conversation
            watcher = desk.watch("the exchange", desk.authors[0].token, number, lambda: nodes[1].port)
            desk.begin()
            await desk.until(lambda: watcher.last > 10, 10)
            desk.fault("wire hangs")
            assert proxy.hang_marked() == 1
            await asyncio.sleep(0.5)
            behind, began = watcher.last, time.monotonic()
            await desk.until(lambda: watcher.last > behind, HUNG_SECONDS)
            print(f"mended after {time.monotonic() - began:.1f} s, {watcher.last - behind} entries late")
            assert watcher.last > behind + 10
            proved(await desk.finish(), acked=50, faults=1, in_flight=0)
            assert watcher.stream.connections == 1
    finally:
        await proxy.stop()


async def test_a_message_is_on_the_other_nodes_screen_at_once(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        author = desk.customer("kim", "kim", lambda: desk.nodes[0].port)
        number = (await author.say("begin")).conversation
        watcher = desk.watch("the exchange", author.token, number, lambda: desk.nodes[1].port)
        watching = asyncio.create_task(watcher.run())
        took = sorted(
            [await _seen_after(author.say(f"word {place}"), watcher, place + 2) for place in range(20)]
        )
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        print(f"seen after {took[10] * 1000:.0f} ms, at most {took[-1] * 1000:.0f} ms")
        assert took[10] < 0.5


async def _seen_after(saying: object, watcher: Watcher, seq: int) -> float:
    assert asyncio.iscoroutine(saying)
    began = time.monotonic()
    await saying
    while watcher.last < seq and time.monotonic() < began + 10:
        await asyncio.sleep(0.002)
    assert watcher.last >= seq
    return time.monotonic() - began


def cut_wires(ground: Ground) -> int:
    """End the sessions through which nodes hear each other."""
    with ground.admin() as connection:
        found = connection.execute(LISTENERS).fetchone()
        return found[0] if found else 0
