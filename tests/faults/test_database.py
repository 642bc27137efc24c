"""PostgreSQL is killed, shut down, or shows everybody the door, while everybody writes and watches."""

import asyncio
from collections.abc import Callable

import pytest

from tests.faults.desk import SERVE, WORK, Desk, opened
from tests.faults.ground import Ground
from tests.faults.load import crowd, proved

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

FAULTS: dict[str, Callable[[Ground], object]] = {
    "kill -9 of PostgreSQL": Ground.crash,
    "immediate restart of PostgreSQL": Ground.restart,
    "all sessions ended": Ground.cut_sessions,
}


@pytest.mark.parametrize("what", list(FAULTS))
async def test_a_lost_database_costs_nothing(ground: Ground, what: str) -> None:
    async with opened(ground, SERVE, SERVE, WORK) as desk:
        await crowd(desk)
        for _ in range(4):
            await desk.until(lambda: False, 0.8)
            await written_again(desk)
            desk.fault(what)
            await asyncio.to_thread(FAULTS[what], ground)
        await written_again(desk)
        proved(await desk.finish(), acked=100, faults=4, in_flight=4)
        assert [node.deaths for node in desk.nodes] == [0, 0, 0], "a node went down with its database"


async def written_again(desk: Desk) -> None:
    """Wait until everybody has been acknowledged once more."""
    before = [len(author.calls) for author in desk.authors]
    await desk.until(
        lambda: all(len(one.calls) > count + 1 for one, count in zip(desk.authors, before, strict=True)), 20
    )
    assert all(len(one.calls) > count + 1 for one, count in zip(desk.authors, before, strict=True)), "wedged"
