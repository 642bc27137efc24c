"""Hostile frames on the socket: a clear refusal each, and those who watch beside notice nothing."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.world import World, fresh


@asynccontextmanager
async def raw(world: World, token: str = "") -> AsyncIterator[ClientConnection]:
    """A socket that sends any bytes."""
    url = world.base_url.replace("http", "ws", 1) + "/api/v1/live"
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with connect(
        url, additional_headers=headers, compression=None, proxy=None, max_size=None
    ) as socket:
        yield socket


async def until(socket: ClientConnection, *kinds: str) -> dict[str, Any]:
    """The next frame of one of these kinds."""
    async with asyncio.timeout(5):
        while True:
            frame = json.loads(await socket.recv())
            if frame["t"] in kinds:
                return frame


HOSTILE: dict[str, str | bytes] = {
    "not JSON": "hello",
    "nothing": "",
    "null": "null",
    "a list": "[]",
    "half": '{"t":"su',
    "no kind": "{}",
    "an unknown kind": '{"t":"drop"}',
    "a kind that is a number": '{"t":7}',
    "an inner name": '{"t":"__class__"}',
    "binary": b"\x00\xff\xfe\x80",
    "half a surrogate": '{"t":"sub","topic":"\\ud800"}',
    "very deep": '{"t":"ping","z":' + "[" * 4_000 + "]" * 4_000 + "}",
    "deep and open": "[" * 8_000,
    "a bit too large": '{"t":"ping","z":"' + "x" * 10_000 + '"}',
    "a topic of nothing": '{"t":"sub","topic":""}',
    "an unknown topic": '{"t":"sub","topic":"nothing:here"}',
    "a conversation of nobody": '{"t":"sub","topic":"conversation:BG-222-2222","after":0}',
    "NUL in a topic": '{"t":"sub","topic":"conversation:\\u0000"}',
    "a place that is a list": '{"t":"sub","topic":"inbox","after":[]}',
    "typing where one is not": '{"t":"typing","topic":"conversation:BG-222-2222","on":true}',
    "read where one is not": '{"t":"read","topic":"inbox","seq":1}',
    "read by a text": '{"t":"read","topic":"inbox","seq":"1"}',
}


@pytest.mark.parametrize("what", list(HOSTILE))
@pytest.mark.parametrize("who", ["agent", "visitor"])
async def test_a_hostile_frame_is_refused_and_the_socket_goes_on(world: World, who: str, what: str) -> None:
    person = await (world.agent() if who == "agent" else world.visitor())
    async with raw(world, person.token) as socket:
        await until(socket, "welcome")
        await socket.send(HOSTILE[what])
        assert (await until(socket, "error"))["code"] in {"invalid", "not_found", "forbidden"}
        await socket.send('{"t":"ping"}')
        assert await until(socket, "pong")


PLACES = [-1, -(2**40), 2**31, 2**63, 10**40, "abc", "-1", "9" * 40, "1e9", ""]


@pytest.mark.parametrize("after", PLACES, ids=[str(place)[:12] for place in PLACES])
async def test_an_impossible_place_harms_nobody(world: World, after: int | str) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    async with agent.live() as honest, raw(world, agent.token) as socket:
        await honest.follow(f"conversation:{number}")
        for topic in (f"conversation:{number}", "inbox"):
            await socket.send(json.dumps({"t": "sub", "topic": topic, "after": after}))
            assert (await until(socket, "subscribed", "error")).get("code", "invalid") == "invalid"
        assert (await agent.reply(number, "still here")).status_code == 201
        assert [one["seq"] for one in await honest.entries(3)] == [1, 2, 3]
        assert (await until(socket, "entries"))["items"][-1]["text"] == "still here"


@pytest.mark.parametrize("seq", [-1, 2**31, 2**70])
async def test_nobody_reads_beyond_the_end(world: World, seq: int) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    number = sent.json()["conversation"]
    for person, topic in ((visitor, "conversation:current"), (agent, f"conversation:{number}")):
        async with raw(world, person.token) as socket:
            await socket.send(json.dumps({"t": "sub", "topic": topic, "after": 0}))
            await until(socket, "entries")
            await socket.send(json.dumps({"t": "read", "topic": topic, "seq": seq, "delivered": seq}))
            await socket.send('{"t":"ping"}')
            frame = await until(socket, "pong", "error")
            assert frame.get("code", "invalid") == "invalid"
    for person, path in ((agent, f"/api/v1/conversations/{number}/read"), (visitor, "/api/v1/widget/read")):
        assert (await person.post(path, json={"seq": seq})).status_code in (204, 400)
    marks = (await agent.row(number))["marks"]
    assert 0 <= marks["customer"]["read"] <= 2
    assert all(0 <= mark["read"] <= 2 for mark in marks["staff"].values())


async def test_a_huge_frame_ends_the_socket_and_nothing_else(world: World) -> None:
    agent = await world.agent()
    async with raw(world, agent.token) as socket:
        await until(socket, "welcome")
        with contextlib.suppress(ConnectionClosed):
            await socket.send("x" * 5_000_000)
        await asyncio.wait_for(socket.wait_closed(), 5)
        assert socket.close_code == 1009
    assert (await agent.get("/healthz")).status_code == 200


async def test_a_flood_is_refused_and_the_desk_stays_quick(world: World) -> None:
    agent, other = await world.agent(), await world.agent()
    async with raw(world, agent.token) as socket:
        await until(socket, "welcome")
        for _ in range(3_000):
            await socket.send('{"t":"ping"}')
        assert (await until(socket, "error"))["code"] == "rate_limited"
        assert (await other.get("/api/v1/queue")).status_code == 200
        heard_again = asyncio.create_task(until(socket, "pong"))
        while not heard_again.done():
            await socket.send('{"t":"ping"}')
            await asyncio.sleep(0.1)
        await heard_again


async def test_no_more_topics_than_allowed(world: World) -> None:
    key = await world.integration()
    numbers = [await world.letter(key) for _ in range(66)]
    async with raw(world, key.token) as socket:
        for number in numbers[:40]:
            await socket.send(json.dumps({"t": "sub", "topic": f"conversation:{number}", "after": 0}))
        await asyncio.sleep(1.1)
        for number in numbers[40:]:
            await socket.send(json.dumps({"t": "sub", "topic": f"conversation:{number}", "after": 0}))
        refused = await until(socket, "error")
        assert refused["code"] in {"invalid", "too_many_topics"}


async def test_who_says_nothing_or_nonsense_is_shown_out(world: World) -> None:
    for said in (
        "hello",
        '{"t":"hello","token":"tv_bitget_x"}',
        '{"t":"sub","topic":"inbox"}',
        b"\xff",
        "[" * 8_000,
    ):
        async with raw(world) as socket:
            await socket.send(said)
            assert (await until(socket, "error"))["code"] in {"invalid", "unauthorised"}
            await asyncio.wait_for(socket.wait_closed(), 5)
            assert socket.close_code == 4401
