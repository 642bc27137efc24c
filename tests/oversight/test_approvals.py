"""Four eyes: another person, not below, for exactly this, once, within half an hour."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import BRAND, Person, World, fresh
from trustdesk.kit.actors import Actor
from trustdesk.oversight.rules.approvals import RANKS, bound_to, may_decide


async def ask(person: Person, act: str, reason: str = "a good one", **parameters: str) -> httpx.Response:
    body = {"client_id": fresh(), "action": act, "parameters": parameters, "reason": reason}
    return await person.post("/api/v1/approvals", json=body)


async def decide(person: Person, id: str, *, approve: bool = True) -> httpx.Response:
    return await person.post(f"/api/v1/approvals/{id}/decision", json={"approve": approve})


async def state_of(person: Person, id: str) -> dict[str, Any]:
    items = (await person.get("/api/v1/approvals")).json()["items"]
    [found] = [one for one in items if one["id"] == id]
    return found


async def export(person: Person, number: str, approval: str) -> httpx.Response:
    path = f"/api/v1/conversations/{number}/transcript"
    return await person.get(path, params={"format": "json", "approval": approval})


async def test_a_suspended_leader_is_let_in_again_by_two(world: World) -> None:
    admin, other, leader = [await world.agent(role) for role in ("admin", "admin", "supervisor")]
    stop = {"suspended": True, "reason": "looked odd"}
    assert (await admin.put(f"/api/v1/staff/{leader.id}/suspension", json=stop)).status_code == 200
    alone = await admin.put(
        f"/api/v1/staff/{leader.id}/suspension", json={"suspended": False, "reason": "all is well"}
    )
    assert (alone.status_code, alone.json()["code"]) == (403, "approval_required")
    asked = await admin.post(
        "/api/v1/approvals",
        json={
            "client_id": fresh(),
            "action": "suspension.lift",
            "parameters": {"agent": leader.id, "reason": "all is well"},
            "reason": "reviewed the record",
        },
    )
    id = asked.json()["id"]
    assert (await decide(admin, id)).status_code == 403
    early = await admin.post(f"/api/v1/approvals/{id}/lift")
    assert (early.status_code, early.json()["code"]) == (403, "not_approved")
    assert (await decide(other, id)).status_code == 204
    assert (await other.post(f"/api/v1/approvals/{id}/lift")).status_code == 404
    assert (await admin.post(f"/api/v1/approvals/{id}/lift")).status_code == 204
    assert (await admin.post(f"/api/v1/approvals/{id}/lift")).status_code == 403
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select suspended from agents where id = $1", UUID(leader.id)) is False
    shown = await state_of(other, id)
    assert (shown["state"], shown["decider_name"] is not None, shown["about_name"] is not None) == (
        "spent",
        True,
        True,
    )


async def test_an_export_beyond_the_budget_is_bound_to_its_conversation(world: World) -> None:
    key, agent, boss = await world.integration(), await world.agent(), await world.agent("supervisor")
    number, another = await world.letter(key), await world.letter(key)
    id = (await ask(agent, "transcript.export", conversation=number)).json()["id"]
    assert (await export(agent, number, id)).json()["code"] == "not_approved"
    assert (await decide(boss, id)).status_code == 204
    assert (await export(agent, another, id)).json()["code"] == "not_approved"
    assert (await export(boss, number, id)).json()["code"] == "not_approved"
    taken = await export(agent, number, id)
    assert (taken.status_code, taken.json()["transcript"]["number"]) == (200, number)
    assert (await export(agent, number, id)).json()["code"] == "not_approved"
    async with world.house.db.transaction(BRAND) as tx:
        used = await tx.value(
            "select count(*) from egress where agent = $1 and kind = 'transcripts'", UUID(agent.id)
        )
    assert used == 0


async def test_of_a_hundred_who_decide_and_spend_at_once_one_does(world: World) -> None:
    key, agent, boss = await world.integration(), await world.agent(), await world.agent("supervisor")
    number = await world.letter(key)
    id = (await ask(agent, "transcript.export", conversation=number)).json()["id"]
    decided = await asyncio.gather(*(decide(boss, id, approve=count % 2 == 0) for count in range(100)))
    assert sorted(one.status_code for one in decided) == [204] + [409] * 99
    if (await state_of(boss, id))["state"] == "refused":
        id = (await ask(agent, "transcript.export", conversation=number)).json()["id"]
        await decide(boss, id)
    spent = await asyncio.gather(*(export(agent, number, id) for _ in range(20)))
    assert sorted(one.status_code for one in spent) == [200] + [403] * 19


async def test_it_runs_out_after_half_an_hour(world: World) -> None:
    key, agent, boss = await world.integration(), await world.agent(), await world.agent("supervisor")
    number = await world.letter(key)
    ids = [(await ask(agent, "transcript.export", conversation=number)).json()["id"] for _ in range(2)]
    await decide(boss, ids[1])
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update approvals set until = until - interval '30 minutes' where requester = $1", UUID(agent.id)
        )
    late = await decide(boss, ids[0])
    assert (late.status_code, late.json()["code"]) == (409, "already_decided")
    assert (await export(agent, number, ids[1])).json()["code"] == "not_approved"
    assert {(await state_of(agent, id))["state"] for id in ids} == {"expired"}


async def test_nobody_below_decides_and_others_requests_are_not_shown(world: World) -> None:
    compliance, boss, agent = [await world.agent(role) for role in ("compliance", "supervisor", "agent")]
    id = (await ask(compliance, "transcript.export", conversation="BG-AAA-AAAA")).json()["id"]
    assert (await decide(boss, id)).status_code == 403
    assert (await decide(agent, id)).status_code == 403
    assert (await decide(boss, fresh())).status_code == 404
    assert (await state_of(compliance, id))["state"] == "open"
    assert id not in (await agent.get("/api/v1/approvals")).text
    assert id in (await boss.get("/api/v1/approvals")).text


@pytest.mark.parametrize("wrong", [{}, {"conversation": "x", "more": "y"}, {"agent": "x"}])
async def test_only_the_acts_own_parameters_are_taken(world: World, wrong: dict[str, str]) -> None:
    agent = await world.agent()
    refused = await ask(agent, "transcript.export", **wrong)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert (await ask(agent, "launch.rocket", conversation="x")).status_code == 400
    assert (await agent.get("/api/v1/approvals")).json()["items"] == []


async def test_the_same_request_again_is_the_same(world: World) -> None:
    agent = await world.agent()
    body = {
        "client_id": fresh(),
        "action": "transcript.export",
        "parameters": {"conversation": "BG-1"},
        "reason": "r",
    }
    one, again = [await agent.post("/api/v1/approvals", json=body) for _ in range(2)]
    assert one.json() == again.json()
    other = await agent.post("/api/v1/approvals", json=body | {"reason": "another"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    assert len((await agent.get("/api/v1/approvals")).json()["items"]) == 1


ROLES = st.sampled_from(sorted(RANKS))


@given(mine=ROLES, theirs=ROLES, same=st.booleans())
def test_another_person_and_not_below(mine: str, theirs: str, *, same: bool) -> None:
    requester = UUID(int=1)
    actor = Actor(tenant="t", kind="agent", id=str(UUID(int=1 if same else 2)), name="", role=mine)
    assert may_decide(actor, requester, theirs) == (not same and RANKS[mine] >= RANKS[theirs])
    assert not may_decide(actor, requester, "a role of tomorrow")


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_hash_is_of_these_very_parameters(one: str, other: str) -> None:
    hashes = {bound_to("transcript.export", {"conversation": text}) for text in (one, other)}
    assert len(hashes) == (1 if one == other else 2)
    same = [{"agent": one, "reason": other}, dict(reversed({"agent": one, "reason": other}.items()))]
    assert len({bound_to("suspension.lift", given) for given in same}) == 1
