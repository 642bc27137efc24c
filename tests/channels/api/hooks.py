"""What tests of sending share."""

from typing import Any

from tests.world import Person, World, fresh


async def without_hooks(world: World) -> None:
    """Forget every endpoint of the brand."""
    async with world.house.db.transaction("bitget") as tx:
        await tx.do("delete from webhook_deliveries")
        await tx.do("delete from webhooks")


async def hook(world: World, url: str) -> tuple[Person, str, str]:
    """An endpoint for messages: who manages it, its id and its secret."""
    key = await world.integration()
    body = {"client_id": fresh(), "url": url, "events": ["message.received"]}
    added = (await key.post("/api/v1/webhooks", json=body)).json()
    return key, added["id"], added["secret"]


async def deliveries(key: Person, webhook: str, **asked: Any) -> list[dict[str, Any]]:
    return (await key.get(f"/api/v1/webhooks/{webhook}/deliveries", params=asked)).json()["items"]


async def send(world: World) -> None:
    await world.settle()
    await world.house.sender.settle()
