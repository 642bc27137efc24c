"""A sandbox exchange beside a desk, each a real server on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.ports import free_pair
from tests.world import Person, World, fresh
from trustdesk import sandbox
from trustdesk.kit.settings import Settings

BRAND = worlds.BRAND


@asynccontextmanager
async def serving_sandbox(settings: Settings) -> AsyncIterator[None]:
    """Run the sandbox of these settings until the end of the block."""
    stop = asyncio.Event()
    server = asyncio.create_task(sandbox.run(settings, stop))
    async with httpx.AsyncClient() as client:
        while True:
            assert not server.done(), server.result()
            try:
                await client.get(settings.sandbox_url + "/")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.02)
    try:
        yield
    finally:
        stop.set()
        await server


@asynccontextmanager
async def desk_with_sandbox(cluster: TestCluster, database: Database) -> AsyncIterator[World]:
    """A desk of the demo world whose brands have the sandbox behind them."""
    port = free_pair()
    more = {
        "TRUSTDESK_DEMO": "true",
        "TRUSTDESK_SANDBOX_PORT": str(port),
        "TRUSTDESK_SANDBOX_URL": f"http://127.0.0.1:{port}",
    }
    async with worlds.running(cluster, database, **more) as world, serving_sandbox(world.house.settings):
        yield world


async def signed_in(world: World, uid: str, text: str = "hello") -> tuple[Person, str]:
    """A customer of the sandbox who has signed in and written; the person and the conversation."""
    visitor = await world.visitor()
    token = await world.stranger.post(f"/api/v1/demo/{BRAND}/identity-token", json={"customer": uid})
    raised = await visitor.post(f"/api/v1/widget/{BRAND}/identify", json={"token": token.json()["token"]})
    assert raised.status_code == 200, raised.text
    person = world.meet(raised.json()["token"], id=raised.json()["customer"]["id"])
    sent = await person.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": text})
    assert sent.status_code == 201, sent.text
    return person, sent.json()["conversation"]


async def held(world: World, agent: Person, number: str) -> None:
    """Let an agent hold a conversation."""
    taken = await agent.act(number, "assignee", assignee="me")
    assert taken.status_code in {200, 201}, taken.text


def facts(view: dict[str, Any]) -> dict[str, Any]:
    """The named values of a record or an account."""
    return {one["name"]: one["value"] for one in view["facts"]}
