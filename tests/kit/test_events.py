"""Facts: heard once their transaction and all older ones have ended, at least once, failures set aside."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest

from trustdesk.kit import event_store
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.events import Event, Fact, Reaction, publish
from trustdesk.kit.ids import uuid7
from trustdesk.kit.reactor import Reactor, backoff
from trustdesk.kit.settings import Settings

BRAND = "bitget"


class CatFed(Fact, frozen=True, kw_only=True):
    """Only in these tests."""

    bowl: int


class CatSlept(Fact, frozen=True, kw_only=True):
    """Nobody listens."""


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    opened = Database(settings.database_url, node="one")
    await opened.open()
    yield opened
    await opened.close()


class Ear:
    """A reaction that remembers what it heard, and writes it down in the transaction it was given."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.batches: list[int] = []
        self.poisoned: set[int] = set()

    async def react(self, tx: Tx, events: Sequence[Event]) -> None:
        bowls = [event.fact.bowl for event in events if isinstance(event.fact, CatFed)]
        for bowl in bowls:
            await tx.do(
                "insert into teams (tenant, id, name) values ($1, $2, '')", tx.tenant, f"{bowl}-{uuid7()}"
            )
        if self.poisoned & set(bowls):
            raise ValueError("the bowl is poisoned")
        self.heard += bowls
        self.batches.append(len(bowls))

    def reactor(self, db: Database) -> Reactor:
        return Reactor(db, [BRAND], [Reaction("ear", (CatFed,), self.react)])


async def feed(db: Database, *bowls: int) -> None:
    async with db.transaction(BRAND) as tx:
        await publish(tx, *(CatFed(about=UUID(int=bowl), bowl=bowl) for bowl in bowls))


async def written(db: Database) -> list[str]:
    async with db.transaction(BRAND) as tx:
        rows = await tx.rows("select id from teams where tenant = $1 order by id", tx.tenant)
    return [row["id"].split("-")[0] for row in rows]


async def failures(db: Database) -> Sequence[tuple[int, str]]:
    async with db.transaction(BRAND) as tx:
        return [(row["attempts"], row["error"]) for row in await event_store.failures(tx)]


async def test_facts_are_heard_in_order_in_batches_and_once(db: Database) -> None:
    ear = Ear()
    await feed(db, 1, 2)
    await feed(db, 3)
    await ear.reactor(db).settle()
    assert (ear.heard, ear.batches) == ([1, 2, 3], [3])
    await ear.reactor(db).settle()
    assert ear.heard == [1, 2, 3]


async def test_what_was_rolled_back_is_not_heard(db: Database) -> None:
    ear = Ear()

    async def change_mind() -> None:
        async with db.transaction(BRAND) as tx:
            await publish(tx, CatFed(about=uuid7(), bowl=1))
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError):
        await change_mind()
    await feed(db, 2)
    await ear.reactor(db).settle()
    assert ear.heard == [2]


async def test_a_slow_transaction_is_waited_for_and_never_skipped(db: Database) -> None:
    ear = Ear()
    async with db.transaction(BRAND) as slow:
        await publish(slow, CatFed(about=uuid7(), bowl=1))
        await feed(db, 2)
        await ear.reactor(db).settle()
        assert ear.heard == []
    await ear.reactor(db).settle()
    assert ear.heard == [1, 2]


async def test_a_cursor_by_id_alone_would_have_skipped_it(db: Database) -> None:
    """The broken twin of the test above: it reads what is committed and remembers the highest id."""
    seen: list[int] = []
    last = 0

    async def hear() -> None:
        nonlocal last
        async with db.transaction(BRAND) as tx:
            rows = await tx.rows(
                "select id from events where tenant = $1 and id > $2 order by id", tx.tenant, last
            )
        seen.extend(row["id"] for row in rows)
        last = max(seen, default=0)

    async with db.transaction(BRAND) as slow:
        await publish(slow, CatFed(about=uuid7(), bowl=1))
        await feed(db, 2)
        await hear()
    await hear()
    assert len(seen) == 1


async def test_what_nobody_listens_to_does_not_hold_the_cursor(db: Database) -> None:
    ear = Ear()
    async with db.transaction(BRAND) as tx:
        await publish(tx, *(CatSlept(about=uuid7()) for _ in range(700)), CatFed(about=uuid7(), bowl=1))
    await ear.reactor(db).settle()
    assert ear.heard == [1]


