"""Ten times the load and more: what is taken is kept, the queue has an end, who is sent away is told when to come."""

import asyncio
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from tests.faults.desk import SERVE, Desk, opened
from tests.faults.flood import Poured
from tests.faults.ground import Ground
from tests.faults.history import Call
from tests.faults.load import crowd, proved
from tests.faults.nodes import ROOT, Node
from tests.faults.people import Author
from trustdesk.kit.groups import WAITING_LIMIT

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

EACH = WAITING_LIMIT // 2 + 400  # in each of two processes
SECONDS = 5.0
BEGUN = 100  # conversations
STANDS_SECONDS = 15.0
PAUSE = 0.2  # of the usual crowd between two writes
TIMES = 10
ASKED = 30
MOST_MORE_KB = 300_000


async def test_a_surge_is_taken_or_sent_away_and_never_lost(ground: Ground) -> None:
    async with opened(ground, SERVE) as desk:
        node = desk.nodes[0]
        await crowd(desk)
        for author in desk.authors:
            author.pause = PAUSE
        usual, said = await usually(desk), list[Call]()
        before, memory = await answered_in(desk, said, "before"), resident(node)
        desk.fault("a surge")
        floods = [asyncio.create_task(flood(node, f"flood{one}")) for one in range(2)]
        said += await stood_still(desk)
        poured = [one for some in await asyncio.gather(*floods) for one in some]
        after, grown = await answered_in(desk, said, "after"), resident(node) - memory
        history = await desk.finish(patience=30)
        history.calls += said
    calls = [call for one in poured for call in one.calls]
    history.calls += calls
    statuses = Counter(status for call in calls for status in call.statuses)
    longest = max(wait for one in poured for wait in one.waits)
    print(
        f"usually {usual:.0f} writes a second; of the surge {dict(statuses)}, nobody waited longer than {longest:.1f} s;"
    )
    print(
        f"{before * 1000:.0f} ms an answer before, {after * 1000:.0f} ms after; {grown // 1024} MB more were held"
    )
    proved(history, acked=1_000, faults=1, in_flight=0)
    assert sum(statuses.values()) > TIMES * usual * SECONDS, "that was no surge"
    assert set(statuses) <= {200, 201, 503}
    assert statuses[503] > 0, "nobody was sent away: the queue has no end"
    assert sum(one.silent for one in poured) == 0, "somebody was sent away without a word on when to come"
    assert sum(one.cuts for one in poured) == 0, "somebody got no answer at all"
    assert grown < MOST_MORE_KB
    assert after < 3 * before + 0.1


async def stood_still(desk: Desk) -> list[Call]:
    """In the middle of it the database stands still, until somebody is sent away; what was tried meanwhile."""
    tries: list[Author] = []
    saying: list[asyncio.Task[Call]] = []
    with desk.ground.admin() as connection:
        before = len(await asyncio.to_thread(numbers, connection))
        while len(await asyncio.to_thread(numbers, connection)) < before + BEGUN:
            await asyncio.sleep(0.05)
        with connection.transaction():
            await asyncio.to_thread(connection.execute, "lock table messages in exclusive mode")
            end = time.monotonic() + STANDS_SECONDS
            while time.monotonic() < end and not any(
                503 in one.calls[0].statuses for one in tries if one.calls
            ):
                tries.append(desk.customer(f"try {len(tries)}", f"try-{len(tries)}"))
                desk.authors.remove(tries[-1])
                saying.append(asyncio.create_task(tries[-1].say("still there?")))
                await asyncio.sleep(0.2)
    said = list(await asyncio.gather(*saying))
    for one in tries:
        one.leave()
    return said


def numbers(connection: psycopg.Connection) -> list[Any]:
    return connection.execute("select number from conversations").fetchall()


async def usually(desk: Desk) -> float:
    """How much is written in a second on a usual day."""
    await desk.until(lambda: desk.acked >= 50, 20)
    acked, began = desk.acked, time.monotonic()
    await desk.until(lambda: desk.acked > acked + 200, 3)
    return (desk.acked - acked) / (time.monotonic() - began)


async def flood(node: Node, name: str) -> list[Poured]:
    """Pour from a process of its own."""
    told = [str(node.port), name, str(EACH), str(SECONDS)]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.faults.flood",
        *told,
        cwd=ROOT,
        env=node.environ,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0
    return [msgspec.json.decode(line, type=Poured) for line in said.splitlines()]


async def answered_in(desk: Desk, said: list[Call], when: str) -> float:
    """How long somebody new here waits for an answer, in the middle of many times."""
    author = desk.customer(f"new {when}", f"new-{when}")
    desk.authors.remove(author)
    calls = [await author.say(f"word {place}") for place in range(ASKED)]
    author.leave()
    said += calls
    return statistics.median((call.acked or call.invoked) - call.invoked for call in calls)


def resident(node: Node) -> int:
    """How much memory a node has ever held, in kB."""
    status = Path(f"/proc/{node.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
