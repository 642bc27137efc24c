"""Nodes are killed at random while everybody writes and watches."""

import random

import pytest

from tests.faults.desk import SERVE, WORK, opened
from tests.faults.ground import Ground
from tests.faults.load import crowd, proved

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]


async def test_without_any_fault_everything_is_as_promised(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE, WORK) as desk:
        await crowd(desk)
        await desk.until(lambda: desk.acked >= 220, 30)
        proved(await desk.finish(), acked=200, faults=0, in_flight=0)


async def test_a_killed_node_costs_nothing(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE, WORK) as desk:
        await crowd(desk)
        for _ in range(4):
            await desk.until(lambda: all(node.up for node in desk.nodes), 15)
            await desk.until(lambda: False, random.uniform(0.2, 0.8))
            random.choice(desk.nodes[:2]).kill()
            await desk.until(lambda: not all(node.up for node in desk.nodes), 5)
        await desk.until(lambda: all(node.up for node in desk.nodes), 15)
        proved(await desk.finish(), acked=200, faults=4)
