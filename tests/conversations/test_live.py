"""Live: what is seen is what is stored, gap-free, only what one may see, and gone when revoked."""

import asyncio
import json
from typing import Any

from websockets.asyncio.client import connect

from tests.world import World, fresh
from trustdesk import staff


def shape(entries: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(one["seq"], one["kind"], one["text"]) for one in entries]


async def test_a_thread_arrives_live_in_order(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    customer = {"external_id": fresh()}
    number = await world.letter(key, "1", customer=customer)
    async with agent.live() as live:
        await live.follow(f"conversation:{number}")
        for text in ("2", "3"):
            body = {"client_id": fresh(), "customer": customer, "text": text}
            await key.post("/api/v1/messages", json=body)
        await agent.reply(number, "4")
        got = await live.entries(upto=5)
        assert got == await key.entries(number)


async def test_after_closes_any_gap(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    customer = {"external_id": fresh()}
    number = await world.letter(key, "0", customer=customer)
    for count in range(1, 300):
        body = {"client_id": fresh(), "customer": customer, "text": str(count)}
        await key.post("/api/v1/messages", json=body)
    async with agent.live() as live:
        await live.follow(f"conversation:{number}", after=37)
        got = await live.entries(upto=300)
        assert [one["seq"] for one in got] == list(range(38, 301))


async def test_the_inbox_snapshot_and_its_events_give_the_fresh_snapshot(world: World) -> None:
    key, agent = await world.integration(), await world.agent("supervisor")
    customer = {"external_id": fresh()}
    number = await world.letter(key, customer=customer)
    asked = {"view": "all", "limit": 200}
    old = (await agent.get("/api/v1/conversations", params=asked)).json()
    # Between the snapshot and the subscription, and after it.
    await agent.act(number, "labels", priority=3, tags=["vip"])
    other = await world.letter(key, "another one")
    async with agent.live() as live:
        await live.follow("inbox", after=old["live"])
        await agent.act(number, "notes", text="looked")
        await agent.reply(number, "hello")
        await agent.act(number, "status", status="resolved")
        last = (await agent.act(other, "labels", topic="deposit")).json()
        async with asyncio.timeout(5):
            while not any(
                row["number"] == other and row["seq"] >= last["seq"]
                for frame in live.frames
                if frame["t"] == "rows"
                for row in frame["items"]
            ):
                await asyncio.sleep(0.02)
        rows = {row["number"]: row for row in old["items"]}
        for frame in live.frames:
            for row in frame.get("items", []) if frame["t"] == "rows" else []:
                if row["number"] not in rows or row["seq"] >= rows[row["number"]]["seq"]:
                    rows[row["number"]] = row
    fresh_page = (await agent.get("/api/v1/conversations", params=asked)).json()
    assert rows == {row["number"]: row for row in fresh_page["items"]}


async def test_nobody_follows_what_they_may_not_read(world: World) -> None:
    key, ours, theirs = await world.integration(), await world.agent(), await world.agent(teams=["vip"])
    number = await world.letter(key)
    await ours.act(number, "assignee", assignee="me", team="support")
    async with theirs.live() as live:
        await live.say(t="sub", topic=f"conversation:{number}", after=0)
        assert (await live.until("error"))["code"] == "not_found"
        await live.follow("inbox", after=None)
        await ours.reply(number, "private matter")
        frame = await live.until("gone")
        assert frame["numbers"] == [number]
        assert [one for one in live.frames if one["t"] in ("rows", "entries") and "private" in str(one)] == []


async def test_a_conversation_handed_to_another_team_is_heard_no_more(world: World) -> None:
    key, agent, boss = await world.integration(), await world.agent(), await world.agent("supervisor")
    number, other = await world.letter(key), await world.letter(key)
    async with world.house.db.transaction("bitget") as tx:
        await staff.make_team(tx, staff.Team("vip", "VIP"))
    async with agent.live() as live:
        await live.follow(f"conversation:{number}")
        await live.entries(upto=1)
        await boss.act(number, "assignee", assignee=boss.id, team="vip")
        assert (await live.until("error", topic=f"conversation:{number}"))["code"] == "not_found"
        await boss.reply(number, "only for them")
        await live.follow(f"conversation:{other}")
        await agent.reply(other, "for everybody")  # told after it
        while "for everybody" not in str(live.frames):
            await live.next()
        assert "only for them" not in str(live.frames)


async def test_a_visitor_hears_their_own_conversation_from_before_it_exists(world: World) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    async with visitor.live() as live:
        await live.follow("conversation:current")
        sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello?"})
        number = sent.json()["conversation"]
        await agent.act(number, "notes", text="SECRET NOTE")
        await agent.reply(number, "Good day")
        got = await live.entries(upto=4)
        assert shape(got) == [
            (1, "message", "hello?"),
            (2, "internal", ""),
            (3, "event", ""),
            (4, "message", "Good day"),
        ]
        assert (await live.until("current"))["conversation"] == number
        assert "SECRET NOTE" not in str(live.frames)
        assert agent.known["email"] not in str(live.frames)


async def test_a_visitor_cannot_follow_anything_else(world: World) -> None:
    key, visitor = await world.integration(), await world.visitor()
    number = await world.letter(key)
    async with visitor.live() as live:
        for topic in (f"conversation:{number}", "inbox", "nonsense"):
            await live.say(t="sub", topic=topic, after=0)
            await live.until("error", topic=topic)
        assert [frame for frame in live.frames if frame["t"] in ("entries", "rows", "subscribed")] == []


async def test_typing_and_viewing_are_passed_on_and_not_kept(world: World) -> None:
    one, two, visitor = await world.agent(), await world.agent(), await world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    topic = f"conversation:{sent.json()['conversation']}"
    async with one.live() as first, two.live() as second, visitor.live() as customer:
        await first.follow(topic)
        await second.follow(topic)
        await customer.follow("conversation:current")
        await first.say(t="viewing", topic=topic, on=True)
        viewers = await second.until("viewers")
        assert [(who["id"], who["typing"]) for who in viewers["items"]] == [(one.id, False)]
        await first.say(t="typing", topic=topic, on=True)
        assert (await second.until("typing"))["who"]["id"] == one.id
        assert (await customer.until("typing"))["who"] == {"kind": "agent", "name": one.known["name"]}
        await customer.say(t="typing", topic="conversation:current", on=True)
        assert (await first.until("typing"))["who"]["kind"] == "customer"
    assert len(await one.entries(topic.partition(":")[2])) == 1


async def test_reading_marks_travel_both_ways_and_never_back(world: World) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    number = sent.json()["conversation"]
    async with agent.live() as live, visitor.live() as customer:
        await live.follow(f"conversation:{number}")
        await customer.follow("conversation:current")
        await live.say(t="read", topic=f"conversation:{number}", seq=1)
        marks = await customer.until("marks")
        assert [mark["read"] for mark in marks["staff"].values()] == [1]
        await customer.say(t="read", topic="conversation:current", seq=99, delivered=99)
        assert (await live.until("marks", customer={"delivered": 1, "read": 1}))["t"] == "marks"
        await customer.say(t="read", topic="conversation:current", seq=0, delivered=0)
        await customer.say(t="ping")
        await customer.until("pong")  # frames are taken one after the other
    assert (await agent.row(number))["marks"]["customer"] == {"delivered": 1, "read": 1}


async def test_signing_out_everywhere_closes_the_sockets(world: World) -> None:
    agent = await world.agent()
    async with agent.live() as live:
        await live.follow("inbox", after=None)
        assert (await agent.post("/api/v1/session/everywhere")).status_code == 204
        # By the news of it: credentials are looked at again only every half a minute.
        assert await live.closed() == 4401
        assert live.frames[-1] == {"t": "bye", "code": "revoked"}
    assert (await agent.get("/api/v1/session")).status_code == 401


async def test_a_visitor_who_signs_out_is_heard_no_more(world: World) -> None:
    visitor = await world.visitor()
    async with visitor.live() as live:
        await live.follow("conversation:current")
        assert (await visitor.delete("/api/v1/widget/session")).status_code == 204
        assert await live.closed() == 4401
    assert (await visitor.get("/api/v1/widget/conversation")).status_code == 401


async def test_nobody_without_a_credential_gets_a_socket(world: World) -> None:
    url = world.base_url.replace("http", "ws", 1) + "/api/v1/live"
    async with connect(url) as socket:
        await socket.send(json.dumps({"t": "hello", "token": "tv_bitget_" + "x" * 43}))
        assert json.loads(await socket.recv()) == {"t": "error", "code": "unauthorised"}
        await socket.wait_closed()
        assert socket.close_code == 4401
