"""Mail keeps coming while workers and the database are killed: what was taken over is a row, exactly once.

``FAULTS_LONGER=32 .venv/bin/python -m pytest -s tests/faults/test_mails.py -k everything`` pours 5,000 mails
and prints how long the longest stalls were while everything was up, and what of it the machine took; more
than two seconds of ours fail.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from tests.channels.email.servers import Server, dovecot, postfix
from tests.channels.email.zone import Nobody
from tests.faults.desk import LONGER, WORK
from tests.faults.ground import Ground
from tests.faults.mails import (
    Kept,
    Poured,
    findings,
    make_due,
    pour,
    set_up,
    stalls,
    stored,
    unread,
)
from tests.faults.nodes import Node
from tests.faults.turns import watched
from tests.ports import free_pair
from trustdesk.kit import clock

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300 * LONGER)]

MAILS = int(160 * LONGER)
LONG, STALL_SECONDS = 8, 2.0
POLITE = ("tests.faults.broken", "polite", "work")


@asynccontextmanager
async def worker(
    ground: Ground, command: tuple[str, ...], **environ: str
) -> AsyncIterator[tuple[Node, Server]]:
    """A worker that takes mail, and the mail server in front of it."""
    port = free_pair()
    await set_up(ground)
    with Nobody() as names, dovecot() as boxes, postfix(port, boxes.lmtp_port) as mta:
        told = {"TRUSTDESK_MAIL_PORT": str(port), "TRUSTDESK_NAME_SERVERS": names.address}
        node = Node(ground, "worker", command, **told, **environ)
        await node.start()
        try:
            yield node, mta
        finally:
            await node.stop()


async def settled(ground: Ground, node: Node, mta: Server) -> None:
    """Wait until the mail server has handed everything over and everything is read."""
    if node.environ.get("TRUSTDESK_FAILPOINTS"):
        node.environ["TRUSTDESK_FAILPOINTS"] = ""
        node.id = ""
        node.kill()
        while not node.up:
            await asyncio.sleep(0.05)
    await asyncio.to_thread(mta.drained, 120 * LONGER)
    # What could not be read waits longer each time; here that time is over at once.
    await asyncio.to_thread(make_due, ground)
    async with asyncio.timeout(120 * LONGER):
        while await asyncio.to_thread(unread, ground):
            await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    "point", ["kill -9", "before_raw_commit", "before_250", "after_take", "the database"]
)
async def test_what_was_taken_over_is_a_row(ground: Ground, point: str) -> None:
    armed = {} if point in ("kill -9", "the database") else {"TRUSTDESK_FAILPOINTS": f"{point}:0.04"}
    async with worker(ground, WORK, **armed) as (node, mta):
        count = MAILS if point in ("kill -9", "the database") else MAILS // 2
        pouring = asyncio.create_task(asyncio.to_thread(pour, mta.port, count, point.replace(" ", "-")))
        hits = 0
        while hits < 3 and point in ("kill -9", "the database"):
            while not node.up:
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.4)
            hits += 1
            if point == "kill -9":
                node.id = ""  # it is up again when another process says so
                node.kill()
            else:
                await asyncio.to_thread(ground.crash)
        poured = await pouring
        await settled(ground, node, mta)
        assert node.deaths or point == "the database"
        kept, said = await stored(ground)
        assert list(findings(poured, kept, said)) == []
        assert len(kept) == sum(one.times for one in poured)


async def test_everything_dies_while_mail_pours_in(ground: Ground) -> None:
    away: list[tuple[datetime, datetime]] = []
    async with worker(ground, WORK) as (node, mta), watched(lambda: node.pid) as turns:
        pouring = asyncio.create_task(asyncio.to_thread(pour, mta.port, MAILS, "everything"))
        while not pouring.done() or len(away) < 2:
            await asyncio.sleep(0.4 if len(away) < 2 else 4.0)
            began = clock.utc_now()
            if len(away) % 2:
                await asyncio.to_thread(ground.crash)
                await asyncio.to_thread(unread, ground)  # answers once it has recovered
            else:
                node.id = ""
                node.kill()
                while not node.up:
                    await asyncio.sleep(0.05)
            away.append((began, clock.utc_now()))
        poured = await pouring
        await settled(ground, node, mta)
        kept, said = await stored(ground)
    assert list(findings(poured, kept, said)) == []
    assert len(kept) == sum(one.times for one in poured)
    found = await asyncio.to_thread(stalls, ground, away)
    print(f"{len(kept)} mails, {len(away)} deaths, longest stalls while all was up:")
    ours: list[float] = []
    for seconds, since in found[:6]:
        after = min([(since - end).total_seconds() for _, end in away if end <= since], default=0.0)
        ran, waited = turns.between(since.timestamp(), since.timestamp() + seconds)
        ours.append(seconds - waited)
        print(f"  {seconds:.2f} s, {after:.2f} s after the last death was over", end="; ")
        print(f"the worker ran {ran:.2f} s and waited {waited:.2f} s for a processor")
    if LONGER >= LONG:  # what a busy machine takes is no stall of ours
        assert max(ours) <= STALL_SECONDS


async def test_who_thanks_before_it_is_kept_is_caught(ground: Ground) -> None:
    async with worker(ground, POLITE, TRUSTDESK_FAILPOINTS="before_raw_commit:0.2") as (node, mta):
        poured: list[Poured] = []
        while not node.deaths:  # where it dies is drawn
            poured += await asyncio.to_thread(pour, mta.port, 40, f"polite{len(poured)}")
            await asyncio.sleep(0.5)
        with contextlib.suppress(TimeoutError, AssertionError):
            await settled(ground, node, mta)
        kept, said = await stored(ground)
    assert {one.partition(":")[0] for one in findings(poured, kept, said)} == {"lost"}


@pytest.mark.parametrize(
    ("kept", "said", "wrong"),
    [
        ([], [], "lost"),
        ([Kept("a-1", "taken")] * 2, ["a-1"], "doubled"),
        ([Kept("a-1", "dropped")], ["a-1"], "misjudged"),
        ([Kept("a-1", "taken")], [], "unsaid"),
        ([Kept("a-1", "taken")], ["a-1", "a-1"], "said twice"),
    ],
)
def test_each_broken_promise_has_its_name(kept: list[Kept], said: list[str], wrong: str) -> None:
    found = findings([Poured("a-1", "plain", 1)], kept, said)
    assert [one.partition(":")[0] for one in found] == [wrong]
