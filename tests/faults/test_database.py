"""PostgreSQL is killed, shut down, or shows everybody the door, while everybody writes and watches."""

import asyncio
import contextlib
import time
from collections.abc import Callable

import psycopg
import pytest

from tests.faults.desk import SERVE, WORK, Desk, opened
from tests.faults.ground import Ground
from tests.faults.load import crowd, proved

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

UNWEDGED_SECONDS = 5.0
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


async def test_a_database_without_a_connection_to_spare_wedges_nobody(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        await crowd(desk)
        await written_again(desk)
        with contextlib.ExitStack() as held:
            await asyncio.to_thread(hog, ground, held)
            desk.fault("every connection is somebody else's")
            await desk.until(lambda: refusals(desk) >= 40, 20)
        freed = time.monotonic()
        await written_again(desk)
        took = time.monotonic() - freed
        history = await desk.finish()
        proved(history, acked=100, faults=1)
        assert refusals(desk) >= 40, "nobody was refused"
        assert took < UNWEDGED_SECONDS


def refusals(desk: Desk, status: int = 503) -> int:
    """How often somebody has been answered so."""
    return sum(call.statuses.count(status) for author in desk.authors for call in author.calls)


def hog(ground: Ground, held: contextlib.ExitStack) -> None:
    """Take every connection there is, those of the desk too, as somebody else's programs do."""
    url, end = ground.cluster.migrate_url, time.monotonic() + 10
    ground.cut_sessions()
    full = 0
    while full < 20 and time.monotonic() < end:  # the desk gets none of those that it has just lost
        try:
            held.enter_context(contextlib.closing(psycopg.connect(url, autocommit=True)))
            full = 0
        except psycopg.OperationalError:
            full += 1
            time.sleep(0.01)
            ground.cut_sessions()


async def written_again(desk: Desk) -> None:
    """Wait until everybody has been acknowledged once more."""
    before = [len(author.calls) for author in desk.authors]
    await desk.until(
        lambda: all(len(one.calls) > count + 1 for one, count in zip(desk.authors, before, strict=True)), 20
    )
    assert all(len(one.calls) > count + 1 for one, count in zip(desk.authors, before, strict=True)), "wedged"
