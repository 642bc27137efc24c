"""What is on record: signing in and out, opening and searching, taking along, and every change of the desk."""

import io
import time
from typing import Any

from PIL import Image
from pyotp.totp import TOTP

from tests.world import BRAND, Person, World, fresh
from trustdesk import staffing
from trustdesk.arguments import parser


def png() -> bytes:
    """A small picture."""
    made = io.BytesIO()
    Image.new("RGB", (2, 2)).save(made, "PNG")
    return made.getvalue()


Noted = tuple[str, str, str]


async def audit(world: World, since: int = 0, brand: str = BRAND) -> list[Any]:
    async with world.house.db.transaction(brand) as tx:
        return list(await tx.rows("select * from audit order by at, xid, id"))[since:]


async def told(world: World, since: int) -> list[Noted]:
    """What was noted, as (actor, action, about)."""
    rows = await audit(world, since)
    return [(row["actor"], row["action"], f"{row['about_kind']}:{row['about_id']}") for row in rows]


async def seen(world: World) -> int:
    return len(await audit(world))


async def sign_in(world: World, agent: Person, code: str = "") -> Any:
    code = code or TOTP(agent.known["secret"]).at(int(time.time()))
    body = {"email": agent.known["email"], "password": "a good password", "code": code}
    answer = await world.stranger.post("/api/v1/session", json=body)
    world.stranger.cookies.clear()
    return answer


async def test_signing_in_and_out(world: World) -> None:
    agent = await world.agent()
    since = await seen(world)
    token = (await sign_in(world, agent)).json()["token"]
    person = world._met(Person(world, token))
    assert (await person.delete("/api/v1/session")).status_code == 204
    assert (await agent.post("/api/v1/session/everywhere")).status_code == 204
    who = f"agent:{agent.id}"
    assert await told(world, since) == [
        (who, "staff.sign_in", f"agent:{agent.id}"),
        (who, "staff.sign_out", f"agent:{agent.id}"),
        (who, "staff.sign_out_everywhere", f"agent:{agent.id}"),
    ]
    inside, out, _ = await audit(world, since)
    assert inside["session"] == out["session"] != ""
    assert "127.0.0.1" not in inside["detail"]


async def test_failing_to_sign_in(world: World) -> None:
    agent = await world.agent()
    since, elsewhere = await seen(world), len(await audit(world, brand="bybit"))
    assert (await sign_in(world, agent, "000000")).status_code == 401
    assert await told(world, since) == [("system:desk", "staff.sign_in_failed", f"agent:{agent.id}")]
    assert len(await audit(world, brand="bybit")) == elsewhere
    nobody = {"email": "nobody@desk.example", "password": "x", "code": "1"}
    assert (await world.stranger.post("/api/v1/session", json=nobody)).status_code == 401
    assert await told(world, since + 1) == [("system:desk", "staff.sign_in_failed", "agent:")]
    [other] = await audit(world, elsewhere, "bybit")
    assert "nobody@" not in other["detail"]


async def test_opening_is_noted_once_and_by_whatever_door(world: World) -> None:
    agent, other, visitor = await world.agent(), await world.agent(), await world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    number = sent.json()["conversation"]
    since = await seen(world)
    await agent.row(number)
    await agent.row(number)
    await agent.entries(number)
    async with other.live() as live:
        await live.follow(f"conversation:{number}")
    await visitor.get("/api/v1/widget/conversation")
    assert (
        await (await world.agent(brand="bybit")).get(f"/api/v1/conversations/{number}")
    ).status_code == 404
    assert await told(world, since) == [
        (f"agent:{agent.id}", "conversation.open", f"conversation:{number}"),
        (f"agent:{other.id}", "conversation.open", f"conversation:{number}"),
    ]


async def test_posting_adds_nothing_to_the_audit(world: World) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    since = await seen(world)
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    number = sent.json()["conversation"]
    assert (await agent.reply(number, "good day")).status_code == 201
    await agent.act(number, "notes", text="a word")
    assert await told(world, since) == []


