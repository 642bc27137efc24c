"""What agents do with a conversation, and what they may not."""

import asyncio
from datetime import UTC, datetime, timedelta

from tests.world import World, fresh


async def test_a_reply_waits_for_the_customer_and_claims_the_conversation(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    sent = await agent.reply(number, "Which network did you use?")
    assert (sent.status_code, sent.json()["seq"]) == (201, 3)
    row = await key.row(number)
    assert (row["status"], row["waiting_since"], row["last_author"]) == ("waiting", None, "agent")
    assert row["assignee"] == {"id": agent.id, "name": agent.known["name"]}


async def test_the_same_reply_again_is_answered_the_same(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    body = {"client_id": fresh(), "text": "We are looking"}
    first = await agent.post(f"/api/v1/conversations/{number}/replies", json=body)
    again = await agent.post(f"/api/v1/conversations/{number}/replies", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


async def test_a_stale_reply_stops_and_shows_what_a_colleague_wrote(world: World) -> None:
    key, one, two = await world.integration(), await world.agent(), await world.agent()
    number = await world.letter(key)
    await one.reply(number, "I take this", seen=1)
    refused = await two.reply(number, "I take this too", seen=1, refused=True)
    assert (refused.status_code, refused.json()["code"]) == (403, "reason_required")
    await two.look_into(number)
    stopped = await two.reply(number, "I take this too", seen=1, refused=True)
    assert (stopped.status_code, stopped.json()["code"]) == (409, "stale_reply")
    assert [entry["text"] for entry in stopped.json()["entries"] if entry["kind"] == "message"] == [
        "I take this"
    ]
    assert [entry["text"] for entry in await key.entries(number) if entry["kind"] == "message"] == [
        "My deposit is missing",
        "I take this",
    ]
    sent = await two.reply(number, "One thing more", seen=3)
    assert sent.status_code == 201


async def test_replying_after_oneself_is_never_stale(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    assert (await agent.reply(number, "first", seen=1)).status_code == 201
    assert (await agent.reply(number, "second", seen=1)).status_code == 201


async def test_of_many_who_take_at_once_one_gets_it(world: World) -> None:
    key = await world.integration()
    agents = [await world.agent() for _ in range(5)]
    number = await world.letter(key)
    sent = await asyncio.gather(
        *(agent.act(number, "assignee", assignee="me", refused=None) for agent in agents)
    )
    assert sorted(one.status_code for one in sent) == [201, 409, 409, 409, 409]
    assert {one.json()["code"] for one in sent if one.status_code == 409} == {"already_taken"}
    [winner] = [agent.id for agent, one in zip(agents, sent, strict=True) if one.status_code == 201]
    assert (await key.row(number))["assignee"]["id"] == winner
    assert len(await key.entries(number)) == 2


async def test_a_supervisor_may_take_over_an_agent_may_not(world: World) -> None:
    key, holder, other = await world.integration(), await world.agent(), await world.agent()
    boss = await world.agent("supervisor")
    number = await world.letter(key)
    await holder.act(number, "assignee", assignee="me")
    assert (await other.act(number, "assignee", assignee="me", force=True, refused=True)).status_code == 409
    refused = await boss.act(number, "assignee", assignee="me", force=True, why=" ", refused=True)
    assert (refused.status_code, refused.json()["why"].partition(":")[0]) == (400, "why")
    assert (await key.row(number))["assignee"]["id"] == holder.id
    why = "gone home; their password is hunter2hunter2"
    assert (await boss.act(number, "assignee", assignee="me", force=True, why=why)).status_code == 201
    assert (await key.row(number))["assignee"]["id"] == boss.id
    async with world.house.db.transaction("bitget") as tx:
        asked = "select reason from audit where action = 'conversation.assign' and actor = $1"
        assert await tx.value(asked, f"agent:{boss.id}") == "gone home; their password is ⟦secret: password⟧"


async def test_another_teams_conversation_does_not_exist(world: World) -> None:
    key, ours, theirs = await world.integration(), await world.agent(), await world.agent(teams=["vip"])
    number = await world.letter(key)
    assert (await ours.act(number, "assignee", assignee="me", team="support")).status_code == 201
    for verb, body in (
        ("replies", {"text": "hello"}),
        ("notes", {"text": "hello"}),
        ("status", {"status": "resolved"}),
        ("assignee", {"assignee": "me"}),
        ("labels", {"priority": 3}),
    ):
        refused = await theirs.act(number, verb, **body, refused=True)
        assert (verb, refused.status_code, refused.json()["code"]) == (verb, 404, "not_found")
    assert (await theirs.get(f"/api/v1/conversations/{number}")).status_code == 404
    assert (await theirs.get(f"/api/v1/conversations/{number}/messages")).status_code == 404
    found = (await theirs.get("/api/v1/conversations", params={"view": "open"})).json()["items"]
    assert number not in [row["number"] for row in found]
    assert len(await key.entries(number)) == 2


async def test_another_brands_conversation_does_not_exist(world: World) -> None:
    key = await world.integration()
    elsewhere = await world.agent("supervisor", brand="bybit")
    number = await world.letter(key)
    assert (await elsewhere.get(f"/api/v1/conversations/{number}")).status_code == 404
    assert (await elsewhere.reply(number, "hello", refused=True)).status_code == 404


async def test_notes_mention_colleagues_and_stay_inside(world: World) -> None:
    agent, colleague, visitor = await world.agent(), await world.agent(), await world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "help"})
    number = sent.json()["conversation"]
    noted = await agent.act(number, "notes", text="looks like a look-alike site", mentions=[colleague.id])
    assert (noted.status_code, noted.json()["seq"]) == (201, 2)
    mine = (await colleague.get("/api/v1/conversations", params={"view": "mentions"})).json()["items"]
    assert [row["number"] for row in mine] == [number]
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert [(one["seq"], one["kind"], one["text"]) for one in thread["entries"]] == [
        (1, "message", "help"),
        (2, "internal", ""),
    ]
    unknown = await agent.act(number, "notes", text="hi", mentions=[fresh()], refused=True)
    assert (unknown.status_code, unknown.json()["code"]) == (400, "invalid")


async def test_snoozing_needs_a_time_to_come(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    assert (await agent.act(number, "status", status="snoozed", refused=True)).status_code == 400
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    assert (await agent.act(number, "status", status="snoozed", until=past, refused=True)).status_code == 400
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert (await agent.act(number, "status", status="snoozed", until=later)).status_code == 201
    row = await key.row(number)
    assert (row["status"], row["seq"]) == ("snoozed", 2)


async def test_a_closed_conversation_takes_no_more(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    assert (await agent.act(number, "status", status="closed")).status_code == 201
    await agent.look_into(number, "returning_customer")
    for refused in (
        await agent.reply(number, "one more thing", refused=True),
        await agent.act(number, "status", status="open", refused=True),
        await agent.act(number, "assignee", assignee="me", refused=True),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "closed")
    assert len(await key.entries(number)) == 2


async def test_labels_change_what_they_name(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    changed = await agent.act(number, "labels", tags=["usdt", "deposit", "usdt"], priority=3)
    assert changed.status_code == 201
    row = await key.row(number)
    assert (row["tags"], row["priority"], row["topic"]) == (["deposit", "usdt"], 3, None)
    assert (await agent.act(number, "labels", refused=True)).status_code == 400
    assert (await agent.act(number, "labels", priority=9, refused=True)).status_code == 400


async def test_a_reply_that_asks_for_a_secret_is_stopped(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    for text in ("Please send me your private key", "请把您的助记词发给我"):
        stopped = await agent.reply(number, text, refused=True)
        assert (stopped.status_code, stopped.json()["code"]) == (422, "unsafe_reply")
    assert len(await key.entries(number)) == 1


async def test_a_secret_is_masked_before_anything_is_stored(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    secret = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    number = await world.letter(key, f"my words: {secret}, please help")
    [entry] = await key.entries(number)
    assert "sausage" not in entry["text"]
    assert "⟦secret: recovery phrase⟧" in entry["text"]
    assert "sausage" not in (await agent.get(f"/api/v1/conversations/{number}")).text


async def test_contact_data_is_masked_for_everybody(world: World) -> None:
    key, holder, other = await world.integration(), await world.agent(), await world.agent()
    number = await world.letter(key, customer={"external_id": "wang.wei@mail.example"})
    await holder.act(number, "assignee", assignee="me")
    await other.look_into(number)
    for person in (holder, other, key):
        [handle] = (await person.row(number))["customer_detail"]["handles"]
        assert (handle["line"], handle["external_id"]) == ("api", "wa•••le")
        assert handle["ref"].startswith("handle:")
