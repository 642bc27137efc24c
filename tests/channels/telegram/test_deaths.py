"""A node that dies exactly where it hurts: nothing is lost, nothing is stored twice, and what may be out twice says so."""

import asyncio
import os
import signal
import sys

import pytest

from tests.channels.contract import hurry
from tests.channels.known import letters
from tests.channels.telegram.chat import Chat, Writer
from tests.world import BRAND, World, fresh
from trustdesk.kit.egress import ENVIRON

pytestmark = [pytest.mark.faults, pytest.mark.timeout(120)]

READS = "await house.arrivals.settle()"
SENDS = "await house.deliveries.settle()"
KEEPS = """
    raw = post.Raw(line="telegram", account="1", external_id={id!r}, body=b"{{}}")
    async with house.db.transaction("bitget") as tx:
        await post.keep(tx, house.keys, raw, clock.utc_now())"""
NODE = """
import asyncio, os
from trustdesk.channels import post
from trustdesk.channels.telegram.jobs import Messenger
from trustdesk.channels.telegram.jobs.pace import Pace
from trustdesk.house import House
from trustdesk.kit import clock
from trustdesk.kit.settings import load

async def main():
    house = House(load(os.environ))
    await house.db.open()
    [messenger] = [one for one in house.carriers if isinstance(one, Messenger)]
    messenger.pace = Pace(0, 0)
    {work}

asyncio.run(main())
"""


async def node(world: World, work: str, point: str) -> int:
    """A node of the same desk that does some work and dies at a point; how it ended."""
    settings = world.house.settings
    given = {
        "DATABASE_URL": settings.database_url,
        "MIGRATE_URL": settings.migrate_url,
        "DATA_DIR": str(settings.data_dir),
        "PORT": str(settings.port),
        "TRUSTDESK_SECRET": settings.secret,
        "TRUSTDESK_FAILPOINTS": f"{point}:1",
        ENVIRON: "127.0.0.0/8",
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", NODE.format(work=work), env=os.environ | given
    )
    return await child.wait()


async def said(chat: Chat, mei: Writer) -> list[str]:
    return await letters(chat.world, "telegram", str(mei.id))


@pytest.mark.parametrize("point", ["after_raw_commit", "before_group", "after_group", "after_take"])
async def test_who_reads_dies(chat: Chat, point: str) -> None:
    mei = chat.somebody()
    await chat.bring(message=mei.message("still there?"))
    assert await node(chat.world, READS, point) == -signal.SIGKILL
    await hurry(chat.world)
    await chat.read()
    assert await said(chat, mei) == ["still there?"]


async def test_who_keeps_dies_before_anything_is_there(chat: Chat) -> None:
    id = fresh()
    assert await node(chat.world, KEEPS.format(id=id), "before_raw_commit") == -signal.SIGKILL
    async with chat.world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from arrivals where external_id = $1", id) == 0


@pytest.mark.parametrize(
    ("point", "times", "perhaps_twice"),
    [
        ("before_provider_send", 1, True),  # nobody can tell that it was not out yet
        ("after_provider_send", 2, True),
        ("after_mark_sent", 1, False),
    ],
)
async def test_who_sends_dies(chat: Chat, point: str, times: int, *, perhaps_twice: bool) -> None:
    mei = chat.somebody()
    await mei.write("hello")
    await chat.answer()  # the acknowledgement
    key, number = await chat.key(), (await mei.case())["number"]
    await key.reply(number, "Good day")
    await chat.world.settle()
    assert await node(chat.world, SENDS, point) == -signal.SIGKILL
    await hurry(chat.world)
    await chat.answer()
    assert chat.api.said(mei.id).count("Good day") == times
    shown = (await key.get(f"/api/v1/conversations/{number}/deliveries")).json()["items"][-1]
    assert (shown["state"], shown["perhaps_twice"]) == ("sent", perhaps_twice)
