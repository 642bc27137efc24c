"""Crossing from one line to another: once, in time, and nobody is merged."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.world import BRAND, World, fresh
from trustdesk import customers
from trustdesk.customers import Sender
from trustdesk.kit import clock
from trustdesk.kit.errors import Expired


async def offered(world: World, customer: UUID, case: UUID, to: str) -> str:
    async with world.house.db.transaction(BRAND) as tx:
        return await customers.offer_crossing(
            tx, world.house.keys, customer=customer, conversation=case, to=to, now=clock.utc_now()
        )


async def crossed(world: World, token: str, sender: Sender, late: timedelta = timedelta()) -> Any:
    async with world.house.db.transaction(BRAND) as tx:
        return await customers.cross(tx, world.house.keys, token, sender, clock.utc_now() + late)


async def test_a_crossing_takes_a_customer_to_another_line_once(world: World) -> None:
    visitor, case = await world.visitor(), UUID(int=7)
    token = await offered(world, UUID(visitor.id), case, "telegram")
    assert len(token) <= 64
    assert customers.brand_of_crossing(token) == BRAND
    sender = Sender("telegram", fresh())
    with pytest.raises(Expired):
        await crossed(world, token, Sender("webchat", fresh()))
    arrived = await crossed(world, token, sender)
    assert arrived == customers.Crossing(UUID(visitor.id), case, None)
    async with world.house.db.transaction(BRAND) as tx:
        assert await customers.recognise(tx, [sender]) == [UUID(visitor.id)]
    with pytest.raises(Expired):
        await crossed(world, token, sender)


async def test_a_crossing_merges_nobody(world: World) -> None:
    one, other, case = await world.visitor(), await world.visitor(), UUID(int=8)
    sender = Sender("telegram", fresh())
    await crossed(world, await offered(world, UUID(other.id), case, "telegram"), sender)
    arrived = await crossed(world, await offered(world, UUID(one.id), case, "telegram"), sender)
    assert arrived == customers.Crossing(UUID(one.id), case, UUID(other.id))
    async with world.house.db.transaction(BRAND) as tx:
        assert await customers.recognise(tx, [sender]) == [UUID(other.id)]


async def test_a_crossing_runs_out(world: World) -> None:
    visitor = await world.visitor()
    token = await offered(world, UUID(visitor.id), UUID(int=9), "telegram")
    with pytest.raises(Expired):
        await crossed(world, token, Sender("telegram", fresh()), timedelta(minutes=15))
