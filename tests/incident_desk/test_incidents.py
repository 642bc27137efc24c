"""Incidents: said once, told in every conversation about it, in its language; a person stays in reach."""

from typing import Any

from tests.world import Person, World, fresh

TITLES = {"en": "USDT-TRC20 deposits are late", "zh-CN": "USDT-TRC20 充值延迟"}
FIRST = {"en": "We are looking into it.", "zh-CN": "我们正在调查。"}
NEXT = {"en": "The cause is found.", "zh-CN": "已找到原因。"}
OVER = {"en": "All deposits are credited.", "zh-CN": "所有充值均已入账。"}


def body(**more: Any) -> dict[str, Any]:
    return {"client_id": fresh(), "titles": TITLES, "topics": [], "texts": FIRST} | more


async def opened(senior: Person, **more: Any) -> dict[str, Any]:
    made = await senior.post("/api/v1/incidents", json=body(**more))
    assert made.status_code == 201, made.text
    return made.json()


async def write(visitor: Person, text: str = "my deposit is late", topic: str | None = None) -> str:
    sent = await visitor.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": text, "topic": topic}
    )
    return sent.json()["conversation"]


async def said(agent: Person, number: str) -> list[str]:
    """What the desk itself said about an incident there."""
    return [
        entry["text"]
        for entry in await agent.entries(number)
        if entry["kind"] == "message" and entry["author"]["kind"] == "system" and "USDT" in entry["text"]
    ]


async def see(senior: Person, id: str) -> dict[str, Any]:
    items = (await senior.get("/api/v1/incidents")).json()["items"]
    return next(one for one in items if one["id"] == id)


async def update(senior: Person, id: str, state: str, texts: dict[str, str]) -> None:
    told = await senior.post(
        f"/api/v1/incidents/{id}/updates", json={"client_id": fresh(), "state": state, "texts": texts}
    )
    assert told.status_code == 201, told.text


async def test_one_update_answers_all_in_their_languages_and_clears_the_queue(world: World) -> None:
    senior, key = await world.agent("senior"), await world.integration("desk")
    english, chinese = await world.visitor("en"), await world.visitor("zh-CN")
    topic = f"deposit-{fresh()[:6]}"
    numbers = [await write(one, topic=topic) for one in (english, chinese)]
    await world.settle()
    incident = await opened(senior, topics=[topic])
    assert (incident["linked"], incident["waiting"]) == (0, 2)
    path = f"/api/v1/incidents/{incident['id']}/conversations"
    assert (await senior.post(path, json={"all_of_topics": True})).json() == {"added": 2}
    assert (await senior.post(path, json={"all_of_topics": True})).json() == {"added": 0}
    await world.settle()
    assert [(await key.row(number))["status"] for number in numbers] == ["snoozed", "snoozed"]
    waiting = (await key.get("/api/v1/queue")).json()["items"]
    assert not {one["number"] for one in waiting} & set(numbers)
    await update(senior, incident["id"], "identified", NEXT)
    await world.settle()
    assert await said(key, numbers[0]) == [
        (
            "USDT-TRC20 deposits are late (being looked into)\nWe are looking into it.\n"
            "You will hear here as soon as there is news. If you need a person for something else, just write."
        ),
        (
            "USDT-TRC20 deposits are late (cause found)\nThe cause is found.\n"
            "You will hear here as soon as there is news. If you need a person for something else, just write."
        ),
    ]
    assert [text.splitlines()[:2] for text in await said(key, numbers[1])] == [
        ["USDT-TRC20 充值延迟（调查中）", "我们正在调查。"],
        ["USDT-TRC20 充值延迟（已找到原因）", "已找到原因。"],
    ]
    seen = await see(senior, incident["id"])
    assert (seen["linked"], seen["told"], seen["waiting"], seen["state"]) == (2, 2, 0, "identified")
    assert [one["place"] for one in seen["updates"]] == [2, 1]


async def test_whoever_writes_again_waits_for_a_person_and_stays_there(world: World) -> None:
    senior, key, visitor = await world.agent("senior"), await world.integration("desk"), await world.visitor()
    topic = f"deposit-{fresh()[:6]}"
    number = await write(visitor, topic=topic)
    incident = await opened(senior, topics=[topic])
    await senior.post(f"/api/v1/incidents/{incident['id']}/conversations", json={"all_of_topics": True})
    await world.settle()
    await write(visitor, "I need a person all the same")
    await world.settle()
    for state, texts in (("identified", NEXT), ("resolved", OVER)):
        await update(senior, incident["id"], state, texts)
        await world.settle()
        assert (await key.row(number))["status"] == "open"
    assert len(await said(key, number)) == 3


