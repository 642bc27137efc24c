"""Sending: tried for days, never twice at once, never holding the database, in sight all along."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from tests.channels.api.hooks import deliveries, hook, send, without_hooks
from tests.channels.api.receiver import Receiver
from tests.cluster import Database
from tests.world import World
from trustdesk.channels.api import rules, store
from trustdesk.channels.api.jobs import LEASE, Sender
from trustdesk.channels.api.model import Result
from trustdesk.kit import rounds
from trustdesk.kit.egress import Egress
from trustdesk.kit.secrets import Keys

REFUSED = 500
HELD = "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in%'"


@pytest.fixture(autouse=True)
async def alone(world: World) -> None:
    """Each test begins without endpoints."""
    await without_hooks(world)


async def due_now(world: World) -> None:
    async with world.house.db.transaction("bitget") as tx:
        await tx.do("update webhook_deliveries set next_at = clock_timestamp() where state = 'due'")


async def test_a_failed_one_comes_again_later_as_the_same(world: World, receiver: Receiver) -> None:
    key, webhook, secret = await hook(world, receiver.url("/flaky"))
    receiver.answers["/flaky"].append(REFUSED)
    await world.letter(key)
    await send(world)
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["attempts"], log["status"], log["sent_at"]) == ("due", 1, REFUSED, None)
    wait = datetime.fromisoformat(log["next_at"]) - datetime.now(UTC)
    assert timedelta(seconds=3) < wait < timedelta(seconds=6)
    await world.house.sender.settle()
    assert len(receiver.calls) == 1
    await due_now(world)
    await world.house.sender.settle()
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["attempts"], log["status"]) == ("sent", 2, 204)
    first, second = receiver.calls
    assert second.headers["webhook-id"] == first.headers["webhook-id"]
    assert second.body == first.body
    assert int(second.headers["webhook-timestamp"]) >= int(first.headers["webhook-timestamp"])
    second.verified(secret)


async def test_it_gives_up_after_the_last_attempt(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, receiver.url("/down"))
    receiver.answers["/down"] += [REFUSED] * rules.MOST_ATTEMPTS
    await world.letter(key)
    for _ in range(rules.MOST_ATTEMPTS + 1):
        await send(world)
        await due_now(world)
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["attempts"], log["next_at"]) == ("failed", rules.MOST_ATTEMPTS, None)
    assert len(receiver.calls) == rules.MOST_ATTEMPTS


async def test_who_is_gone_is_not_asked_again(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, receiver.url("/gone"))
    receiver.answers["/gone"].append(rules.GONE)
    await world.letter(key)
    await send(world)
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["attempts"], log["status"]) == ("failed", 1, rules.GONE)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_nobody_is_sent_on_to_somewhere_else(world: World, receiver: Receiver, status: int) -> None:
    key, webhook, _ = await hook(world, receiver.url("/moved"))
    receiver.answers["/moved"].append(status)
    await world.letter(key)
    await send(world)
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["status"]) == ("due", status)
    assert [call.path for call in receiver.calls] == ["/moved"]


async def test_nobody_there_is_told_in_the_log(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, "http://127.0.0.1:9/")
    await world.letter(key)
    await send(world)
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["attempts"], log["status"]) == ("due", 1, None)
    assert log["error"].startswith("ConnectError")


async def test_a_removed_endpoint_is_told_nothing_more(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, receiver.url())
    await world.letter(key)
    await world.settle()
    assert (await key.delete(f"/api/v1/webhooks/{webhook}")).status_code == 204
    await world.letter(key)
    await send(world)
    assert receiver.calls == []
    assert (await key.delete(f"/api/v1/webhooks/{webhook}")).status_code == 404
    assert (await key.get(f"/api/v1/webhooks/{webhook}/deliveries")).status_code == 404
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.rows("select state, last_error from webhook_deliveries")
    assert [tuple(row) for row in rows] == [("failed", "the webhook was removed")]


async def test_what_was_claimed_and_never_recorded_is_sent_when_the_lease_has_run_out(
    world: World, receiver: Receiver
) -> None:
    key, webhook, _ = await hook(world, receiver.url())
    await world.letter(key)
    await world.settle()
    async with world.house.db.transaction("bitget") as tx:
        [parcel] = await store.claim(tx, 10, 10, {}, LEASE)
    await world.house.sender.settle()
    assert receiver.calls == []
    await due_now(world)
    await world.house.sender.settle()
    assert [call.headers["webhook-id"] for call in receiver.calls] == [str(parcel.id)]
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["attempts"]) == ("sent", 2)


async def test_two_nodes_send_nothing_twice(world: World, receiver: Receiver) -> None:
    key, _, _ = await hook(world, receiver.url())
    for count in range(40):
        await world.letter(key, str(count))
    await world.settle()
    house = world.house
    nodes = [Sender(house.db, house.keys, ["bitget"], house.egress) for _ in range(3)]
    await asyncio.gather(*(node.settle() for node in nodes))
    ids = [call.headers["webhook-id"] for call in receiver.calls]
    assert len(ids) == len(set(ids)) == 40


async def test_a_call_holds_no_transaction_and_a_slow_endpoint_stops_no_other(
    world: World, receiver: Receiver, module_database: Database
) -> None:
    key, _, _ = await hook(world, receiver.url("/slow"))
    receiver.held.add("/slow")
    for count in range(30):
        await world.letter(key, str(count))
    await world.settle()
    running = asyncio.create_task(world.house.sender.settle())
    await asyncio.to_thread(receiver.reached.wait, 5)
    _, fast, _ = await hook(world, receiver.url("/fast"))
    number = await world.letter(key, "quick")
    await world.settle()
    other = Sender(world.house.db, world.house.keys, ["bitget"], world.house.egress)
    await other._round()
    async with asyncio.timeout(5):
        while not receiver.to("/fast"):
            await asyncio.sleep(0.01)
    with psycopg.connect(module_database.admin_url, autocommit=True) as admin:
        # Others come and go; a transaction that waited for the slow endpoint would stay.
        async with asyncio.timeout(10):
            while admin.execute(HELD).fetchall():
                await asyncio.sleep(0.05)
    assert receiver.to("/fast")[0].told["data"]["conversation"] == number
    assert len(await deliveries(key, fast)) == 1
    receiver.released.set()
    await asyncio.gather(running, *other._running)
    assert len(receiver.to("/slow")) == 31


async def test_the_running_sender_is_woken_by_the_commit(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "SWEEP_SECONDS", 600)
    key, _, secret = await hook(world, receiver.url())
    running = asyncio.create_task(world.house.sender.run())
    try:
        await asyncio.sleep(0.1)
        for count in range(1, 4):
            await world.letter(key)
            await world.settle()
            async with asyncio.timeout(10):
                while len(receiver.calls) < count:
                    await asyncio.sleep(0.005)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    for call in receiver.calls:
        call.verified(secret)


async def test_who_does_not_answer_in_time_is_tried_again(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, receiver.url("/slow"))
    receiver.held.add("/slow")
    await world.letter(key)
    await world.settle()
    egress = Egress(world.house.egress._allowed, timeout=0.2)
    await Sender(world.house.db, world.house.keys, ["bitget"], egress).settle()
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["status"], log["error"]) == ("due", None, "no answer within 0.2 s")


async def test_a_secret_of_another_key_is_said_not_guessed(world: World, receiver: Receiver) -> None:
    key, webhook, _ = await hook(world, receiver.url())
    await world.letter(key)
    await world.settle()
    await Sender(world.house.db, Keys(b"another key" * 4), ["bitget"], world.house.egress).settle()
    [log] = await deliveries(key, webhook)
    assert (log["state"], log["error"]) == ("due", "the secret cannot be read with this server's key")
    assert receiver.calls == []


def waits(dice: float) -> Iterator[timedelta]:
    for attempts in range(1, rules.MOST_ATTEMPTS + 1):
        wait = rules.wait(attempts, Result(REFUSED), dice)
        if wait is not None:
            yield wait


def test_the_attempts_reach_over_three_days() -> None:
    planned = list(waits(0.5))
    assert [round(wait.total_seconds()) for wait in planned[:4]] == [5, 20, 80, 320]
    assert len(planned) == rules.MOST_ATTEMPTS - 1
    assert timedelta(days=2.9) < sum(planned, timedelta()) < timedelta(days=3.1)
    for early, middle, late in zip(waits(0), planned, waits(1), strict=True):
        assert early == middle * 0.8
        assert late == middle * 1.2
