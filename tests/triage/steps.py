"""What the tests of triage do again and again."""

from typing import Any
from uuid import UUID

from tests.world import BRAND, Person, World


async def id_of(world: World, number: str, brand: str = BRAND) -> UUID:
    async with world.house.db.transaction(brand) as tx:
        return await tx.value("select id from conversations where tenant = $1 and number = $2", brand, number)


async def read(world: World, number: str, seq: int = 1, brand: str = BRAND) -> None:
    """Do what the job does, and let everybody hear of it."""
    await world.house.triage.read(brand, [(await id_of(world, number, brand), seq)])
    await world.settle()


async def thought(agent: Person, number: str) -> dict[str, Any]:
    answer = await agent.get(f"/api/v1/conversations/{number}/triage")
    assert answer.status_code == 200, answer.text
    return answer.json()
