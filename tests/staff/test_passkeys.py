"""Passkeys: added after a fresh proof, signing in alone and as second factor, one challenge once."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from websockets.asyncio.client import connect

from tests.authenticator import PRESENT, Authenticator
from tests.staff.signing import (
    age,
    ask,
    audited,
    by_passkey,
    code,
    device,
    enrol,
    entered,
    facts,
    sign_in,
    step_up,
)
from tests.world import BRAND, Person, World
from trustdesk.staff.rules.party import agent_of, handle_of, party_of


async def held(agent: Person) -> list[dict[str, Any]]:
    return (await agent.get("/api/v1/passkeys")).json()["items"]


async def test_several_are_added_under_names_and_listed(world: World) -> None:
    agent = await world.agent()
    challenge, options = await ask(agent, "/api/v1/passkeys/challenge")
    assert options["rp"] == {"name": "trustdesk", "id": "localhost"}
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    made = {"challenge": challenge, "name": " Work key ", "credential": device(world).create(options)}
    first = await agent.post("/api/v1/passkeys", json=made)
    assert (first.status_code, first.json()["name"]) == (201, "Work key")
    again = await agent.post("/api/v1/passkeys", json=made)
    assert (again.status_code, again.json()["code"]) == (409, "challenge_spent")
    assert (await enrol(agent, device(world), "Phone")).status_code == 201
    assert [one["name"] for one in await held(agent)] == ["Work key", "Phone"]
    _, options = await ask(agent, "/api/v1/passkeys/challenge")
    assert len(options["excludeCredentials"]) == 2
    ids = [one["id"] for one in await held(agent)]
    assert [one["passkey"] for one in await facts(world, "PasskeyEnrolled", agent.id)] == ids
    assert await audited(world, ids[0]) == [("passkey.enrol", "agent", "")]


async def test_one_signs_in_alone(world: World) -> None:
    agent, key = await world.agent(), device(world)
    await enrol(agent, key)
    signed = await by_passkey(world, key)
    assert signed.status_code == 200
    assert (signed.json()["agent"]["id"], signed.json()["brand"]["slug"]) == (agent.id, BRAND)
    assert signed.json()["agent"]["limited"] is False
    inside = world._met(Person(world, signed.json()["token"]))
    sessions = (await inside.get("/api/v1/sessions")).json()["items"]
    assert {one["factor"] for one in sessions if one["current"]} == {"passkey"}


async def test_one_is_a_second_factor_for_its_own_holder(world: World) -> None:
    agent, other, key = await world.agent(), await world.agent(), device(world)
    await enrol(agent, key)

    async def second(who: Person) -> Any:
        challenge, options = await ask(world.stranger, "/api/v1/session/challenge")
        return await sign_in(world, who, passkey={"challenge": challenge, "credential": key.get(options)})

    assert (await second(agent)).status_code == 200
    refused = await second(other)
    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_failed")


async def turned_away(person: Person) -> int | None:
    """The code with which a socket of this person is closed at once."""
    url = f"{person.world.base_url.replace('http', 'ws', 1)}/api/v1/live"
    async with connect(url, additional_headers={"authorization": f"Bearer {person.token}"}) as socket:
        await socket.wait_closed()
        return socket.close_code


def unverified(key: Authenticator) -> None:
    key.flags = PRESENT


def elsewhere(key: Authenticator) -> None:
    key.origin = "http://localhost.evil.example"


def another_domain(key: Authenticator) -> None:
    key.rp = "evil.example"


WRONG = {"nobody verified": unverified, "a page elsewhere": elsewhere, "another domain": another_domain}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=list(WRONG))
async def test_what_proves_nothing_is_refused(world: World, spoil: Any) -> None:
    agent, good, bad = await world.agent(), device(world), device(world)
    await enrol(agent, good)
    spoil(bad)
    refused = await enrol(agent, bad)
    assert (refused.status_code, refused.json()["code"]) == (400, "passkey_refused")
    assert len(await held(agent)) == 1
    spoil(good)
    refused = await by_passkey(world, good)
    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_failed")
    assert (await held(agent))[0]["used_at"] is None


async def test_a_challenge_is_for_one_purpose_and_a_signature_for_one_challenge(world: World) -> None:
    agent, key = await world.agent(), device(world)
    await enrol(agent, key)
    challenge, options = await ask(agent, "/api/v1/session/step-up/challenge")
    body = {"challenge": challenge, "credential": key.get(options)}
    for_signing_in = await world.stranger.post("/api/v1/session/passkey", json=body)
    assert (for_signing_in.status_code, for_signing_in.json()["code"]) == (409, "challenge_spent")
    first, options = await ask(world.stranger, "/api/v1/session/challenge")
    signed = key.get(options)
    second, _ = await ask(world.stranger, "/api/v1/session/challenge")
    crossed = await world.stranger.post(
        "/api/v1/session/passkey", json={"challenge": second, "credential": signed}
    )
    assert (crossed.status_code, crossed.json()["code"]) == (401, "sign_in_failed")
    body = {"challenge": first, "credential": signed}
    assert (await world.stranger.post("/api/v1/session/passkey", json=body)).status_code == 200
    world.stranger.cookies.clear()
    again = await world.stranger.post("/api/v1/session/passkey", json=body)
    assert (again.status_code, again.json()["code"]) == (409, "challenge_spent")


async def test_of_many_uses_at_once_one_succeeds(world: World) -> None:
    agent, key = await world.agent(), device(world)
    await enrol(agent, key)
    challenge, options = await ask(world.stranger, "/api/v1/session/challenge")
    body = {"challenge": challenge, "credential": key.get(options)}
    tries = [world.stranger.post("/api/v1/session/passkey", json=body) for _ in range(8)]
    statuses = sorted(answer.status_code for answer in await asyncio.gather(*tries))
    world.stranger.cookies.clear()
    assert statuses == [200] + [409] * 7


async def test_a_challenge_runs_out(world: World) -> None:
    agent, key = await world.agent(), device(world)
    await enrol(agent, key)
    challenge, options = await ask(world.stranger, "/api/v1/session/challenge")
    async with world.house.db.transaction("desk") as tx:
        await tx.do("update staff_challenges set expires_at = expires_at - interval '3 minutes'")
    body = {"challenge": challenge, "credential": key.get(options)}
    late = await world.stranger.post("/api/v1/session/passkey", json=body)
    assert (late.status_code, late.json()["code"]) == (409, "challenge_spent")


async def test_a_counter_that_went_back_is_refused_and_written_down(world: World) -> None:
    agent, key = await world.agent(), device(world)
    await enrol(agent, key)
    for _ in range(3):
        assert (await by_passkey(world, key)).status_code == 200
    refused = await by_passkey(world, key, copied=True)
    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_failed")
    (passkey,) = await held(agent)
    assert passkey["regressed_at"] is not None
    assert await facts(world, "PasskeyRegressed", agent.id) == [
        {"about": agent.id, "passkey": passkey["id"], "kept": 3, "given": 2}
    ]
    key.count = 3
    assert (await by_passkey(world, key)).status_code == 200


async def test_a_forged_signature_leaves_no_trace(world: World) -> None:
    agent, key = await world.agent(), device(world)
    await enrol(agent, key)
    assert (await by_passkey(world, key)).status_code == 200
    challenge, options = await ask(world.stranger, "/api/v1/session/challenge")
    signed = key.get(options, copied=True)
    signed["response"]["signature"] = signed["response"]["signature"][:-6] + "AAAAAA"
    body = {"challenge": challenge, "credential": signed}
    assert (await world.stranger.post("/api/v1/session/passkey", json=body)).status_code == 401
    assert (await held(agent))[0]["regressed_at"] is None


async def test_adding_and_removing_need_a_fresh_proof(world: World) -> None:
    agent = await world.agent()
    await enrol(agent, device(world))
    challenge, options = await ask(agent, "/api/v1/passkeys/challenge")
    await age(agent, timedelta(minutes=11))
    body = {"challenge": challenge, "name": "late", "credential": device(world).create(options)}
    (passkey,) = await held(agent)
    for answer in (
        await agent.post("/api/v1/passkeys", json=body),
        await agent.delete(f"/api/v1/passkeys/{passkey['id']}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
    assert await held(agent) == [passkey]


async def test_the_last_one_stays_where_the_role_must_have_one(world: World) -> None:
    agent, leader = await world.agent(), await world.agent("supervisor")
    await enrol(agent, device(world))
    await enrol(leader, device(world))
    await enrol(leader, device(world))
    (only,), (first, second) = await held(agent), await held(leader)
    assert (await leader.delete(f"/api/v1/passkeys/{only['id']}")).status_code == 404
    assert (await agent.delete(f"/api/v1/passkeys/{only['id']}")).status_code == 204
    assert await held(agent) == []
    assert (await leader.delete(f"/api/v1/passkeys/{first['id']}")).status_code == 204
    refused = await leader.delete(f"/api/v1/passkeys/{second['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_passkey")
    assert await held(leader) == [second]
    assert len(await facts(world, "PasskeyRemoved", leader.id)) == 1


async def test_a_code_lets_a_supervisor_in_only_to_add_their_first_passkey(world: World) -> None:
    hired, key = await world.agent("supervisor"), device(world)
    leader = await entered(world, hired)
    me = (await leader.get("/api/v1/session")).json()["agent"]
    assert me["limited"] is True
    for path in ("/api/v1/conversations", "/api/v1/sessions", "/api/v1/staff/standings", "/api/v1/teams"):
        assert (await leader.get(path)).status_code == 403, path
    assert (await leader.put("/api/v1/presence", json={"state": "online"})).status_code == 403
    assert await turned_away(leader) == 4401
    assert (await enrol(leader, key)).status_code == 201
    assert (await leader.get("/api/v1/session")).json()["agent"]["limited"] is False
    assert (await leader.get("/api/v1/staff/standings")).status_code == 200


async def test_a_stolen_code_adds_no_passkey_beside_the_one_there_is(world: World) -> None:
    hired, key = await world.agent("admin"), device(world)
    await enrol(hired, key)
    leader = await entered(world, hired)
    refused = await leader.post("/api/v1/passkeys/challenge", json={})
    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_required")
    code_again = await leader.post("/api/v1/session/step-up", json={"code": code(hired, 1)})
    assert code_again.json()["code"] == "step_up_failed"
    assert (await leader.get("/api/v1/session")).json()["agent"]["limited"] is True
    assert (await step_up(leader, key)).status_code == 200
    assert (await leader.get("/api/v1/session")).json()["agent"]["limited"] is False


def test_the_party_is_the_desks_own_host() -> None:
    party = party_of("https://desk.exchange.example")
    assert (party.id, party.origin) == ("desk.exchange.example", "https://desk.exchange.example")
    local = party_of("http://127.0.0.1:8400")
    assert (local.id, local.origin) == ("localhost", "http://localhost:8400")


def test_a_handle_names_its_agent_and_nothing_else_does() -> None:
    agent = UUID(int=7)
    assert agent_of(handle_of("bitget", agent)) == ("bitget", agent)
    assert len(handle_of("b" * 31, agent)) <= 64
    assert [agent_of(b""), agent_of(bytes(16)), agent_of(bytes(16) + b"\xff")] == [None, None, None]
