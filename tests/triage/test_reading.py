"""A first message is read: the conversation is labelled where nobody has chosen, and a person overrules it."""

from typing import Any
from uuid import UUID

from tests.world import Person, World, fresh


async def read(world: World, key: Person, number: str, seq: int = 1, brand: str = "bitget") -> None:
    async with world.house.db.transaction(brand) as tx:
        id: UUID = await tx.value(
            "select id from conversations where tenant = $1 and number = $2", brand, number
        )
    await world.house.triage.read(brand, id, seq)
    await world.settle()


async def thought(agent: Person, number: str) -> dict[str, Any]:
    answer = await agent.get(f"/api/v1/conversations/{number}/triage")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_theft_goes_first_and_a_person_is_not_overruled(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key, text="My account was hacked, all my coins are gone! UID 12345678")
    await agent.post(
        f"/api/v1/conversations/{number}/assign", json={"client_id": fresh(), "assignee": agent.id}
    )
    assert (await thought(agent, number))["state"] == "waiting"
    await read(world, key, number)
    told = await thought(agent, number)
    assert told["topic"]["code"] == "security.stolen"
    assert told["urgency"] == "theft"
    assert told["sentiment"] == "distressed"
    assert told["entities"] == ["account"]
    assert [one["code"] for one in told["asks"]] == ["when"]
    row = await key.row(number)
    assert (row["topic"], row["priority"], row["tags"]) == ("stolen", 3, ["theft"])
    before = await key.entries(number)
    await read(world, key, number)
    assert await key.entries(number) == before
