"""An answer goes out once, in its order, on the line the customer last wrote on; what fails is seen."""

import asyncio

import pytest

from tests.channels.post.twins import Carrying, Line
from tests.world import BRAND, Person, World, fresh
from trustdesk.channels import post
from trustdesk.channels.post import rules
from trustdesk.kit import clock


@pytest.fixture
async def key(world: World) -> Person:
    return await world.integration()


async def deliveries(person: Person, number: str) -> list[dict[str, object]]:
    found = await person.get(f"/api/v1/conversations/{number}/deliveries")
    assert found.status_code == 200, found.text
    return found.json()["items"]


async def states(person: Person, number: str) -> list[tuple[object, ...]]:
    return [(one["state"], one["reason"], one["perhaps_twice"]) for one in await deliveries(person, number)]


async def test_an_answer_goes_out_once(world: World, line: Line, carrying: Carrying, key: Person) -> None:
    sender = fresh()
    number = await line.conversation(key, f"Hello from {sender}", sender)
    agent = await world.agent()
    written = (await agent.reply(number, "Good day")).json()
    await line.send()
    await line.send()
    [parcel] = carrying.carried
    assert (parcel.number, parcel.seq, parcel.line) == (number, written["seq"], "pigeon")
    assert (parcel.target, parcel.text, parcel.author_kind) == (sender, "Good day", "agent")
    assert (parcel.author_name, parcel.attachments, parcel.attempts) == (agent.known["name"], [], 1)
    [told] = await deliveries(agent, number)
    assert (told["seq"], told["state"], told["line"]) == (written["seq"], "sent", "pigeon")
    assert told["at"] is not None


async def test_an_answer_goes_where_the_customer_wrote_last(
    world: World, line: Line, carrying: Carrying, key: Person
) -> None:
    chatting = await world.visitor()
    sent = await chatting.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "in the chat"})
    number = sent.json()["conversation"]
    await key.reply(number, "said in the chat only")
    await line.send()
    assert (carrying.carried, await deliveries(key, number)) == ([], [])


async def test_answers_keep_their_order_behind_one_that_must_wait(
    line: Line, carrying: Carrying, key: Person
) -> None:
    number = await line.conversation(key, f"order {fresh()}")
    busy = True
    carrying.answer = lambda parcel: post.Later("busy", 30) if busy else post.Sent(str(parcel.id))
    for text in ("one", "two", "three"):
        await key.reply(number, text)
    await line.send()
    assert [parcel.text for parcel in carrying.carried] == ["one"]
    assert await states(key, number) == [("due", "busy", False), ("due", "", False), ("due", "", False)]
    busy = False
    await line.hurry()
    await line.send()
    texts = [parcel.text for parcel in carrying.carried if parcel.number == number]
    assert texts == ["one", "one", "two", "three"]
    assert await states(key, number) == [("sent", "", False)] * 3


async def test_what_fails_is_told_in_its_conversation_and_sent_again(
    world: World, line: Line, carrying: Carrying, key: Person
) -> None:
    number = await line.conversation(key, f"blocked {fresh()}")
    agent = await world.agent()
    written = (await agent.reply(number, "Good day")).json()
    carrying.answer = lambda _parcel: post.Failed("blocked by the customer")
    async with agent.live() as live:
        await live.follow(f"deliveries:{number}")
        assert (await live.until("deliveries"))["items"] == []
        await line.send()
        while [one["state"] for one in live.frames[-1].get("items", [])] != ["failed"]:
            await live.next()
    row, entries = await agent.row(number), await agent.entries(number)
    assert row["status"] == "open"
    assert entries[-1]["kind"] == "event"
    assert entries[-1]["event"] == {
        "what": "undelivered",
        "of": written["seq"],
        "line": "pigeon",
        "reason": "blocked by the customer",
    }
    assert await states(agent, number) == [("failed", "blocked by the customer", False)]
    [failed] = await deliveries(agent, number)
    carrying.answer = lambda parcel: post.Sent(str(parcel.id))
    assert (await agent.post(f"/api/v1/deliveries/{failed['id']}/again")).status_code == 204
    await line.send()
    assert await states(agent, number) == [("sent", "", False)]
    again = await agent.post(f"/api/v1/deliveries/{failed['id']}/again")
    assert (again.status_code, again.json()["code"]) == (409, "conflict")


