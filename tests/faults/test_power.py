"""The power is cut: what was acknowledged, messages and files, is there when it is back."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.checker import names
from tests.faults.desk import SERVE, Desk, opened
from tests.faults.disks import Powered
from tests.faults.ground import Ground, copied
from tests.faults.load import crowd, figures, proved
from tests.faults.papers import gone, handed_in
from tests.faults.test_database import written_again

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

DATABASE, STORES = "var/postgres/data", "desk"
CARELESS = "alter system set synchronous_commit = off", "alter system set wal_writer_delay = '10s'"
CAREFUL = "alter system reset all"


@pytest.fixture
def disks() -> tuple[Powered, Powered]:
    return Powered(DATABASE, 1_000), Powered(STORES, 64)


async def test_a_power_cut_costs_nothing(template: Path, disks: tuple[Powered, Powered]) -> None:
    with copied(template, *disks) as ground:
        async with opened(ground, SERVE, SERVE) as desk:
            await crowd(desk)
            papers = [await handed_in(desk.nodes[0]) for _ in range(2)]
            await desk.until(lambda: desk.acked >= 60, 20)
            await cut(desk, disks)
            await back(desk)
            assert await gone(desk.nodes[0], papers) == []
            history = await desk.finish()
            proved(history, acked=100, faults=1)


async def test_a_database_that_does_not_wait_for_its_disk_loses(
    template: Path, disks: tuple[Powered, Powered]
) -> None:
    with copied(template, *disks) as ground:
        async with opened(ground, SERVE, SERVE) as desk:
            told(ground, *CARELESS)
            await crowd(desk)
            await desk.until(lambda: desk.acked >= 60, 20)
            await cut(desk, disks)
            told(ground, CAREFUL)
            await back(desk)
            history = await desk.finish(patience=2)
    print(figures(history))
    assert "lost" in names(history)


async def cut(desk: Desk, disks: tuple[Powered, Powered]) -> None:
    """Cut the power of everything, and give it back."""
    marks = [disk.folder / "not brought through" for disk in disks]
    for mark in marks:
        mark.write_text("it was only in memory")
    desk.fault("power cut")
    await asyncio.to_thread(desk.ground.power_off, *disks)
    await asyncio.gather(*(node.stop() for node in desk.nodes))
    await asyncio.to_thread(desk.ground.power_on, *disks)
    assert not any(mark.exists() and mark.read_text() for mark in marks), "nothing was lost: that was no cut"


async def back(desk: Desk) -> None:
    """Start the nodes again, and wait until everybody goes on."""
    await asyncio.gather(*(node.start() for node in desk.nodes))
    await written_again(desk)


def told(ground: Ground, *orders: str) -> None:
    """Give the server orders that hold at once."""
    with ground.admin() as connection:
        for order in (*orders, "select pg_reload_conf()"):
            connection.execute(order.encode())
