"""Proving again who one is: fresh for ten minutes, by a code that works once or by a passkey."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.staff.signing import age, ask, code, device, enrol, entered, facts, step_up
from tests.world import World
from trustdesk import staff
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.errors import Forbidden

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ELEVEN = timedelta(minutes=11)


def proved(seconds: int | None) -> Actor:
    at = None if seconds is None else NOW - timedelta(seconds=seconds)
    return Actor(tenant="t", kind="agent", id=str(uuid4()), name="", role="agent", proved_at=at)


@given(st.integers(0, 100_000))
def test_a_proof_is_fresh_for_ten_minutes(seconds: int) -> None:
    assert staff.is_fresh(proved(seconds), NOW) is (seconds < 600)
    if seconds < 600:
        staff.require_fresh(proved(seconds), NOW)
    else:
        with pytest.raises(staff.StepUpRequired):
            staff.require_fresh(proved(seconds), NOW)


def test_who_never_proved_anything_must_and_a_key_cannot() -> None:
    with pytest.raises(staff.StepUpRequired):
        staff.require_fresh(proved(None), NOW)
    with pytest.raises(Forbidden):
        staff.require_fresh(Actor(tenant="t", kind="api", id="1", name="", scopes=("desk",)), NOW)
    staff.require_fresh(system("t"), NOW)


async def test_what_is_not_fresh_is_stopped_and_let_through_after_a_code(world: World) -> None:
    agent = await world.agent()
    await age(agent, ELEVEN)
    stopped = await agent.post("/api/v1/passkeys/challenge", json={})
    assert (stopped.status_code, stopped.json()["code"]) == (403, "step_up_required")
    before = datetime.now(UTC)
    stepped = await agent.post("/api/v1/session/step-up", json={"code": code(agent)})
    assert stepped.status_code == 200
    until = datetime.fromisoformat(stepped.json()["fresh_until"])
    assert before + timedelta(minutes=10) <= until <= datetime.now(UTC) + timedelta(minutes=10)
    assert (await agent.post("/api/v1/passkeys/challenge", json={})).status_code == 200
    assert await facts(world, "SteppedUp", agent.id) == [{"about": agent.id, "factor": "totp"}]


async def test_a_code_that_signed_in_steps_up_no_more(world: World) -> None:
    hired = await world.agent()
    now = code(hired)
    agent = await entered(world, hired, code=now)
    await age(agent, ELEVEN)
    for tried in (now, "000000", ""):
        refused = await agent.post("/api/v1/session/step-up", json={"code": tried})
        assert (refused.status_code, refused.json()["code"]) == (403, "step_up_failed")
    assert (await agent.post("/api/v1/passkeys/challenge", json={})).json()["code"] == "step_up_required"
    assert (await agent.get("/api/v1/session")).status_code == 200


async def test_tries_to_step_up_are_counted(world: World) -> None:
    agent = await world.agent()
    tried = [await agent.post("/api/v1/session/step-up", json={"code": "000000"}) for _ in range(11)]
    assert [one.status_code for one in tried] == [403] * 10 + [429]


async def test_a_passkey_steps_up_once_per_challenge_and_for_its_own_session_only(world: World) -> None:
    agent, other, key = await world.agent(), await world.agent(), device(world)
    assert (await enrol(agent, key)).status_code == 201
    await age(agent, ELEVEN)
    challenge, options = await ask(agent, "/api/v1/session/step-up/challenge")
    assert [one["id"] for one in options["allowCredentials"]] != []
    assert options["userVerification"] == "required"
    body = {"passkey": {"challenge": challenge, "credential": key.get(options)}}
    foreign = await other.post("/api/v1/session/step-up", json=body)
    assert (foreign.status_code, foreign.json()["code"]) == (409, "challenge_spent")
    assert (await agent.post("/api/v1/session/step-up", json=body)).status_code == 200
    again = await agent.post("/api/v1/session/step-up", json=body)
    assert (again.status_code, again.json()["code"]) == (409, "challenge_spent")
    assert (await agent.get("/api/v1/passkeys")).json()["items"][0]["used_at"] is not None


async def test_a_colleagues_passkey_is_no_proof(world: World) -> None:
    agent, other, key = await world.agent(), await world.agent(), device(world)
    await enrol(other, key)
    await age(agent, ELEVEN)
    challenge, options = await ask(agent, "/api/v1/session/step-up/challenge")
    body = {"passkey": {"challenge": challenge, "credential": key.get({**options, "allowCredentials": []})}}
    refused = await agent.post("/api/v1/session/step-up", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_failed")
    assert (await agent.post("/api/v1/passkeys/challenge", json={})).json()["code"] == "step_up_required"


async def test_where_a_passkey_is_required_and_there_is_one_a_code_is_no_proof(world: World) -> None:
    leader, key = await world.agent("supervisor"), device(world)
    assert (await leader.post("/api/v1/session/step-up", json={"code": code(leader)})).status_code == 200
    await enrol(leader, key)
    refused = await leader.post("/api/v1/session/step-up", json={"code": code(leader, 1)})
    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_failed")
    assert (await step_up(leader, key)).status_code == 200
