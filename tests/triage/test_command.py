"""The command: cards are shown, a version is let read and taken back, a worker reads what came."""

import asyncio
from argparse import Namespace

import pytest

from tests.triage.steps import id_of
from tests.world import World
from trustdesk import schooling, worker
from trustdesk.kit.errors import NotFound

BRAND = "bybit"


async def say(world: World, verb: str, **more: object) -> str:
    return await schooling.run(world.house.settings, Namespace(brand=BRAND, verb=verb, **more))


async def test_train_show_activate_and_back(world: World) -> None:
    shown = await say(world, "show")
    assert shown.startswith("bybit: version 0 (starter): ")
    assert " 0 of its own, 41 topics, " in shown
    assert (await say(world, "train")).startswith("bybit: version 1 (candidate, made ")
    assert await say(world, "activate", version=1) == "bybit: version 1 reads from now on"
    assert [line.split("(")[1][:7] for line in (await say(world, "show")).splitlines()] == [
        "active,",
        "starter",
    ]
    with pytest.raises(NotFound):
        await say(world, "activate", version=7)
    await say(world, "activate", version=0)
    assert "retired" in await say(world, "show")


async def test_a_worker_reads_what_came(world: World) -> None:
    key = await world.integration(brand=BRAND)
    number = await world.letter(key, text="我的账户被盗了，币都没了")
    stop = asyncio.Event()
    working = asyncio.create_task(worker.run(world.house.settings, stop, world.house))
    try:
        async with asyncio.timeout(50):
            while (await key.row(number))["topic"] != "stolen":
                await asyncio.sleep(0.2)
    finally:
        stop.set()
        await working
    async with world.house.db.transaction(BRAND) as tx:
        assert (
            await tx.value(
                "select urgency from readings where conversation = $1", await id_of(world, number, BRAND)
            )
            == "theft"
        )