async def test_assigning_and_status_are_noted_once(world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key)
    since = await seen(world)
    body = {"client_id": fresh(), "assignee": "me"}
    for _ in range(2):
        await agent.post(f"/api/v1/conversations/{number}/assignee", json=body)
    await agent.act(number, "status", status="resolved")
    refused = await (await world.agent()).act(number, "assignee", assignee="me", refused=True)
    assert refused.status_code == 409
    who = f"agent:{agent.id}"
    assert (await told(world, since))[:2] == [
        (who, "conversation.assign", f"conversation:{number}"),
        (who, "conversation.status", f"conversation:{number}"),
    ]
    assigned, status, *_ = await audit(world, since)
    assert assigned["detail"] == f'{{"force":false,"to":"{agent.id}"}}'
    assert status["detail"] == '{"status":"resolved"}'


async def test_searching_is_noted_without_the_words(world: World) -> None:
    agent = await world.agent()
    since = await seen(world)
    await agent.get("/api/v1/conversations", params={"q": "pinocchio"})
    [row] = await audit(world, since)
    assert (row["actor"], row["action"]) == (f"agent:{agent.id}", "conversation.search")
    assert "pinocchio" not in row["detail"]
    assert '"found":0' in row["detail"]


async def test_taking_along_and_downloading(world: World) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    up = await visitor.post("/api/v1/widget/files", params={"name": "a.png"}, content=png())
    body = {"client_id": fresh(), "text": "see", "attachments": [up.json()["id"]]}
    number = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
    [*_, last] = await agent.entries(number)
    since = await seen(world)
    for _ in range(2):
        assert (await world.stranger.get(last["attachments"][0]["url"])).status_code == 200
    await visitor.get("/api/v1/widget/transcript", params={"format": "text", "share": True})
    await agent.get(f"/api/v1/conversations/{number}/transcript", params={"format": "text"})
    assert await told(world, since) == [
        ("system:link", "file.download", file := f"file:{up.json()['id']}"),
        *[(f"agent:{agent.id}", "file.read", file)] * 2,
        (f"customer:{visitor.id}", "transcript.take", f"conversation:{number}"),
        (f"agent:{agent.id}", "transcript.take", f"conversation:{number}"),
    ]
    assert [row["detail"] for row in await audit(world, since)][3:] == [
        '{"format":"text","share":true}',
        '{"format":"text","share":false}',
    ]


async def test_macros_and_webhooks(world: World) -> None:
    senior, chief = await world.agent("senior"), await world.agent("supervisor")
    since = await seen(world)
    macro = {"title": "Hi", "shortcut": fresh()[:8], "texts": {"en": "Hello", "zh": ""}, "actions": {}}
    asked = {"client_id": fresh(), **macro}
    assert (await senior.post("/api/v1/macros", json=asked)).status_code == 201
    made = await senior.post("/api/v1/macros", json=asked)
    id = made.json()["id"]
    assert (await senior.put(f"/api/v1/macros/{id}", json=macro | {"title": "Ho"})).status_code == 200
    assert (await senior.delete(f"/api/v1/macros/{id}")).status_code == 204
    hook = {
        "client_id": fresh(),
        "url": "https://hooks.example/secret-path",
        "events": ["conversation.opened"],
    }
    added = await chief.post("/api/v1/webhooks", json=hook)
    assert added.status_code == 201, added.text
    assert (await chief.delete(f"/api/v1/webhooks/{added.json()['id']}")).status_code == 204
    assert [(who.partition(":")[2], what) for who, what, _ in await told(world, since)] == [
        (senior.id, "macro.add"),
        (senior.id, "macro.change"),
        (senior.id, "macro.remove"),
        (chief.id, "webhook.add"),
        (chief.id, "webhook.remove"),
    ]
    assert "secret-path" not in (await audit(world, since))[3]["detail"]


async def test_what_is_done_at_the_shell(world: World) -> None:
    since = await seen(world)
    email = ("--email", "x@desk.example")
    for words in (
        ("team", "add", "--team", "vip", "--name", "VIP"),
        ("key", "add", "--name", "crm", "--scope", "desk"),
        ("staff", "add", *email, "--name", "X", "--language", "en"),
        ("staff", "reset", *email, "--proved", "passport seen by M. Ito on 2026-11-26"),
        ("staff", "deactivate", *email),
    ):
        await staffing.run(world.house.settings, parser().parse_args([*words, "--brand", BRAND]))
    rows = await audit(world, since)
    assert [row["action"] for row in rows] == [
        "team.make", "key.issue", "agent.hire", "agent.reset", "agent.deactivate"
    ]  # fmt: skip
    assert {row["actor"].partition("/")[0] for row in rows} == {"system:shell"}
    assert not [row for row in rows if "x@desk" in row["detail"] + row["about_id"]]
