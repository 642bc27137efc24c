"""The delivery log: what was sent, what is to come, and sending again."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.channels.api.hooks import deliveries, hook, send, without_hooks
from tests.channels.api.receiver import Receiver
from tests.world import World, fresh
from trustdesk.channels.api.jobs import jobs
from trustdesk.kit import clock


@pytest.fixture(autouse=True)
async def alone(world: World) -> None:
    """Each test begins without endpoints."""
    await without_hooks(world)


async def test_what_was_taken_is_in_the_log(world: World, receiver: Receiver) -> None:
    key, webhook, secret = await hook(world, receiver.url())
    await world.letter(key)
    await send(world)
    [call] = receiver.calls
    [log] = await deliveries(key, webhook)
    assert log == {
        "id": call.headers["webhook-id"],
        "event": "message.received",
        "state": "sent",
        "attempts": 1,
        "status": 204,
        "error": "",
        "created_at": log["created_at"],
        "next_at": None,
        "sent_at": log["sent_at"],
    }
    assert log["sent_at"] >= log["created_at"]
    call.verified(secret)


async def test_send_again(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, receiver.url())
    await world.letter(key)
    await send(world)
    [log] = await deliveries(key, webhook)
    path = f"/api/v1/webhooks/{webhook}/deliveries/{log['id']}/again"
    again = await key.post(path)
    assert again.status_code == 200
    assert (again.json()["state"], again.json()["attempts"], again.json()["id"]) == ("due", 0, log["id"])
    await world.house.sender.settle()
    assert [call.headers["webhook-id"] for call in receiver.calls] == [log["id"]] * 2
    [after] = await deliveries(key, webhook)
    assert (after["state"], after["attempts"]) == ("sent", 1)
    for absent in (
        await key.post(f"/api/v1/webhooks/{webhook}/deliveries/{fresh()}/again"),
        await key.post(f"/api/v1/webhooks/{fresh()}/deliveries/{log['id']}/again"),
    ):
        assert (absent.status_code, absent.json()["code"]) == (404, "not_found")
    await world.house.sender.settle()
    assert len(receiver.calls) == 2


async def test_the_log_is_read_page_by_page(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, receiver.url())
    for count in range(5):
        await world.letter(key, str(count))
    await send(world)
    path, pages = f"/api/v1/webhooks/{webhook}/deliveries", list[list[str]]()
    cursor = ""
    while True:
        page = (await key.get(path, params={"limit": 2, "cursor": cursor})).json()
        pages.append([one["id"] for one in page["items"]])
        if page["cursor"] is None:
            break
        cursor = page["cursor"]
    assert [len(page) for page in pages] == [2, 2, 1]
    read = [id for page in pages for id in page]
    assert read == sorted(read, reverse=True)
    assert set(read) == {call.headers["webhook-id"] for call in receiver.calls}
    refused = await key.get(path, params={"cursor": "nonsense"})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


async def test_what_was_settled_a_month_ago_is_forgotten(world: World, receiver: Receiver) -> None:
    key, _, _ = await hook(world, receiver.url())
    await world.letter(key)
    await send(world)
    old = UUID(int=int((clock.utc_now() - timedelta(days=31)).timestamp() * 1000) << 80)
    async with world.house.db.transaction("bitget") as tx:
        await tx.do(
            """insert into webhook_deliveries (tenant, id, webhook, event_id, event_kind, body, state)
            select tenant, $1, webhook, -1, event_kind, body, 'sent' from webhook_deliveries""",
            old,
        )
        await tx.do(
            """insert into webhook_deliveries (tenant, id, webhook, event_id, event_kind, body, state, next_at)
            select tenant, $2, webhook, -2, event_kind, body, 'due', 'infinity' from webhook_deliveries where id = $1""",
            old,
            UUID(int=old.int + 1),
        )
    [job] = jobs()
    await job.run(world.house.db, "bitget", {})
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.rows("select event_id > 0 as fresh, state from webhook_deliveries order by id")
    assert [tuple(row) for row in rows] == [(False, "due"), (True, "sent")]
