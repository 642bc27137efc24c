"""Budgets of what goes out in an hour: at the budget reading ends, and somebody is told."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest

from tests.oversight.test_reveals import alerts
from tests.staff.signing import sign_in
from tests.world import BRAND, World
from trustdesk.oversight.rules.budgets import BUDGETS, budgets, hour_of

CUSTOMERS = BUDGETS["customers"]
LET_IN_NO_MORE = (401, 403)  # the session has ended; a node may remember it for a second


async def test_who_reads_one_customer_after_another_is_suspended_at_the_budget(world: World) -> None:
    key, agent, boss = await world.integration(), await world.agent(), await world.agent("supervisor")
    numbers = await asyncio.gather(*(world.letter(key, f"case {count}") for count in range(40)))
    await agent.act(numbers[39], "assignee", assignee="me")
    read: list[int] = []
    async with agent.live() as live:
        await live.follow("inbox", after=None)
        for number in numbers:
            read.append((await agent.get(f"/api/v1/conversations/{number}/messages")).status_code)
            if read[-1] != 200:
                break
        # By the news of it: credentials are looked at again only every half a minute.
        assert await live.closed() == 4401
    assert read == [200] * CUSTOMERS + [read[-1]]
    assert read[-1] in LET_IN_NO_MORE
    assert await alerts(world, agent) == [("reading_suspended", "customers")]
    await world.settle()
    assert (await key.row(numbers[39]))["assignee"] is None
    assert (await sign_in(world, agent)).status_code == 401
    lifted = await boss.put(
        f"/api/v1/staff/{agent.id}/suspension", json={"suspended": False, "reason": "a busy hour"}
    )
    assert lifted.status_code == 200, lifted.text
    assert (await sign_in(world, agent)).status_code == 200


async def test_the_same_customer_again_costs_nothing(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    for _ in range(CUSTOMERS + 5):
        assert (await agent.get(f"/api/v1/conversations/{number}/messages")).status_code == 200
    async with world.house.db.transaction(BRAND) as tx:
        used = await tx.value("select used from egress where agent = $1 and kind = 'customers'", _id(agent))
    assert used == 1


async def test_parallel_reads_do_not_get_past_the_budget(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    numbers = await asyncio.gather(*(world.letter(key) for _ in range(CUSTOMERS + 15)))
    answers = await asyncio.gather(
        *(agent.get(f"/api/v1/conversations/{number}/messages") for number in numbers)
    )
    assert sum(answer.status_code == 200 for answer in answers) == CUSTOMERS
    assert {answer.status_code for answer in answers} <= {200, 401, 403}


async def test_sockets_are_counted_like_requests(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    numbers = await asyncio.gather(*(world.letter(key) for _ in range(CUSTOMERS + 5)))
    followed = 0
    async with agent.live() as live:
        with contextlib.suppress(Exception):
            for number in numbers:
                await live.follow(f"conversation:{number}")
                followed += 1
        assert await live.closed() == 4401
    told = {frame["topic"] for frame in live.frames if frame["t"] == "entries"}
    assert len(told) <= CUSTOMERS
    assert followed <= CUSTOMERS


async def test_transcripts_have_a_budget_of_their_own(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    path = f"/api/v1/conversations/{number}/transcript"
    answers = [(await agent.get(path)).status_code for _ in range(BUDGETS["transcripts"] + 1)]
    assert answers[:-1] == [200] * BUDGETS["transcripts"]
    assert answers[-1] in LET_IN_NO_MORE
    assert await alerts(world, agent) == [("reading_suspended", "transcripts")]


def test_the_operator_decides_how_much() -> None:
    assert budgets([]) == BUDGETS
    assert budgets(["customers=60", "files=5"]) == dict(BUDGETS) | {"customers": 60, "files": 5}
    for wrong in ("customers", "customers=0", "customers=-1", "cats=3", "customers=ten"):
        with pytest.raises(ValueError, match="no budget"):
            budgets([wrong])


def test_an_hour_is_the_hour_of_the_clock() -> None:
    at = datetime(2026, 11, 25, 21, 59, 59, 999, tzinfo=UTC)
    assert hour_of(at) == datetime(2026, 11, 25, 21, tzinfo=UTC)


def _id(agent: object) -> str:
    return str(getattr(agent, "id"))  # noqa: B009 - a person of the world
