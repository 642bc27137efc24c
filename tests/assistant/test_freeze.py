"""One tap freezes the customer's own account: asked once, for who has signed in there, for nobody else."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox, signed_in
from tests.world import World, fresh

FREEZE = "/api/v1/widget/assistant/freeze"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    async with desk_with_sandbox(cluster, module_database) as started:
        yield started


async def test_a_signed_in_customer_freezes_their_own_account_once(world: World) -> None:
    person, number = await signed_in(world, "20260301", "someone hacked my account")
    body = {"client_id": fresh()}
    first = await person.post(FREEZE, json=body)
    assert first.status_code == 201, first.text
    assert (await person.post(FREEZE, json=body)).status_code == 201
    agent = await world.agent()
    asked = (await agent.get(f"/api/v1/conversations/{number}/requests")).json()["requests"]
    assert [one["action"] for one in asked] == ["freeze"]


async def test_nobody_freezes_without_having_signed_in(world: World) -> None:
    visitor = await world.visitor()
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "freeze my account"})
    refused = await visitor.post(FREEZE, json={"client_id": fresh()})
    assert (refused.status_code, refused.json()["code"]) == (403, "level_too_low")
