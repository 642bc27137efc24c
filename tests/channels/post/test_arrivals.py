"""What comes in is kept before it is read, read once and in order, and nothing stops the rest."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from tests.channels.known import letters
from tests.channels.post.twins import LINE, Line, Reading
from tests.cluster import Database
from tests.world import BRAND, World, fresh
from trustdesk.channels import post
from trustdesk.channels.post import jobs, rules
from trustdesk.channels.post.store import arrivals as store
from trustdesk.kit.errors import NotFound, Overloaded


async def texts(world: World, sender: str) -> list[str]:
    """What the conversation of this sender holds, in order."""
    return await letters(world, LINE, sender)


async def test_what_comes_several_times_is_one_letter(world: World, line: Line, reading: Reading) -> None:
    sender, id = fresh(), fresh()
    kept = await asyncio.gather(*(line.keep("Where is it?", sender, id) for _ in range(3)))
    assert sum(one is not None for one in kept) == 1
    await line.arrivals.settle()
    assert await line.keep("Where is it?", sender, id) is None
    await line.arrivals.settle()
    assert [one.external_id for one in reading.seen if one.external_id == id] == [id]
    assert await texts(world, sender) == ["Where is it?"]
    [first] = [one for one in kept if one]
    assert await line.row(first) == ("taken", 1, "", False)


async def test_the_same_id_with_another_body_is_put_on_record_and_changes_nothing(
    world: World, line: Line, reading: Reading
) -> None:
    sender, id = fresh(), fresh()
    kept = await line.keep("the first", sender, id)
    assert await line.keep("another", sender, id) is None
    await line.arrivals.settle()
    assert await texts(world, sender) == ["the first"]
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select actor, about_kind, detail from audit where action = 'arrival.mismatch' and about_id = $1",
            str(kept),
        )
    assert [(row["actor"], row["about_kind"]) for row in rows] == [("system:desk", "arrival")]
    assert "another" not in str(rows[0]["detail"])


async def test_nothing_of_it_lies_open(world: World, line: Line, module_database: Database) -> None:
    kept = await line.keep("fourteen open secrets", "pigeon-sender-77", "", about="pigeon-thing-88")
    with psycopg.connect(module_database.admin_url) as connection:
        row = connection.execute(
            "select arrivals::text, sealed from arrivals where id = %s", [kept]
        ).fetchone()
    assert row is not None
    for hidden in ("fourteen open secrets", "pigeon-sender-77", "pigeon-thing-88"):
        assert hidden not in row[0]
        assert hidden.encode() not in row[1]
    async with world.house.db.transaction(BRAND) as tx:
        arrival = await post.read(tx, world.house.keys, kept or UUID(int=0))
    assert (arrival.body, arrival.meta["sender"]) == (b"fourteen open secrets", "pigeon-sender-77")


async def test_each_senders_letters_keep_their_order(world: World, line: Line) -> None:
    senders = [fresh() for _ in range(4)]
    for count in range(6):
        for sender in senders:
            await line.keep(f"number {count}", sender)
    await line.arrivals.settle()
    for sender in senders:
        assert await texts(world, sender) == [f"number {count}" for count in range(6)]


async def test_poison_stops_nobody(world: World, line: Line, reading: Reading) -> None:
    def poisoned(arrival: post.Arrival) -> None:
        if arrival.body == b"poison":
            raise ValueError("not a letter\n at all")

    reading.before = poisoned
    sender, other = fresh(), fresh()
    poison = await line.keep("poison", sender)
    await line.keep("behind it", sender)
    await line.keep("beside it", other)
    await line.arrivals.settle()
    assert await texts(world, sender) == ["behind it"]
    assert await texts(world, other) == ["beside it"]
    assert await line.row(poison) == ("failed", 1, "ValueError: not a letter at all", True)
    for _ in range(rules.MOST_ATTEMPTS_IN):
        await line.hurry()
        await line.arrivals.settle()
    waits = ("failed", rules.MOST_ATTEMPTS_IN, "ValueError: not a letter at all", False)
    assert await line.row(poison) == waits
    reading.before = lambda _arrival: None
    assert poison is not None
    async with world.house.db.transaction(BRAND) as tx:
        await post.try_again(tx, poison)
    await line.arrivals.settle()
    assert await texts(world, sender) == ["behind it", "poison"]
    assert await line.row(poison) == ("taken", 1, "", False)


async def test_only_what_waits_for_a_person_is_tried_again(world: World, line: Line) -> None:
    kept = await line.keep("well")
    await line.arrivals.settle()
    before = await line.row(kept)
    for absent in (kept or UUID(int=0), UUID(int=7)):
        async with world.house.db.transaction(BRAND) as tx:
            with pytest.raises(NotFound):
                await post.try_again(tx, absent)
    assert await line.row(kept) == before


async def test_a_secret_in_a_reason_is_masked(line: Line, reading: Reading) -> None:
    def poisoned(_arrival: post.Arrival) -> None:
        raise ValueError("password: hunter2hunter2")

    reading.before = poisoned
    kept = await line.keep("x")
    await line.arrivals.settle()
    assert (await line.row(kept))[2] == "ValueError: password: ⟦secret: password⟧"


async def test_a_database_that_is_away_is_nobodys_fault(line: Line, reading: Reading) -> None:
    def away(_arrival: post.Arrival) -> None:
        raise Overloaded("the database is away")

    reading.before = away
    kept = await line.keep("patience")
    await line.arrivals.settle()
    assert await line.row(kept) == ("due", 0, "", True)
    reading.before = lambda _arrival: None
    await line.hurry()
    await line.arrivals.settle()
    assert await line.row(kept) == ("taken", 1, "", False)


async def test_who_reads_and_dies_is_followed_by_another(world: World, line: Line, reading: Reading) -> None:
    def dies(_arrival: post.Arrival) -> None:
        raise asyncio.CancelledError

    reading.before = dies
    sender = fresh()
    kept = await line.keep("taken up again", sender)
    await line.keep("waits its turn", sender)
    await line.arrivals.settle()
    assert await line.row(kept) == ("due", 1, "", True)
    assert await texts(world, sender) == []  # the one behind keeps its place
    reading.before = lambda _arrival: None
    await line.hurry()
    await line.arrivals.settle()
    assert await texts(world, sender) == ["taken up again", "waits its turn"]


async def test_what_speaks_of_one_thing_is_found(world: World, line: Line) -> None:
    first = await line.keep("one", about="letter 5")
    second = await line.keep("two", about="letter 5")
    await line.keep("three", about="letter 6")
    await line.arrivals.settle()
    async with world.house.db.transaction(BRAND) as tx:
        found = await post.speaking_of(tx, world.house.keys, LINE, "loft", "letter 5")
        elsewhere = await post.speaking_of(tx, world.house.keys, "dove", "loft", "letter 5")
    assert (found, elsewhere) == ([first, second], [])


async def test_no_more_is_taken_than_there_is_room_for_whatever_the_plan(world: World, line: Line) -> None:
    for count in range(9):
        await line.keep(f"number {count}")
    async with world.house.db.transaction(BRAND) as tx:
        # The plan of a database that knows nothing of its rows yet, as after a crash.
        for way in ("hashjoin", "mergejoin", "material", "indexscan", "bitmapscan"):
            await tx.value("select set_config($1, 'off', true)", f"enable_{way}")
        assert len(await store.claim(tx, 2, timedelta(seconds=9))) == 2
    await line.hurry()
    await line.arrivals.settle()


class Slow:
    """Reads until it is told to end."""

    line = LINE

    def __init__(self) -> None:
        self.begun, self.over = asyncio.Event(), asyncio.Event()
        self.times = 0

    async def take(self, tenant: str, arrival: post.Arrival) -> post.Took:
        self.times += 1
        self.begun.set()
        await self.over.wait()
        return post.Took(state="dropped", reason="slow")


async def test_what_is_read_for_long_is_held_and_read_once(
    world: World, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy build machine may take its time between two steps: the lease holds that long here.
    monkeypatch.setattr("trustdesk.channels.post.jobs.arrivals.LEASE", timedelta(seconds=30))

    async def due_at() -> datetime:
        async with world.house.db.transaction(BRAND) as tx:
            return await tx.value("select next_at from arrivals where id = $1", kept)

    slow = Slow()
    here, there = (
        jobs.Arrivals(world.house.db, world.house.keys, [BRAND], [slow]) for _ in range(2)
    )  # two nodes
    async with world.house.db.transaction(BRAND) as tx:  # what other tests have left is not ours to claim
        await tx.do("update arrivals set next_at = null where next_at is not null")
    kept = await line.keep("slowly")
    running = asyncio.create_task(here.run())
    try:
        await slow.begun.wait()
        first = await due_at()
        async with asyncio.timeout(20):
            while await due_at() == first:
                await asyncio.sleep(0.05)
        assert await there.claim(BRAND, 10) == []
        await line.hurry()  # its node was away for a moment: even then it does not take it twice itself
        assert await here.claim(BRAND, 10) == []
        slow.over.set()
        async with asyncio.timeout(20):
            while (await line.row(kept))[0] == "due":
                await asyncio.sleep(0.05)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert (slow.times, await line.row(kept)) == (1, ("dropped", 1, "slow", False))
