"""Machines whose clocks are two hours ahead, behind, and put back while they work: nothing goes by them."""

import asyncio
import time

import pytest

from tests.faults.clocks import Court, Wrong, aged, kept, misdated, said
from tests.faults.desk import SERVE, WORK, running
from tests.faults.ground import Ground
from tests.faults.load import crowd, proved
from tests.faults.nodes import Node
from tests.faults.test_database import written_again

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

TWIN = ("tests.faults.broken", "by_its_own_clock", "serve")
AHEAD, BEHIND, RIGHT = "+2h", "-2h", "+0"


async def test_nothing_goes_by_the_clock_of_a_machine(ground: Ground) -> None:
    court, stepping = Court(ground), Wrong(ground.folder, "stepping", RIGHT)
    ahead = court.environ | Wrong(ground.folder, "ahead", AHEAD).environ
    nodes = [
        Node(ground, "ahead", SERVE, **ahead),
        Node(ground, "stepping", SERVE, **court.environ, **stepping.environ),
        Node(ground, "worker", WORK, **ahead),
    ]
    async with running(ground, *nodes) as desk:
        began = time.time()
        assert "clock" in await asyncio.to_thread(said, nodes[0], "doctor"), "the clock is not wrong at all"
        await crowd(desk)
        await desk.until(lambda: desk.acked >= 60, 20)
        desk.fault("a clock is put back by two hours")
        stepping.set(BEHIND)
        await written_again(desk)
        assert [await court.judges(node) for node in nodes[:2]] == [set(), set()]
        assert await court.spends(*nodes[:2], nodes[0]) == set()
        history = await desk.finish()
        assert await asyncio.to_thread(misdated, ground, began, time.time()) == 0
        proved(history, acked=100, faults=1)
        young, old = sorted({call.conversation for call in history.calls})[:2]
        await asyncio.to_thread(aged, ground, {young: 23.5, old: 24.5})
        print(await asyncio.to_thread(said, nodes[0], "retention", "run"))
        assert await asyncio.to_thread(kept, ground, [young, old]) == [young]


async def test_who_goes_by_its_own_clock_is_caught(ground: Ground) -> None:
    court = Court(ground)
    clocks = [Wrong(ground.folder, name, name) for name in (AHEAD, BEHIND)]
    nodes = [Node(ground, f"twin{n}", TWIN, **court.environ, **one.environ) for n, one in enumerate(clocks)]
    async with running(ground, *nodes) as desk:
        began = time.time()
        for node in nodes:
            await desk.customer(f"kim at {node.name}", f"kim-{node.name}", lambda node=node: node.port).say(
                "hello"
            )
        assert await asyncio.to_thread(misdated, ground, began, time.time()) == 2
        ahead, behind = [await court.judges(node) for node in nodes]
        assert ahead == {"a good word is refused", "a word from the far future is taken"}
        assert behind == {"a good word is refused", "a word that has long been over is taken"}
