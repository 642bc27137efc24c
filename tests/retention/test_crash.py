"""A process that dies in the middle of an erasure: what was begun is finished, once, and never undone."""

import asyncio
import os
import signal
import sys
from uuid import UUID

import pytest

from tests.cluster import Database, TestCluster
from tests.retention.people import SAID, approved, compliance, subject, told
from tests.world import BRAND, World, fresh
from trustdesk.kit import clock
from trustdesk.retention import begin_erasure, jobs

FINISH = """
import asyncio, os
from uuid import UUID
from trustdesk.kit import opening, settings
from trustdesk.kit.blobs import Blobs
from trustdesk.retention import jobs

async def main():
    read = settings.load(os.environ)
    db = opening.database(read, size=2)
    await db.open()
    await jobs.finish(db, Blobs(read.files_store), "bitget", UUID(os.environ["ERASURE"]))
    await db.close()

asyncio.run(main())
"""


async def begun(world: World, number: str) -> UUID:
    """An erasure that two agreed on, and nobody has carried out yet."""
    asker, decider = await compliance(world)
    customer = await subject(asker, number)
    approval = await approved(asker, decider, "customer.erase", customer=customer)
    async with world.house.db.transaction(BRAND) as tx:
        actor = await world.house.admission.look_up(asker.token)
        assert actor is not None
        id, again = await begin_erasure(
            tx, actor, UUID(customer), UUID(approval), "asked for", clock.utc_now()
        )
    assert not again
    return id


async def ended(world: World, id: UUID) -> tuple[str, int, int]:
    async with world.house.db.transaction(BRAND) as tx:
        row = await tx.row("select state, conversations, entries from erasures where id = $1", id)
    assert row
    return row["state"], row["conversations"], row["entries"]


@pytest.mark.parametrize("point", ["conversation_keys_destroyed", "keys_destroyed", "before_commit"])
async def test_it_is_finished_by_whoever_comes_next(
    world: World, module_database: Database, cluster: TestCluster, point: str
) -> None:
    key = await world.integration()
    number = await told(world, key, fresh())
    entries = (await key.row(number))["seq"]
    id = await begun(world, number)
    environ = os.environ | {
        "DATABASE_URL": module_database.database_url,
        "DATA_DIR": str(world.house.settings.data_dir),
        "TRUSTDESK_SECRET": world.house.settings.secret,
        "TRUSTDESK_FAILPOINTS": f"{point}:1",
        "ERASURE": str(id),
    }
    dying = await asyncio.create_subprocess_exec(sys.executable, "-c", FINISH, env=environ)
    assert await dying.wait() == -signal.SIGKILL
    assert await ended(world, id) == ("begun", 0, 0)
    world.house.db.forget_keys()
    read = [entry["text"] for entry in await key.entries(number)]
    assert SAID not in read  # the keys are gone at once, and for good
    await jobs.finish(world.house.db, world.house.blobs, BRAND, id)
    assert await ended(world, id) == ("done", 1, entries)
    await jobs.finish(world.house.db, world.house.blobs, BRAND, id)
    assert await ended(world, id) == ("done", 1, entries)
    assert (await key.row(number))["status"] == "closed"
