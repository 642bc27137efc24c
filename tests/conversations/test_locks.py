"""Waiting for a conversation that somebody else is writing to: it is still there afterwards, as they left it."""

import asyncio
from uuid import UUID

import pytest

from tests.world import BRAND, World
from trustdesk.conversations.store import appends


@pytest.mark.parametrize("by", ["id", "number", "customer"])
async def test_a_conversation_that_was_waited_for_is_found(world: World, by: str) -> None:
    key = await world.integration()
    number = await world.letter(key)
    db = world.house.db

    async def waits(id: UUID, customer: UUID) -> list[int]:
        asked = {
            "id": appends.Wanted([id], [], []),
            "number": appends.Wanted([], [number], []),
            "customer": appends.Wanted([], [], [customer]),
        }
        async with db.transaction(BRAND) as tx:
            cases, _ = await appends.lock(tx, asked[by], [("nobody", "nothing")])
            return [case.seq for case in cases]

    async with db.transaction(BRAND) as tx:
        [case] = (await appends.lock(tx, appends.Wanted([], [number], []), [("nobody", "nothing")]))[0]
        waiting = asyncio.create_task(waits(case.id, case.customer))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await tx.do("update conversations set seq = seq + 1 where tenant = $1 and id = $2", BRAND, case.id)
    assert await waiting == [case.seq + 1]
