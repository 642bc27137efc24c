"""One node loses sight of the database, the other does not: it takes nothing, and afterwards all is one again."""

import asyncio
import contextlib
import time
from typing import Any

import pytest

from tests.faults.checker import names
from tests.faults.desk import SERVE, Desk, running
from tests.faults.ground import TOKENS, Ground
from tests.faults.island import stranded
from tests.faults.load import crowd, figures, proved
from tests.faults.nodes import Node
from tests.faults.people import Author
from tests.faults.test_database import written_again
from tests.faults.wire import Cut, Line
from trustdesk.kit import ids

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

APART_SECONDS = 10.0
LOST_SECONDS = 7.0  # longer than the server waits for a node in the middle of a write
RED_SECONDS = 4.0
BACK_SECONDS = 25.0
TO_TAKE = 4


async def test_who_cannot_see_the_database_takes_nothing(ground: Ground) -> None:
    alone, other = Node(ground, "alone", SERVE), Node(ground, "other", SERVE)
    async with stranded(ground, alone) as island, running(ground, alone, other) as desk:
        waiting = [(await desk.customer(f"w{place}", f"w{place}").say("help")) for place in range(TO_TAKE)]
        spoken, desk.authors = desk.authors, []
        for author in spoken:
            author.leave()
        here, there = await divided(desk, alone, other)
        began = time.monotonic()
        island.cut("db")
        desk.fault("the cable between one node and the database is cut")
        numbers = [call.conversation for call in waiting]
        taking = asyncio.create_task(taken(alone, "anna", numbers))
        red = await turned(alone, 503, RED_SECONDS)
        assert red["why"] == "the database does not answer"
        assert await taken(other, "ben", numbers) == [201] * TO_TAKE
        assert (await turned(other, 200, RED_SECONDS))["ok"]
        await asyncio.sleep(max(0.0, began + APART_SECONDS - time.monotonic()))
        mended = time.monotonic()
        island.mend("db")
        await turned(alone, 200, BACK_SECONDS)
        await written_again(desk)
        assert set(await taking) <= {0, 409, 503}
        history = await desk.finish()
        assert [between(author, began + 0.5, mended) for author in here] == [0] * len(here)
        assert all(between(author, began, mended) for author in there), "the other did not go on"
        history.calls += [call for author in spoken for call in author.calls]
        proved(history, acked=100, faults=1)
        given = [one.conversation for one in history.entries if '"assigned"' in one.event]
        assert sorted(set(given) & set(numbers)) == sorted(numbers)
        assert len(given) == len(set(given)), "somebody was given to two"


async def test_who_thanks_before_the_commit_loses_behind_a_cut_cable(ground: Ground) -> None:
    hasty = ("tests.faults.broken", "hasty", "serve")
    alone, other = Node(ground, "alone", hasty, HASTY_SECONDS="0.5"), Node(ground, "other", SERVE)
    async with stranded(ground, alone) as island, running(ground, alone, other) as desk:
        here, _ = await divided(desk, alone, other)
        before = sum(between(author, 0, time.monotonic()) for author in here)
        await desk.until(lambda: sum(between(one, 0, time.monotonic()) for one in here) > before, 10)
        island.cut("db")  # somebody has just been thanked
        await asyncio.sleep(LOST_SECONDS)
        island.mend("db")
        await turned(alone, 200, BACK_SECONDS)
        history = await desk.finish(patience=2)
    print(figures(history))
    assert "lost" in names(history)


async def divided(desk: Desk, alone: Node, other: Node) -> tuple[list[Author], list[Author]]:
    """Half of the usual crowd writes and watches on each node, and is well at it."""

    def apart(desk: Desk) -> None:
        for place, who in enumerate((*desk.authors, *desk.watchers)):
            node = (alone, other)[place % 2]
            if isinstance(who, Author):
                who.pause = 0.02
                who.write_to(lambda node=node: node.port)
            else:
                who.port = lambda node=node: node.port

    await crowd(desk, apart=apart)
    await desk.until(lambda: all(len(one.calls) > 5 for one in desk.authors), 20)
    return desk.authors[::2], desk.authors[1::2]


async def turned(node: Node, status: int, seconds: float) -> Any:
    """Wait until a node says so of its being ready; what it says."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        line = Line(node.port, patience=seconds)
        with contextlib.suppress(Cut), contextlib.closing(line):
            answer = await line.ask("GET", "/readyz")
            if answer.status == status:
                return answer.json()
        await asyncio.sleep(0.05)
    raise AssertionError(f"{node.name} did not say {status} within {seconds} s")


async def taken(node: Node, name: str, numbers: list[str]) -> list[int]:
    """Let an agent take them all at once; what was answered, 0 where nothing was."""

    async def one(number: str) -> int:
        line = Line(node.port, TOKENS[name], patience=APART_SECONDS + 5)
        try:
            taking = {"client_id": str(ids.uuid7()), "assignee": "me"}
            return (await line.ask("POST", f"/api/v1/conversations/{number}/assignee", taking)).status
        except Cut:
            return 0
        finally:
            line.close()

    return list(await asyncio.gather(*(one(number) for number in numbers)))


def between(author: Author, began: float, ended: float) -> int:
    """How much was acknowledged to somebody between two moments."""
    return sum(call.acked is not None and began < call.acked < ended for call in author.calls)
