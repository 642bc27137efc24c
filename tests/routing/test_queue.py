"""The queue: in order, handed out once, given back to its head."""

from typing import Any

from tests.world import Person, World, fresh


async def online(person: Person, state: str = "online") -> None:
    assert (await person.put("/api/v1/presence", json={"state": state})).status_code == 200


async def queue(person: Person) -> list[tuple[str, int]]:
    items = (await person.get("/api/v1/queue")).json()["items"]
    return [(item["number"], item["position"]) for item in items]


async def holder(key: Person, number: str) -> str | None:
    row: dict[str, Any] = await key.row(number)
    return row["assignee"]["id"] if row["assignee"] else None


async def test_conversations_wait_in_order_and_are_handed_out_when_an_agent_comes(world: World) -> None:
    key = await world.integration(brand="bybit")
    numbers = [await world.letter(key) for _ in range(3)]
    await world.settle()
    assert await queue(key) == [(number, place) for place, number in enumerate(numbers, start=1)]
    agent = await world.agent(brand="bybit", capacity=2)
    await online(agent)
    await world.settle()
    assert [await holder(key, number) for number in numbers] == [agent.id, agent.id, None]
    assert await queue(key) == [(numbers[2], 1)]
    # A solved one frees a seat.
    await agent.act(numbers[0], "status", status="resolved")
    await world.settle()
    assert await holder(key, numbers[2]) == agent.id
    assert await queue(key) == []
    # Going away gives back what was not answered, to the head.
    await agent.reply(numbers[1], "looking")
    await online(agent, "offline")
    await world.settle()
    newcomer = await world.letter(key)
    await world.settle()
    assert await queue(key) == [(numbers[2], 1), (newcomer, 2)]
    assert await holder(key, numbers[1]) == agent.id
    assert [(one["event"] or {}).get("what") for one in await key.entries(numbers[2])][-1] == "returned"


async def test_urgent_goes_first_and_language_is_matched(world: World) -> None:
    key = await world.integration(brand="bitp")
    calm = await world.letter(key)
    chinese = await world.letter(key, customer={"locale": "zh-CN"})
    urgent = await world.letter(key)
    await key.act(urgent, "labels", priority=3)
    await world.settle()
    assert [number for number, _ in await queue(key)] == [urgent, calm, chinese]
    english = await world.agent(brand="bitp", capacity=9)
    both = await world.agent(brand="bitp", capacity=1, languages=["zh-CN", "en"])
    await online(english)
    await online(both)
    await world.settle()
    assert await holder(key, urgent) in (english.id, both.id)
    assert await holder(key, chinese) in (both.id, None)


async def test_hearing_the_news_twice_changes_nothing(world: World) -> None:
    key = await world.integration()
    number = await world.letter(key)
    agent = await world.agent()
    await online(agent)
    await world.settle()
    entries = await key.entries(number)
    async with world.house.db.transaction("bitget") as tx:
        await tx.do("update reaction_cursors set xid = '0'::xid8, id = 0 where tenant = $1", "bitget")
    await world.settle()
    assert await key.entries(number) == entries
    await online(agent, "offline")


async def test_the_customer_sees_their_place_live(world: World) -> None:
    key = await world.integration(brand="bitmart")
    first = await world.letter(key)
    visitor = await world.visitor(brand="bitmart")
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    await world.settle()
    assert (await visitor.get("/api/v1/widget/conversation")).json()["queue"] == {
        "position": 2,
        "estimate_s": None,
    }
    async with visitor.live() as live:
        await live.follow("conversation:current")
        assert (await live.until("queue"))["position"] == 2
        await key.act(first, "status", status="resolved")
        await world.settle()
        await live.until("queue", position=1)
        agent = await world.agent(brand="bitmart")
        await online(agent)
        await world.settle()
        await live.until("queue", position=None)


async def test_colleagues_see_who_comes_and_goes(world: World) -> None:
    watcher, agent = await world.agent(), await world.agent()
    visitor = await world.visitor()
    async with watcher.live() as live, visitor.live() as customer:
        await live.follow("inbox", after=None)
        await customer.follow("conversation:current")
        await online(agent)
        await live.until("presence", items=[{"id": agent.id, "state": "online", "load": 0}])
        await online(agent, "away")
        await live.until("presence", items=[{"id": agent.id, "state": "away", "load": 0}])
        assert [frame for frame in customer.frames if frame["t"] == "presence"] == []