async def test_its_end_resolves_those_who_waited_for_nothing_else(world: World) -> None:
    senior, key = await world.agent("senior"), await world.integration("desk")
    waits, held = await world.visitor(), await world.visitor()
    topic = f"deposit-{fresh()[:6]}"
    numbers = [await write(one, topic=topic) for one in (waits, held)]
    incident = await opened(senior, topics=[topic])
    await senior.post(f"/api/v1/incidents/{incident['id']}/conversations", json={"all_of_topics": True})
    await world.settle()
    await senior.reply(numbers[1], "I look after you myself")
    await update(senior, incident["id"], "resolved", OVER)
    await world.settle()
    assert [(await key.row(number))["status"] for number in numbers] == ["resolved", "waiting"]
    assert [len(await said(key, number)) for number in numbers] == [2, 2]


async def test_a_tap_follows_it_instead_of_queueing(world: World) -> None:
    senior, key = await world.agent("senior"), await world.integration("desk")
    visitor = await world.visitor("zh-CN")
    incident = await opened(senior)
    public = (
        await world.stranger.get("/api/v1/widget/bitget/incidents", headers={"accept-language": "zh-CN"})
    ).json()
    shown = next(one for one in public["items"] if one["id"] == incident["id"])
    assert (shown["title"], shown["text"], shown["state"]) == (
        TITLES["zh-CN"],
        FIRST["zh-CN"],
        "investigating",
    )
    path, tap = f"/api/v1/widget/incidents/{incident['id']}/follow", {"client_id": fresh()}
    first, again = await visitor.post(path, json=tap), await visitor.post(path, json=tap)
    assert (first.status_code, again.status_code) == (201, 200)
    number = first.json()["conversation"]
    await world.settle()
    assert (await key.row(number))["status"] == "snoozed"
    assert len(await said(key, number)) == 1
    assert (await see(senior, incident["id"]))["linked"] == 1
    await update(senior, incident["id"], "resolved", OVER)
    gone = await visitor.post(path, json={"client_id": fresh()})
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")


async def test_an_agent_links_what_they_may_read_and_takes_it_back(world: World) -> None:
    senior, agent, visitor = await world.agent("senior"), await world.agent(), await world.visitor()
    number = await write(visitor)
    incident = await opened(senior)
    path = f"/api/v1/incidents/{incident['id']}/conversations"
    assert (await agent.post(path, json={"number": number})).json() == {"added": 1}
    about = (await agent.get(f"/api/v1/conversations/{number}/incidents")).json()["items"]
    assert [one["id"] for one in about] == [incident["id"]]
    assert (await agent.delete(f"{path}/{number}")).status_code == 204
    assert (await agent.delete(f"{path}/{number}")).status_code == 404
    assert (await agent.get(f"/api/v1/conversations/{number}/incidents")).json()["items"] == []


async def test_the_same_again_is_answered_the_same(world: World) -> None:
    senior = await world.agent("senior")
    wanted = body()
    first = await senior.post("/api/v1/incidents", json=wanted)
    again = await senior.post("/api/v1/incidents", json=wanted)
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    other = await senior.post("/api/v1/incidents", json=wanted | {"texts": NEXT})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    path = f"/api/v1/incidents/{first.json()['id']}/updates"
    news = {"client_id": fresh(), "state": "identified", "texts": NEXT}
    codes = [(await senior.post(path, json=news)).status_code for _ in range(2)]
    assert codes == [201, 200]
    assert [one["place"] for one in (await see(senior, first.json()["id"]))["updates"]] == [2, 1]


async def test_what_may_not_be_said_is_refused_and_leaves_no_trace(world: World) -> None:
    senior, agent = await world.agent("senior"), await world.agent()
    before = (await senior.get("/api/v1/incidents")).json()
    refusals = [
        (await agent.post("/api/v1/incidents", json=body()), 403, "forbidden"),
        (await senior.post("/api/v1/incidents", json=body(texts={"en": " "})), 400, "invalid"),
        (
            await senior.post("/api/v1/incidents", json=body(texts={"en": "call +49 30 901820 now"})),
            400,
            "invalid",
        ),
        (await senior.post("/api/v1/incidents", json=body(topics=["call +49 30 901820"])), 400, "invalid"),
        (
            await senior.post("/api/v1/incidents", json=body(texts={"en": "Please send us your password"})),
            422,
            "unsafe_reply",
        ),
    ]
    for refused, status, code in refusals:
        assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert (await senior.get("/api/v1/incidents")).json() == before
