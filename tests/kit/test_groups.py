"""Grouped writes: together when busy, at once when alone, answered after the commit, poisoned alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from trustdesk.kit import courtesy
from trustdesk.kit import groups as kit_groups
from trustdesk.kit.db import Database, Tx, UniqueViolation
from trustdesk.kit.errors import Conflict, Overloaded, Refused
from trustdesk.kit.groups import Groups
from trustdesk.kit.settings import Settings

BRAND = "bitget"
INSERT = "insert into teams (tenant, id, name) values ($1, $2, $2)"


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    opened = Database(settings.database_url, node="one")
    await opened.open()
    yield opened
    await opened.close()


class Desk:
    """Writes names down and remembers in which groups they came."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def write(self, tx: Tx, names: list[str]) -> list[str | Refused]:
        self.groups.append(list(names))
        await self.gate.wait()
        answers: list[str | Refused] = []
        for name in names:
            if name.startswith("refuse"):
                answers.append(Conflict(name))
                continue
            if name.startswith("poison"):
                raise ValueError(name)
            await tx.do(INSERT, tx.tenant, name)
            answers.append(name.upper())
        return answers


async def stored(db: Database) -> set[str]:
    async with db.transaction(BRAND) as tx:
        return {row["id"] for row in await tx.rows("select id from teams where tenant = $1", tx.tenant)}


async def together(desk: Desk, groups: Groups[str, str], *names: str) -> list[str | BaseException]:
    """Send the first alone; while it is being written, send the rest."""
    desk.gate.clear()
    first = asyncio.create_task(groups.submit(BRAND, "first"))
    while not desk.groups:
        await asyncio.sleep(0.001)
    rest = [asyncio.create_task(groups.submit(BRAND, name)) for name in names]
    await asyncio.sleep(0)
    desk.gate.set()
    return (await asyncio.gather(first, *rest, return_exceptions=True))[1:]


async def test_a_lone_write_goes_at_once_and_those_who_came_meanwhile_together(db: Database) -> None:
    desk = Desk()
    answers = await together(desk, Groups(db, desk.write), "a", "b", "c")
    assert answers == ["A", "B", "C"]
    assert desk.groups == [["first"], ["a", "b", "c"]]


async def test_nobody_is_answered_before_the_commit(db: Database) -> None:
    desk = Desk()
    desk.gate.clear()
    writing = asyncio.create_task(Groups(db, desk.write).submit(BRAND, "a"))
    await asyncio.sleep(0.05)
    assert not writing.done()
    assert await stored(db) == set()
    desk.gate.set()
    assert await writing == "A"
    assert await stored(db) == {"a"}


async def test_a_poisoned_write_fails_alone(db: Database) -> None:
    desk = Desk()
    answers = await together(desk, Groups(db, desk.write), "a", "poison", "b")
    assert [type(answer) for answer in answers] == [str, ValueError, str]
    assert await stored(db) == {"first", "a", "b"}
    assert desk.groups == [["first"], ["a", "poison", "b"], ["a"], ["poison"], ["b"]]


async def test_a_refusal_is_told_to_its_own_and_costs_the_others_nothing(db: Database) -> None:
    desk = Desk()
    answers = await together(desk, Groups(db, desk.write), "a", "refuse", "b")
    assert [type(answer) for answer in answers] == [str, Conflict, str]
    assert desk.groups == [["first"], ["a", "refuse", "b"]]
    assert await stored(db) == {"first", "a", "b"}


async def test_what_another_node_stored_meanwhile_is_looked_for_once_more(db: Database) -> None:
    tries: list[int] = []

    async def write(tx: Tx, names: list[str]) -> list[str | Refused]:
        tries.append(len(names))
        known = await tx.value(
            "select count(*) from teams where tenant = $1 and id = $2", tx.tenant, names[0]
        )
        if not known or len(tries) == 1:
            await tx.do(INSERT, tx.tenant, names[0])
        return ["stored"]

    async with db.transaction(BRAND) as tx:
        await tx.do(INSERT, tx.tenant, "a")
    assert await Groups(db, write).submit(BRAND, "a") == "stored"
    assert tries == [1, 1]


async def test_a_key_that_stays_taken_is_told_and_not_tried_for_ever(db: Database) -> None:
    async def write(tx: Tx, names: list[str]) -> list[str | Refused]:
        await tx.do(INSERT, tx.tenant, names[0])
        await tx.do(INSERT, tx.tenant, names[0])
        return ["never"]

    with pytest.raises(UniqueViolation):
        await Groups(db, write).submit(BRAND, "a")
    assert await stored(db) == set()


async def test_who_no_longer_waits_is_not_written(db: Database) -> None:
    desk = Desk()
    desk.gate.clear()
    groups = Groups(db, desk.write)
    first = asyncio.create_task(groups.submit(BRAND, "first"))
    while not desk.groups:
        await asyncio.sleep(0.001)
    gone, stays = (asyncio.create_task(groups.submit(BRAND, name)) for name in ("gone", "stays"))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    desk.gate.set()
    assert await asyncio.gather(first, stays) == ["FIRST", "STAYS"]
    assert await stored(db) == {"first", "stays"}


async def test_a_full_queue_refuses_and_stores_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit_groups, "WAITING_LIMIT", 2)
    desk = Desk()
    answers = await together(desk, Groups(db, desk.write), "a", "b", "c")
    assert [type(answer) for answer in answers] == [str, str, Overloaded]
    assert await stored(db) == {"first", "a", "b"}


async def test_brands_do_not_wait_for_each_other(db: Database) -> None:
    desk = Desk()
    groups = Groups(db, desk.write)
    desk.gate.clear()
    slow = asyncio.create_task(groups.submit(BRAND, "slow"))
    while not desk.groups:
        await asyncio.sleep(0.001)
    other = asyncio.create_task(groups.submit("bybit", "other"))
    while len(desk.groups) < 2:
        await asyncio.sleep(0.001)
    assert not slow.done()
    desk.gate.set()
    assert await asyncio.gather(slow, other) == ["SLOW", "OTHER"]


async def test_writes_keep_their_order(db: Database) -> None:
    desk = Desk()
    groups = Groups(db, desk.write)
    names = [f"a{n:02}" for n in range(40)]
    await asyncio.gather(*(groups.submit(BRAND, name) for name in names))
    assert [name for group in desk.groups for name in group] == names


async def test_only_what_somebody_waits_for_makes_others_give_way(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    pressure = courtesy.Pressure()
    monkeypatch.setattr(pressure, "add", counted.append)
    monkeypatch.setattr(courtesy, "PRESSURE", pressure)
    groups = Groups(db, Desk().write)
    await groups.submit(BRAND, "a letter", patient=True)
    assert counted == []
    await groups.submit(BRAND, "typed")
    assert counted == [1]
    assert await stored(db) >= {"a letter", "typed"}