async def test_who_may_send_again(world: World, line: Line, carrying: Carrying, key: Person) -> None:
    number = await line.conversation(key, f"whose {fresh()}")
    holder = await world.agent()
    await holder.reply(number, "Good day")
    carrying.answer = lambda _parcel: post.Failed("no")
    await line.send()
    [failed] = await deliveries(holder, number)
    path = f"/api/v1/deliveries/{failed['id']}/again"
    for person, status in (
        (await world.agent("admin"), 404),
        (await world.agent(), 403),  # a reason is asked for first
        (await world.agent(brand="bybit"), 404),
        (world.stranger, 401),
        (await world.visitor(), 403),
    ):
        assert (await person.post(path)).status_code == status
    assert await states(holder, number) == [("failed", "no", False)]
    assert (await holder.post(f"/api/v1/deliveries/{fresh()}/again")).status_code == 404


async def test_a_sender_who_died_may_have_sent_it(line: Line, carrying: Carrying, key: Person) -> None:
    number = await line.conversation(key, f"twice {fresh()}")
    await key.reply(number, "perhaps twice")

    def dies(_parcel: post.Parcel) -> post.Result:
        raise asyncio.CancelledError

    carrying.answer = dies
    await line.send()
    assert await states(key, number) == [("due", "", False)]
    carrying.answer = lambda parcel: post.Sent(str(parcel.id))
    await line.hurry()
    await line.send()
    first, second = (parcel for parcel in carrying.carried if parcel.number == number)
    assert first.id == second.id
    assert await states(key, number) == [("sent", "", True)]


async def test_a_provider_that_breaks_is_tried_again(line: Line, carrying: Carrying, key: Person) -> None:
    number = await line.conversation(key, f"breaks {fresh()}")
    await key.reply(number, "Good day")

    def breaks(_parcel: post.Parcel) -> post.Result:
        raise ConnectionResetError("gone")

    carrying.answer = breaks
    await line.send()
    assert await states(key, number) == [("due", "ConnectionResetError: gone", False)]


async def test_bad_news_later_reopens_the_conversation(world: World, line: Line, key: Person) -> None:
    number = await line.conversation(key, f"bounce {fresh()}")
    await key.reply(number, "Good day")
    await line.send()
    [sent] = await deliveries(key, number)
    assert (await key.row(number))["status"] == "waiting"

    async def news(external_id: str) -> bool:
        async with world.house.db.transaction(BRAND) as tx:
            return await post.bounced(
                tx, line="pigeon", external_id=external_id, reason="no such loft", now=clock.utc_now()
            )

    assert await news("outside nobody") is False
    assert await news(f"outside {sent['id']}") is True
    assert await news(f"outside {sent['id']}") is True
    assert await states(key, number) == [("failed", "no such loft", False)]
    undelivered = [
        one for one in await key.entries(number) if (one["event"] or {}).get("what") == "undelivered"
    ]
    assert len(undelivered) == 1
    assert (await key.row(number))["status"] == "open"


async def test_a_customer_does_not_follow_deliveries(world: World, key: Person) -> None:
    visitor = await world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    number = sent.json()["conversation"]
    await key.reply(number, "Good day")
    async with visitor.live() as live:
        await live.say(t="sub", topic=f"deliveries:{number}", after=None)
        await live.follow("conversation:current")
        assert [frame for frame in live.frames if frame["t"] == "deliveries"] == []


def test_how_long_is_waited() -> None:
    assert [rules.wait_in(attempts) for attempts in (1, 2, 7, 8)] == [5.0, 10.0, 320.0, None]
    assert rules.wait_out(1, 0, None, 0.5) == 5.0
    assert rules.wait_out(30, 0, None, 0.5) == 3_600.0
    assert rules.wait_out(1, 0, 37.0, 0.5) == 37.0
    assert rules.wait_out(1, rules.LONGEST_TRIED, 37.0, 0.5) is None
