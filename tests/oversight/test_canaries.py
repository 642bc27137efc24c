"""Canaries: whoever opens, finds or asks for one is reported within a second, and nothing shows it."""

import re

import pytest

from tests.oversight.test_reveals import audit
from tests.world import Person, World, fresh
from trustdesk import staffing
from trustdesk.arguments import parser

HINTS = ("canary", "honey", "trap")


async def planted(world: World, by: Person, **more: str) -> str:
    body = {"client_id": fresh(), **more}
    answer = await by.post("/api/v1/canaries", json=body)
    assert answer.status_code == 201, answer.text
    again = await by.post("/api/v1/canaries", json=body)
    assert again.json() == answer.json()
    return answer.json()["conversation"]


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_opening_one_is_told_within_a_second(world: World, locale: str) -> None:
    compliance, agent = await world.agent("compliance"), await world.agent()
    number = await planted(world, compliance, language=locale)
    async with compliance.live() as live:
        await live.follow("alerts", after=None)
        await live.until("alerts")
        before = len(live.frames)
        await agent.look_into(number)
        while not any(
            one["agent"] == agent.id and one["kind"] == "canary"
            for frame in live.frames[before:]
            if frame["t"] == "alerts"
            for one in frame["items"]
        ):
            await live.next()
    opened = await agent.get(f"/api/v1/conversations/{number}")
    thread = await agent.get(f"/api/v1/conversations/{number}/messages")
    assert (opened.status_code, thread.status_code) == (200, 200)
    shown = (opened.text + thread.text).lower()
    assert [hint for hint in HINTS if hint in shown] == []
    assert len(await audit(world, agent, "canary.touch")) == 2  # asked for, and opened


async def test_it_looks_like_any_closed_conversation(world: World) -> None:
    key, boss, agent = await world.integration(), await world.agent("supervisor"), await world.agent()
    canary = await planted(world, boss)
    real = await world.letter(key, "A real matter")
    await key.act(real, "status", status="closed")
    await agent.look_into(canary)
    await agent.look_into(real)
    shapes = []
    for number in (canary, real):
        row, entries = await agent.row(number), await agent.entries(number)
        shapes.append(
            (
                sorted(row),
                row["status"],
                row["line"],
                row["assignee"],
                [entry["kind"] for entry in entries],
                [handle["line"] for handle in row["customer_detail"]["handles"]],
            )
        )
    assert shapes[0][:4] == shapes[1][:4]
    assert shapes[0][5] == shapes[1][5]


async def test_it_is_handed_to_nobody(world: World) -> None:
    boss, agent = await world.agent("supervisor"), await world.agent()
    await agent.put("/api/v1/presence", json={"state": "online"})
    number = await planted(world, boss)
    await world.settle()
    assert (await agent.look_into(number)).status_code == 201
    assert ((await agent.row(number))["assignee"], (await agent.row(number))["status"]) == (None, "closed")
    queue = (await agent.get("/api/v1/queue")).json()["items"]
    assert number not in [one.get("number") for one in queue]
    await agent.put("/api/v1/presence", json={"state": "offline"})


async def test_searching_for_one_is_told_and_a_common_word_accuses_nobody(world: World) -> None:
    compliance, agent, key = await world.agent("compliance"), await world.agent(), await world.integration()
    number = await planted(world, compliance, name="Ottoline Vanterpool")
    for count in range(4):
        await world.letter(key, f"my withdrawal {count} of 18,400 USDT, account raise limit phone")
    found = await agent.get("/api/v1/conversations", params={"q": "account"})
    assert found.status_code == 200
    assert await audit(world, agent, "canary.touch") == []
    found = await agent.get("/api/v1/conversations", params={"q": "Ottoline Vanterpool"})
    assert (found.status_code, found.json()["items"]) == (200, [])
    assert number not in found.text
    assert len(await audit(world, agent, "canary.touch")) == 1


async def test_only_compliance_and_supervisors_know_of_them(world: World) -> None:
    for role, status in (
        ("agent", 403),
        ("senior", 403),
        ("admin", 403),
        ("supervisor", 200),
        ("compliance", 200),
    ):
        person = await world.agent(role)
        assert (role, (await person.get("/api/v1/canaries")).status_code) == (role, status)
        refused = await person.post("/api/v1/canaries", json={"client_id": fresh()})
        assert (role, refused.status_code) == (role, 201 if status == 200 else 403)
    for role, status in (("agent", 403), ("supervisor", 403), ("compliance", 200)):
        person = await world.agent(role)
        assert (role, (await person.get("/api/v1/alerts")).status_code) == (role, status)
        async with person.live() as live:
            await live.say(t="sub", topic="alerts")
            kind = "alerts" if status == 200 else "error"
            await live.until(kind)


async def test_an_alert_is_looked_into_once(world: World) -> None:
    compliance, agent = await world.agent("compliance"), await world.agent()
    await agent.look_into(await planted(world, compliance))
    items = (await compliance.get("/api/v1/alerts")).json()["items"]
    [alert] = [one for one in items if one["agent"] == agent.id]
    assert alert["seen_by"] is None
    assert (await agent.post(f"/api/v1/alerts/{alert['id']}/seen")).status_code == 403
    assert (await compliance.post(f"/api/v1/alerts/{alert['id']}/seen")).status_code == 204
    assert (await compliance.post(f"/api/v1/alerts/{fresh()}/seen")).status_code == 404
    items = (await compliance.get("/api/v1/alerts")).json()["items"]
    [alert] = [one for one in items if one["agent"] == agent.id]
    assert alert["seen_by"].startswith("A. ")


async def test_they_are_planted_and_listed_at_the_command_line(world: World) -> None:
    words = ("canary", "add", "--brand", "bybit", "--name", "Isolde Quarterman", "--language", "en")
    told = await staffing.run(world.house.settings, parser().parse_args(words))
    assert re.fullmatch(r"BB-\S+ is a canary of bybit: nobody has a reason to open it", told)
    listed = await staffing.run(
        world.house.settings, parser().parse_args(("canary", "list", "--brand", "bybit"))
    )
    assert re.search(r"^bybit  \S+  Isolde Quarterman  touched 0 times$", listed, re.MULTILINE)