async def test_a_failing_fact_is_set_aside_and_the_others_go_on(db: Database) -> None:
    ear = Ear()
    ear.poisoned = {2}
    await feed(db, 1, 2, 3)
    await ear.reactor(db).settle()
    assert ear.heard == [1, 3]
    assert await written(db) == ["1", "3"]
    assert await failures(db) == [(1, "ValueError: the bowl is poisoned")]


async def test_what_was_set_aside_is_heard_when_it_is_due_and_mended(db: Database) -> None:
    ear = Ear()
    ear.poisoned = {2}
    await feed(db, 1, 2)
    reactor = ear.reactor(db)
    await reactor.settle()
    ear.poisoned = set()
    await reactor.settle()
    assert ear.heard == [1]  # not due yet
    async with db.transaction(BRAND) as tx:
        [failure] = await event_store.failures(tx)
        assert await event_store.hurry(tx, failure["id"])
    await reactor.settle()
    assert ear.heard == [1, 2]
    assert await failures(db) == []


async def test_a_second_failure_is_put_off_longer(db: Database) -> None:
    ear = Ear()
    ear.poisoned = {1}
    await feed(db, 1)
    await ear.reactor(db).settle()
    async with db.transaction(BRAND) as tx:
        [failure] = await event_store.failures(tx)
        await event_store.hurry(tx, failure["id"])
    await ear.reactor(db).settle()
    assert await failures(db) == [(2, "ValueError: the bowl is poisoned")]
    assert await written(db) == []


async def test_another_node_holding_the_cursor_leaves_nothing_to_do_here(db: Database) -> None:
    ear = Ear()
    await feed(db, 1)
    await ear.reactor(db).settle()
    await feed(db, 2)
    async with db.transaction(BRAND) as elsewhere:
        assert await event_store.lock_cursor(elsewhere, "ear") is not None
        await ear.reactor(db).settle()
        assert ear.heard == [1]
    await ear.reactor(db).settle()
    assert ear.heard == [1, 2]


async def test_what_a_short_transaction_elsewhere_hides_is_waited_for(db: Database) -> None:
    ear = Ear()
    async with db.transaction(BRAND) as elsewhere:
        await elsewhere.value("select pg_current_xact_id()")
        await feed(db, 1)
        settling = asyncio.create_task(ear.reactor(db).settle())
        await asyncio.sleep(0.05)
        assert ear.heard == []
    await settling
    assert ear.heard == [1]


async def test_one_that_is_held_up_does_not_hold_the_others(db: Database) -> None:
    ear, held = Ear(), Ear()
    reactions = [Reaction("ear", (CatFed,), ear.react), Reaction("held", (CatFed,), held.react)]
    reactor = Reactor(db, [BRAND], reactions)
    await feed(db, 0)
    await reactor.settle()
    await feed(db, *range(1, 1_201))
    async with db.transaction(BRAND) as elsewhere:
        assert await event_store.lock_cursor(elsewhere, "held") is not None
        await reactor.settle()
        assert (ear.heard, held.heard) == ([*range(1_201)], [0])
    await reactor.settle()
    assert (ear.heard, held.heard) == ([*range(1_201)], [*range(1_201)])


async def test_one_that_listens_to_something_else_passes_by(db: Database) -> None:
    ear, sleepers = Ear(), Ear()
    reactions = [Reaction("ear", (CatFed,), ear.react), Reaction("sleepers", (CatSlept,), sleepers.react)]
    await Reactor(db, [BRAND], reactions).settle()
    await feed(db, 1, 2)
    await Reactor(db, [BRAND], reactions).settle()
    async with db.transaction(BRAND) as tx:
        places = await event_store.cursors(tx)
    assert (ear.heard, sleepers.batches) == ([1, 2], [])
    assert places["ear"] == places["sleepers"]


async def test_brands_hear_only_their_own(db: Database) -> None:
    ear = Ear()
    await feed(db, 1)
    async with db.transaction("bybit") as tx:
        await publish(tx, CatFed(about=uuid7(), bowl=9))
    await ear.reactor(db).settle()
    assert ear.heard == [1]


def test_pauses_double_up_to_an_hour() -> None:
    assert [backoff(n).total_seconds() for n in (0, 1, 5, 11, 12, 99)] == [1, 2, 32, 2048, 3600, 3600]
