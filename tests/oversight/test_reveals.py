"""Revealing one value: by whom, why, how often, on record before it leaves; and reading by a reason."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.world import BRAND, Person, World, fresh

ADDRESS = "wang.wei@mail.example"
ELEVEN_MINUTES = timedelta(minutes=11)


async def reveal(person: Person, ref: str, reason: str = "verify_customer", **more: Any) -> httpx.Response:
    body = {"client_id": fresh(), "ref": ref, "reason_code": reason, **more}
    return await person.post("/api/v1/reveals", json=body)


async def handle_of(person: Person, number: str) -> dict[str, str]:
    [handle] = (await person.row(number))["customer_detail"]["handles"]
    return handle


async def held(world: World, agent: Person) -> str:
    key = await world.integration()
    number = await world.letter(key, customer={"external_id": f"{fresh()[:6]}.{ADDRESS}"})
    assert (await agent.act(number, "assignee", assignee="me")).status_code == 201
    return number


async def audit(world: World, actor: Person, *actions: str) -> list[tuple[str, str, str]]:
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            """select action, about_id, reason from audit
            where tenant = $1 and actor = $2 and action = any($3) order by xid, id""",
            BRAND,
            f"agent:{actor.id}",
            list(actions),
        )
    return [(row["action"], row["about_id"], row["reason"]) for row in rows]


async def alerts(world: World, agent: Person) -> list[tuple[str, str]]:
    compliance = await world.agent("compliance")
    items = (await compliance.get("/api/v1/alerts")).json()["items"]
    return [(one["kind"], one["about"]) for one in items if one["agent"] == agent.id]


async def test_the_holder_reveals_a_handle_for_a_minute_and_it_is_on_record(world: World) -> None:
    agent = await world.agent()
    number = await held(world, agent)
    masked = await handle_of(agent, number)
    assert ADDRESS not in str(masked)
    before = datetime.now(UTC)
    shown = await reveal(agent, masked["ref"])
    assert shown.status_code == 201
    told = shown.json()
    assert told["value"].endswith(ADDRESS)
    until = datetime.fromisoformat(told["until"])
    assert before + timedelta(seconds=60) <= until <= datetime.now(UTC) + timedelta(seconds=60)
    conversation = masked["ref"].split(":")[1]
    assert await audit(world, agent, "contact.reveal") == [
        ("contact.reveal", conversation, "verify_customer")
    ]
    # It is masked again everywhere else, and for the next look.
    assert await handle_of(agent, number) == masked


async def test_the_name_of_a_file_is_revealed_too(world: World) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    taken = await visitor.post(
        "/api/v1/widget/files", params={"name": "passport-WANG-WEI-E1234.pdf"}, content=b"%PDF-1.7 nothing"
    )
    assert taken.status_code == 201, taken.text
    body = {"client_id": fresh(), "text": "my passport", "attachments": [taken.json()["id"]]}
    number = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
    await agent.act(number, "assignee", assignee="me")
    [file] = (await agent.entries(number))[0]["attachments"]
    assert file["name"] == "pa•••34.pdf"
    assert "WANG" not in str(await agent.entries(number))
    served = await world.stranger.get(file["url"])
    assert served.status_code == 200
    assert "WANG" not in str(served.headers)
    assert (await reveal(agent, file["ref"])).json()["value"] == "passport-WANG-WEI-E1234.pdf"
    assert [one[0] for one in await audit(world, agent, "account.reveal", "file.read")] == [
        "file.read",
        "account.reveal",
    ]


@pytest.mark.parametrize("role", ["agent", "senior", "supervisor", "compliance", "admin", "editor"])
async def test_nobody_but_the_holder_reveals(world: World, role: str) -> None:
    agent, other = await world.agent(), await world.agent(role)
    number = await held(world, agent)
    ref = (await handle_of(agent, number))["ref"]
    await other.look_into(number, refused=None)  # not every role may even open it
    refused = await reveal(other, ref)
    expected = (403, "not_held") if role in {"agent", "senior", "supervisor"} else (404, "not_found")
    assert (refused.status_code, refused.json()["code"]) == expected
    assert await audit(world, other, "contact.reveal") == []


async def test_who_gave_it_back_reveals_no_more(world: World) -> None:
    agent = await world.agent()
    number = await held(world, agent)
    ref = (await handle_of(agent, number))["ref"]
    await agent.act(number, "assignee", assignee=None)
    assert (await reveal(agent, ref)).json()["code"] == "not_held"


async def test_a_reveal_needs_a_fresh_proof(world: World) -> None:
    agent = await world.agent()
    number = await held(world, agent)
    ref = (await handle_of(agent, number))["ref"]
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update staff_sessions set proved_at = proved_at - $2::interval where agent = $1",
            UUID(agent.id),
            ELEVEN_MINUTES,
        )
    world.house.admission.forget_id(agent.id)
    stopped = await reveal(agent, ref)
    assert (stopped.status_code, stopped.json()["code"]) == (403, "step_up_required")
    assert await audit(world, agent, "contact.reveal") == []


async def test_a_reveal_needs_a_reason_of_the_list(world: World) -> None:
    agent = await world.agent()
    ref = (await handle_of(agent, await held(world, agent)))["ref"]
    assert (await reveal(agent, ref, "curiosity")).status_code == 400
    assert (await reveal(agent, ref, "other")).status_code == 400
    assert (await reveal(agent, ref, "other", note="  ")).status_code == 400
    assert (await reveal(agent, ref, "other", note="call back agreed")).status_code == 201
    for nonsense in ("", "handle", f"handle:{fresh()}:{fresh()}", f"{ref}x", f"name:{fresh()}:{fresh()}"):
        assert (await reveal(agent, nonsense)).status_code == 404


async def test_the_same_reveal_again_is_answered_the_same_and_counts_once(world: World) -> None:
    agent = await world.agent()
    ref = (await handle_of(agent, await held(world, agent)))["ref"]
    body = {"client_id": fresh(), "ref": ref, "reason_code": "complaint", "note": ""}
    one, again = [await agent.post("/api/v1/reveals", json=body) for _ in range(2)]
    assert one.json() == again.json()
    assert len(await audit(world, agent, "contact.reveal")) == 1
    other = await agent.post("/api/v1/reveals", json=body | {"reason_code": "fraud_check"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from reveals where agent = $1", UUID(agent.id)) == 1


async def test_the_21st_reveal_of_a_shift_is_refused_and_compliance_is_told(world: World) -> None:
    agent = await world.agent()
    number = await held(world, agent)
    ref = (await handle_of(agent, number))["ref"]
    assert [(await reveal(agent, ref)).status_code for _ in range(20)] == [201] * 20
    refused = await reveal(agent, ref)
    assert (refused.status_code, refused.json()["code"]) == (429, "reveal_quota")
    assert "value" not in refused.json()
    assert await alerts(world, agent) == [("reveal_quota", "contact+account")]
    assert len(await audit(world, agent, "contact.reveal")) == 20
    assert len(await audit(world, agent, "reveal.refuse")) == 1


async def test_a_colleagues_conversation_is_read_by_a_reason_on_record(world: World) -> None:
    holder, other = await world.agent(), await world.agent()
    number = await held(world, holder)
    for path in ("", "/messages", "/transcript", "/draft"):
        refused = await other.get(f"/api/v1/conversations/{number}{path}")
        assert (path, refused.status_code, refused.json()["code"]) == (path, 403, "reason_required")
    assert (await other.look_into(number, "no reason", refused=True)).status_code == 400
    opened = await other.look_into(number, "complaint")
    assert opened.status_code == 201
    assert (await other.get(f"/api/v1/conversations/{number}/messages")).status_code == 200
    [(_, _, reason)] = await audit(world, other, "conversation.access")
    assert reason == "complaint"
    assert [one[:2] for one in await audit(world, other, "conversation.open")] == [
        ("conversation.open", number)
    ]


async def test_reading_by_a_reason_ends_after_half_an_hour(world: World) -> None:
    holder, other = await world.agent(), await world.agent()
    number = await held(world, holder)
    await other.look_into(number)
    assert (await other.get(f"/api/v1/conversations/{number}")).status_code == 200
    async with world.house.db.transaction(BRAND) as tx:
        grant = await tx.row("select at, until from access_grants where agent = $1", UUID(other.id))
        assert grant is not None
        assert grant["until"] - grant["at"] == timedelta(minutes=30)
    viewer = await world.house.admission.look_up(other.token)
    assert viewer is not None
    assert len(viewer.grants) == 1
    async with world.house.db.transaction(BRAND) as tx:
        later = await world.house.admission._resolvers["ts"](tx, other.token, grant["until"])
    assert later is None or later.grants == frozenset()


async def test_who_is_called_by_a_note_may_read(world: World) -> None:
    holder, called = await world.agent(), await world.agent()
    number = await held(world, holder)
    assert (await called.get(f"/api/v1/conversations/{number}")).status_code == 403
    await holder.act(number, "notes", text="can you look?", mentions=[called.id])
    await world.settle()
    world.house.admission.forget_id(called.id)
    assert (await called.get(f"/api/v1/conversations/{number}")).status_code == 200
    shown = (await called.get("/api/v1/conversations", params={"view": "mentions"})).json()["items"]
    assert [row["number"] for row in shown] == [number]


async def test_lists_hold_no_first_words_of_what_one_may_not_read(world: World) -> None:
    holder, other, boss = await world.agent(), await world.agent(), await world.agent("supervisor")
    number = await held(world, holder)
    await holder.reply(number, "the answer to a stranger")
    seen: dict[str, list[Any]] = {}
    for name, person in (("other", other), ("boss", boss), ("holder", holder)):
        page = await person.get("/api/v1/conversations", params={"view": "waiting", "limit": 200})
        seen[name] = [row["preview"] for row in page.json()["items"] if row["number"] == number]
    assert seen == {"other": [], "boss": [""], "holder": ["the answer to a stranger"]}
    for person in (other, boss):
        found = await person.get("/api/v1/conversations", params={"q": "stranger answer"})
        assert number not in found.text


async def test_of_the_customers_other_conversations_no_words_are_shown(world: World) -> None:
    key, agent, colleague = await world.integration(), await world.agent(), await world.agent()
    customer = {"external_id": fresh()}
    first = await world.letter(key, "an old secret story", customer=customer)
    await colleague.act(first, "status", status="closed")
    second = await world.letter(key, "a new matter", customer=customer)
    await agent.act(second, "assignee", assignee="me")
    [other] = (await agent.row(second))["others"]
    assert (other["number"], other["preview"]) == (first, "")
    await agent.look_into(first, "returning_customer")
    [other] = (await agent.row(second))["others"]
    assert other["preview"] == "an old secret story"
