"""Reactions: a poisoned fact is set aside alone, with nothing of it left behind, and is heard later."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from tests.world import World, fresh
from trustdesk.conversations import ConversationOpened
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.kit.reactor import Reactor

BRAND = "bybit"


class Counting:
    """A reaction that counts what it hears, in the database, and cannot stand some of it."""

    def __init__(self, world: World) -> None:
        self.name = f"counting {fresh()}"
        self.poison: set[UUID] = set()
        self.batches: list[int] = []
        reaction = Reaction(self.name, (ConversationOpened,), self._react)
        self.reactor = Reactor(world.house.db, [BRAND], [reaction])
        self._db = world.house.db

    async def _react(self, tx: Tx, events: Sequence[Event]) -> None:
        self.batches.append(len(events))
        for event in events:
            await tx.do(
                """insert into limits (tenant, name, since, used) values ($1, $2, clock_timestamp(), 1)
                on conflict (tenant, name) do update set used = limits.used + 1""",
                tx.tenant,
                f"{self.name} {event.fact.about}",
            )
        if self.poison & {event.fact.about for event in events}:
            await tx.do("select 1 / 0")

    async def counted(self) -> dict[UUID, int]:
        """How often each fact was heard with success."""
        async with self._db.transaction(BRAND) as tx:
            rows = await tx.rows("select name, used from limits where starts_with(name, $1)", self.name)
        return {UUID(row["name"].rpartition(" ")[2]): row["used"] for row in rows}


async def opened(world: World, many: int) -> list[UUID]:
    """The ids of so many new conversations."""
    key = await world.integration(brand=BRAND)
    numbers = [await world.letter(key) for _ in range(many)]
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select id from conversations where number = any($1) order by created_at", numbers
        )
    return [row["id"] for row in rows]


async def test_what_is_heard_is_heard_in_one_batch(world: World) -> None:
    counting = Counting(world)
    await counting.reactor.settle()
    counting.batches.clear()
    ids = await opened(world, 5)
    await counting.reactor.settle()
    assert counting.batches == [5]
    assert {id: (await counting.counted())[id] for id in ids} == dict.fromkeys(ids, 1)


async def test_a_poisoned_one_fails_alone_and_leaves_nothing(world: World) -> None:
    counting = Counting(world)
    await counting.reactor.settle()
    ids = await opened(world, 5)
    counting.poison = {ids[2]}
    await counting.reactor.settle()
    counted = await counting.counted()
    assert {id: counted.get(id) for id in ids} == dict.fromkeys(ids, 1) | {ids[2]: None}
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select event_about, attempts, error from reaction_failures where reaction = $1", counting.name
        )
    assert [tuple(row)[:2] for row in rows] == [(ids[2], 1)]
    assert "division by zero" in rows[0]["error"]

    counting.poison = set()
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update reaction_failures set next_at = clock_timestamp() where reaction = $1", counting.name
        )
    await counting.reactor.settle()
    assert {id: (await counting.counted())[id] for id in ids} == dict.fromkeys(ids, 1)
    async with world.house.db.transaction(BRAND) as tx:
        assert (
            await tx.value("select count(*) from reaction_failures where reaction = $1", counting.name) == 0
        )


async def test_what_fails_again_waits_longer(world: World) -> None:
    counting = Counting(world)
    await counting.reactor.settle()
    [id] = await opened(world, 1)
    counting.poison = {id}
    waits: list[float] = []
    for _ in range(4):
        await counting.reactor.settle()
        async with world.house.db.transaction(BRAND) as tx:
            row = await tx.row(
                """select attempts, extract(epoch from next_at - clock_timestamp())::float as wait
                from reaction_failures where reaction = $1""",
                counting.name,
            )
            assert row is not None
            assert row["attempts"] == len(waits) + 1
            waits.append(row["wait"])
            await tx.do(
                "update reaction_failures set next_at = clock_timestamp() where reaction = $1", counting.name
            )
    assert [round(wait) for wait in waits] == [1, 2, 4, 8]
    assert id not in await counting.counted()


async def test_only_what_is_undone_is_not_announced(world: World) -> None:
    about, kept = UUID(fresh()), UUID(fresh())
    async with world.house.db.transaction(BRAND) as tx:
        tx.news.add(kept)
        try:
            async with tx.attempt():
                tx.news.add(about)
                await tx.do("select 1 / 0")
        except Exception as error:  # noqa: BLE001 - whatever it is called by the driver
            assert "division by zero" in str(error)  # noqa: PT017 - the transaction goes on
        async with tx.attempt():
            await tx.do("select 1")
        assert tx.news == {kept}
        assert await tx.value("select 2") == 2


async def test_a_patient_reaction_keeps_no_prompt_one_waiting(world: World) -> None:
    """One that takes its time, as those do that look into things, is heard beside the others."""
    prompt, slow = asyncio.Event(), asyncio.Event()
    both = [f"{name} {fresh()}" for name in ("prompt", "patient")]

    async def at_once(_tx: Tx, _events: Sequence[Event]) -> None:
        prompt.set()

    async def in_its_time(_tx: Tx, _events: Sequence[Event]) -> None:
        await prompt.wait()
        slow.set()

    reactions = [
        Reaction(both[0], (ConversationOpened,), at_once),
        Reaction(both[1], (ConversationOpened,), in_its_time, patient=True),
    ]
    await opened(world, 1)
    reacting = asyncio.create_task(Reactor(world.house.db, [BRAND], reactions).run())
    async with asyncio.timeout(20):
        await slow.wait()
    reacting.cancel()
    await asyncio.gather(reacting, return_exceptions=True)
    assert prompt.is_set()
