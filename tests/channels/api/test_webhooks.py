"""Endpoints of the exchange: who adds them, what they are told, and that it is told once."""

import hashlib
import hmac
from base64 import b64decode
from typing import Any
from uuid import UUID

import pytest

from tests.channels.api.receiver import Receiver
from tests.world import Person, World, fresh
from trustdesk.channels.api import actions

MESSAGES = ["message.received", "reply.written", "note.written"]


async def hook(person: Person, url: str, *events: str) -> dict[str, Any]:
    body = {"client_id": fresh(), "url": url, "events": list(events) or MESSAGES}
    added = await person.post("/api/v1/webhooks", json=body)
    assert added.status_code == 201, added.text
    return added.json()


async def hooks(person: Person) -> list[dict[str, Any]]:
    return (await person.get("/api/v1/webhooks")).json()["items"]


async def told(world: World) -> None:
    """Everything that happened has been heard and sent."""
    await world.settle()
    await world.house.sender.settle()


async def test_the_secret_is_shown_once_and_kept_sealed(world: World, receiver: Receiver) -> None:
    key = await world.integration()
    added = await hook(key, receiver.url("/once"))
    assert added["secret"].startswith("whsec_")
    assert len(b64decode(added["secret"].removeprefix("whsec_"))) == 32
    [listed] = [one for one in await hooks(key) if one["id"] == added["id"]]
    assert listed == {name: value for name, value in added.items() if name != "secret"}
    async with world.house.db.transaction("bitget") as tx:
        sealed = await tx.value("select secret_sealed from webhooks where id = $1", UUID(added["id"]))
    assert b64decode(added["secret"].removeprefix("whsec_")) not in sealed
    assert world.house.keys.open("webhook", sealed, bound=added["id"]).decode() == added["secret"]


async def test_the_same_endpoint_again_is_answered_the_same(world: World, receiver: Receiver) -> None:
    key = await world.integration()
    body = {"client_id": fresh(), "url": receiver.url("/same"), "events": ["message.received"]}
    first = await key.post("/api/v1/webhooks", json=body)
    again = await key.post("/api/v1/webhooks", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    other = await key.post("/api/v1/webhooks", json=body | {"events": ["reply.written"]})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    assert [one["events"] for one in await hooks(key) if one["url"] == body["url"]] == [["message.received"]]


async def test_who_manages_webhooks(world: World, receiver: Receiver) -> None:
    added = await hook(await world.agent("supervisor"), receiver.url("/mine"))
    before = await hooks(await world.agent("supervisor"))
    body = {"client_id": fresh(), "url": receiver.url("/no"), "events": MESSAGES}
    path = f"/api/v1/webhooks/{added['id']}"
    # An administrator reads no conversation, so none may be read to one by a webhook either.
    for role in ("agent", "senior", "admin"):
        person = await world.agent(role)
        for refused in (
            await person.get("/api/v1/webhooks"),
            await person.post("/api/v1/webhooks", json=body),
            await person.delete(path),
            await person.get(f"{path}/deliveries"),
            await person.post(f"{path}/deliveries/{fresh()}/again"),
        ):
            assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    line_key = await world.integration("messages")
    assert (await line_key.post("/api/v1/webhooks", json=body)).status_code == 403
    stranger = await world.agent("supervisor", brand="bybit")
    assert await hooks(stranger) == []
    for absent in (await stranger.delete(path), await stranger.get(f"{path}/deliveries")):
        assert (absent.status_code, absent.json()["code"]) == (404, "not_found")
    assert await hooks(await world.agent("supervisor")) == before


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/hook",
        "http://93.184.215.14/hook",
        "https://somebody:secret@hooks.example/",
        "https://hooks.example/#part",
        "ftp://hooks.example/",
        "javascript:alert(1)",
        "https:///hook",
        "/api/v1/messages",
        "https://hooks.example/" + "x" * 2000,
    ],
)
async def test_what_may_not_be_called_is_not_added(world: World, url: str) -> None:
    key = await world.integration()
    before = await hooks(key)
    refused = await key.post("/api/v1/webhooks", json={"client_id": fresh(), "url": url, "events": MESSAGES})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert await hooks(key) == before


@pytest.mark.parametrize("events", [[], ["message.deleted"], "message.received", None])
async def test_only_news_that_exists_can_be_wanted(world: World, events: Any) -> None:
    key = await world.integration()
    before = await hooks(key)
    body = {"client_id": fresh(), "url": "https://hooks.example/", "events": events}
    refused = await key.post("/api/v1/webhooks", json=body)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert await hooks(key) == before


