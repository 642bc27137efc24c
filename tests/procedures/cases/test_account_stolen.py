"""An account in other hands: frozen by one tap, made safe, lifted by the customer and two people; and a false story."""

import io
import json
import zipfile
from typing import Any

import httpx

from tests.exchange.sandbox import signed_in
from tests.procedures.backing import approved, confirmed
from tests.procedures.story import Story
from tests.world import Person, World, fresh
from trustdesk import evidence
from trustdesk.conversations.rules import bundles

TRUE, FALSE = "20260801", "20260802"
SLUG = "account_stolen"


async def tap(person: Person, client_id: str | None = None) -> httpx.Response:
    return await person.post("/api/v1/widget/freeze", json={"client_id": client_id or fresh()})


async def safety(person: Person) -> str | None:
    told: dict[str, Any] | None = (await person.get("/api/v1/widget/conversation")).json()["safety"]
    return told["state"] if told else None


async def test_one_tap_freezes_and_two_people_and_the_customer_lift(world: World) -> None:
    story = await Story.told(world, TRUE, "Someone else is in my account, please help!")
    offered = await story.now(SLUG)
    assert (offered["state"], offered["owner"], offered["diagnosis"]["code"]) == (
        "offered",
        "customer",
        "taken_over",
    )
    assert await safety(story.person) == "offered"
    said = [one["text"] for one in (await story.person.get("/api/v1/widget/conversation")).json()["entries"]]
    assert any('tap "Freeze my account"' in text for text in said)

    id = fresh()
    first, again = await tap(story.person, id), await tap(story.person, id)
    assert (first.status_code, again.status_code) == (200, 200)
    await story.settle()
    frozen = await story.now(SLUG)
    assert (frozen["state"], frozen["owner"], frozen["diagnosis"]["code"]) == ("frozen", "agent", "frozen")
    assert (await story.happened(SLUG)).count("request") == 1
    assert await safety(story.person) == "frozen"
    facts = (await story.agent.get(f"/api/v1/conversations/{story.number}/facts")).json()
    assert [lock["kind"] for lock in facts["account"]["locks"]] == ["frozen"]

    early = await story.do(SLUG, "requests", action="unfreeze")
    assert early.status_code in {403, 409}
    secured = await story.do(SLUG, "moves", event="secure")
    assert secured.status_code == 200, secured.text
    assert (await story.now(SLUG))["owner"] == "approver"

    word = await confirmed(story, TRUE, "unfreeze")
    alone = await story.do(SLUG, "requests", action="unfreeze", step_up=word)
    assert (alone.status_code, alone.json()["code"]) == (403, "not_confirmed")
    both = await approved(story, SLUG, "unfreeze")
    lifted = await story.do(SLUG, "requests", action="unfreeze", step_up=word, approval=both)
    assert lifted.status_code == 200, lifted.text
    ended = await story.now(SLUG)
    assert (ended["state"], ended["ending"], ended["owner"]) == ("solved", "solved", "nobody")
    facts = (await story.agent.get(f"/api/v1/conversations/{story.number}/facts")).json()
    assert facts["account"]["locks"] == []


async def test_a_second_tap_asks_for_nothing_more(world: World) -> None:
    story = await Story.told(world, "20260901", "我的账户被盗了")
    assert (await tap(story.person)).status_code == 200
    await story.settle()
    told = await tap(story.person)
    assert (told.status_code, told.json()["state"]) == (200, "frozen")
    listed = (await story.agent.get(f"/api/v1/conversations/{story.number}/requests")).json()
    assert [one["action"] for one in listed["requests"]] == ["freeze"]


async def test_it_becomes_a_security_case_at_once(world: World) -> None:
    compliance = await world.agent("compliance")
    story = await Story.told(world, "20260701", "My account was hacked")
    row = await story.agent.row(story.number)
    assert (row["priority"], row["tags"]) == (3, ["security"])
    alerts = (await compliance.get("/api/v1/alerts")).json()["items"]
    assert [(one["kind"], one["agent"]) for one in alerts if story.number in one["about"]] == [
        ("security_case", None)
    ]


async def test_an_untrue_story_is_shown_its_own_timeline_and_declined(world: World) -> None:
    story = await Story.told(world, FALSE, "这笔提现不是我操作的，账户被盗")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "own_devices"
    assert "均来自您账户已信任的设备" in found["diagnosis"]["wording"]["zh-CN"]
    declined = await story.do(SLUG, "moves", event="refuse")
    assert declined.status_code == 200, declined.text
    ended = await story.now(SLUG)
    assert (ended["ending"], ended["owner"], ended["due_at"]) == ("refused", "nobody", None)
    assert await safety(story.person) is None


async def test_who_is_not_signed_in_is_told_how_to_be_known_and_freezes_nobody(world: World) -> None:
    stranger = await world.visitor()
    sent = await stranger.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": "My account was hacked"}
    )
    number = sent.json()["conversation"]
    agent = await world.agent()
    await agent.act(number, "assignee", assignee="me")
    story = Story(world, stranger, agent, number)
    await story.settle()
    assert (await story.now(SLUG))["state"] == "identifying"
    assert await safety(stranger) == "sign_in"
    refused = await tap(stranger)
    assert refused.status_code in {403, 409}
    await story.settle()
    assert (await story.agent.get(f"/api/v1/conversations/{number}/requests")).json()["requests"] == []


async def test_a_stranger_can_freeze_nobody_elses_account(world: World) -> None:
    story = await Story.told(world, "20260707", "I was hacked")
    stranger = await world.visitor()
    assert (await tap(stranger)).status_code in {403, 404}
    await story.settle()
    assert (await story.now(SLUG))["state"] == "offered"


async def test_the_evidence_pack_holds_the_record_signed(world: World) -> None:
    story = await Story.told(world, "20260702", "My account was hacked")
    await tap(story.person)
    await story.settle()
    answer = await story.person.get("/api/v1/widget/evidence")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "no-store, private"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert set(files) == {"README.txt", "transcript.html", "transcript.json", "evidence.json"}
    told = json.loads(files["evidence.json"])
    signature = told.pop("signature")
    assert evidence.signed(evidence.canonical(told), signature, evidence.key_of(told["key"]))
    assert told["sha256"] == evidence.sha256(evidence.canonical(told["evidence"]))
    assert bundles.check(json.loads(files["transcript.json"])).wrong == ""
    [case] = told["evidence"]["cases"]
    assert (case["procedure"], case["state"]) == (SLUG, "frozen")
    assert [one["event"] for one in case["steps"]].count("request") == 1
    assert [one["action"] for one in told["evidence"]["requests"]] == ["freeze"]
    assert any(one["what"] == "Password changed" for one in case["found"]["proofs"])
    forged = told | {"evidence": told["evidence"] | {"conversation": "BG-000-0000"}}
    assert not evidence.signed(evidence.canonical(forged), signature, evidence.key_of(told["key"]))


async def test_nobody_takes_another_ones_evidence(world: World) -> None:
    assert (await (await world.visitor()).get("/api/v1/widget/evidence")).status_code == 404
    assert (await world.stranger.get("/api/v1/widget/evidence")).status_code == 401


async def test_without_a_case_the_tap_begins_one(world: World) -> None:
    person, number = await signed_in(world, "20260706", "hello")
    agent = await world.agent()
    await agent.act(number, "assignee", assignee="me")
    story = Story(world, person, agent, number)
    await story.settle()
    assert await safety(person) is None
    assert (await tap(person)).json()["state"] == "asked"
    await story.settle()
    assert (await story.now(SLUG))["state"] == "frozen"