async def test_a_brand_has_so_many_and_no_more(world: World) -> None:
    key = await world.integration(brand="bitp")
    for count in range(actions.MOST_WEBHOOKS):
        await hook(key, f"https://hooks.example/{count}")
    body = {"client_id": fresh(), "url": "https://hooks.example/more", "events": MESSAGES}
    refused = await key.post("/api/v1/webhooks", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert len(await hooks(key)) == actions.MOST_WEBHOOKS


async def test_a_message_is_told_whole_and_signed(world: World, receiver: Receiver) -> None:
    key = await world.integration()
    added = await hook(key, receiver.url("/received"), "message.received")
    customer = {"external_id": fresh(), "name": "王伟", "locale": "zh-CN"}
    number = await world.letter(key, "充值没到账 ✓", customer=customer)
    await told(world)
    [call] = receiver.to("/received")
    [entry] = [one for one in await key.entries(number) if one["author"]["kind"] == "customer"]
    row = await key.row(number)
    news = call.verified(added["secret"])
    assert news == {
        "type": "message.received",
        "timestamp": news["timestamp"],
        "data": {
            "conversation": number,
            "seq": 1,
            "id": entry["id"],
            "line": "api",
            "customer": {"id": row["customer"]["id"], "external_id": customer["external_id"]},
            "author": {"kind": "customer", "name": "王伟"},
            "text": "充值没到账 ✓",
            "attachments": [],
        },
    }
    assert call.headers["content-type"] == "application/json"
    signed = f"{call.headers['webhook-id']}.{call.headers['webhook-timestamp']}.".encode() + call.body
    mac = hmac.digest(b64decode(added["secret"].removeprefix("whsec_")), signed, hashlib.sha256)
    assert call.headers["webhook-signature"].startswith("v1,")
    assert b64decode(call.headers["webhook-signature"].removeprefix("v1,")) == mac


async def test_an_answer_is_told_to_who_delivers_it(world: World, receiver: Receiver) -> None:
    key, agent = await world.integration(), await world.agent()
    added = await hook(key, receiver.url("/reply"), "reply.written")
    customer = {"external_id": fresh()}
    number = await world.letter(key, customer=customer)
    written = (await agent.reply(number, "It has arrived")).json()
    await told(world)
    [call] = receiver.to("/reply")
    data = call.verified(added["secret"])["data"]
    assert (data["conversation"], data["seq"], data["id"]) == (number, written["seq"], written["id"])
    assert (data["text"], data["line"]) == ("It has arrived", "api")
    assert data["customer"]["external_id"] == customer["external_id"]
    assert data["author"] == {"kind": "agent", "name": agent.known["name"]}


async def test_a_visitors_handle_stays_inside(world: World, receiver: Receiver) -> None:
    key, visitor = await world.integration(), await world.visitor()
    await hook(key, receiver.url("/visitor"), "message.received")
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "Hello"})
    await told(world)
    [call] = receiver.to("/visitor")
    assert call.told["data"]["customer"] == {"id": visitor.id}
    assert call.told["data"]["line"] == "webchat"


async def test_a_note_is_never_told(world: World, receiver: Receiver) -> None:
    key, agent = await world.integration(), await world.agent()
    await hook(key, receiver.url("/note"), "note.written")
    number = await world.letter(key)
    written = (await agent.act(number, "notes", text="between us")).json()
    await told(world)
    [call] = receiver.to("/note")
    assert call.told["data"] == {
        "conversation": number,
        "seq": written["seq"],
        "mentions": [],
        "id": written["id"],
    }
    assert b"between us" not in call.body


async def test_everything_else_is_told_by_ids(world: World, receiver: Receiver) -> None:
    key, agent = await world.integration(), await world.agent()
    every = (
        "opened",
        "reopened",
        "assigned",
        "snoozed",
        "resolved",
        "closed",
        "status_changed",
        "labelled",
        "rated",
    )
    await hook(key, receiver.url("/every"), *(f"conversation.{what}" for what in every))
    customer = {"external_id": fresh()}
    number = await world.letter(key, customer=customer)
    await agent.act(number, "assignee", assignee="me")
    await agent.act(number, "labels", tags=["vip"])
    await agent.act(number, "status", status="waiting")
    await agent.act(number, "status", status="snoozed", until="2999-01-01T00:00:00Z")
    await agent.act(number, "status", status="resolved")
    await world.letter(key, "again", customer=customer)
    await agent.act(number, "status", status="closed")
    await told(world)
    news = [call.told for call in receiver.to("/every") if call.told["data"]["conversation"] == number]
    told_of = {one["type"]: one["data"] for one in news}
    assert told_of["conversation.opened"] == {"conversation": number}
    assert told_of["conversation.reopened"] == {"conversation": number}
    assigned = told_of["conversation.assigned"]
    assert (assigned["conversation"], assigned["assignee"], assigned["team"]) == (number, agent.id, None)
    assert told_of["conversation.status_changed"]["status"] == "waiting"
    assert told_of["conversation.labelled"].keys() == {"conversation", "seq", "id"}
    assert told_of.keys() == {f"conversation.{what}" for what in every if what != "rated"}
    assert "vip" not in str(news)


async def test_an_endpoint_hears_only_what_it_asked_for_from_when_it_asked(
    world: World, receiver: Receiver
) -> None:
    key = await world.integration()
    await world.letter(key, "before anybody listened")
    await world.settle()
    await hook(key, receiver.url("/resolved"), "conversation.resolved")
    number = await world.letter(key)
    await key.act(number, "status", status="resolved")
    await told(world)
    [call] = receiver.to("/resolved")
    assert (call.told["type"], call.told["data"]["conversation"]) == ("conversation.resolved", number)


async def test_what_is_heard_twice_is_sent_once(world: World, receiver: Receiver) -> None:
    key = await world.integration()
    added = await hook(key, receiver.url("/twice"), "message.received")
    number = await world.letter(key)
    await told(world)
    async with world.house.db.transaction("bitget") as tx:
        await tx.do("update reaction_cursors set xid = '0', id = 0 where reaction = 'webhooks'")
    await told(world)
    mine = [call for call in receiver.to("/twice") if call.told["data"]["conversation"] == number]
    assert len(mine) == 1
    log = (await key.get(f"/api/v1/webhooks/{added['id']}/deliveries", params={"limit": 200})).json()["items"]
    assert [one["id"] for one in log].count(mine[0].headers["webhook-id"]) == 1
