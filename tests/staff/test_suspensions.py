"""The kill switch: an agent is out on every node within a second, and what they hold goes back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.staff.signing import age, audited, facts, sign_in
from tests.world import WAIT_SECONDS, Person, World

WHY = "opened forty customers in an hour"
BACK = "talked it over with the team lead"


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere(world: World, cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    """A second node on the same database."""
    async with worlds.running(cluster, module_database) as started:
        yield started


async def suspend(leader: Person, agent: Person, reason: str = WHY) -> Any:
    body = {"suspended": True, "reason": reason}
    return await leader.put(f"/api/v1/staff/{agent.id}/suspension", json=body)


async def lift(leader: Person, agent: Person) -> Any:
    body = {"suspended": False, "reason": BACK}
    return await leader.put(f"/api/v1/staff/{agent.id}/suspension", json=body)


async def standing(leader: Person, agent: Person) -> dict[str, Any]:
    items = (await leader.get("/api/v1/staff/standings")).json()["items"]
    return next(one for one in items if one["id"] == agent.id)


async def out_within_a_second(person: Person) -> None:
    # A node remembers who somebody is for a second at most.
    async with asyncio.timeout(WAIT_SECONDS):
        while (await person.get("/api/v1/session")).status_code == 200:
            await asyncio.sleep(0.02)


async def test_every_socket_and_session_on_every_node_ends_within_a_second(
    world: World, elsewhere: World
) -> None:
    leader, agent, key = await world.agent("supervisor"), await world.agent(), await world.integration()
    far = elsewhere._met(Person(elsewhere, agent.token, **agent.known))
    number = await world.letter(key)
    await agent.put("/api/v1/presence", json={"state": "online"})
    assert (await agent.act(number, "assignee", assignee="me")).status_code in {200, 201}
    assert (await far.get("/api/v1/session")).status_code == 200
    async with agent.live() as near_socket, far.live() as far_socket:
        assert (await suspend(leader, agent)).status_code == 200
        # By the news of it: credentials are looked at again only every half a minute.
        assert await near_socket.closed() == await far_socket.closed() == 4401
        assert far_socket.frames[-1] == {"t": "bye", "code": "revoked"}
    await out_within_a_second(agent)
    await out_within_a_second(far)
    await world.settle()
    row = await leader.row(number)
    assert (row["assignee"], row["status"]) == (None, "open")
    assert (await sign_in(world, agent)).status_code == 401
    assert (await leader.act(number, "assignee", assignee=agent.id, refused=True)).status_code == 400
    now = await standing(leader, agent)
    assert (now["state"], now["reason"], now["sessions"]) == ("suspended", WHY, 0)
    assert now["suspended_by"] == leader.known["name"]


async def test_one_is_stopped_at_once_and_let_in_again_after_a_fresh_proof(world: World) -> None:
    leader, agent = await world.agent("admin"), await world.agent("senior")
    await age(leader, timedelta(minutes=11))
    assert (await suspend(leader, agent)).status_code == 200
    assert (await suspend(leader, agent, "again")).status_code == 200
    refused = await lift(leader, agent)
    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_required")
    assert (await standing(leader, agent))["state"] == "suspended"
    await age(leader, timedelta(minutes=-11))
    assert (await lift(leader, agent)).status_code == 200
    assert (await lift(leader, agent)).status_code == 200
    assert (await standing(leader, agent))["state"] == "in"
    assert (await sign_in(world, agent)).status_code == 200
    assert (await agent.get("/api/v1/session")).status_code == 401  # what was ended stays ended
    by = {"about": agent.id, "by": leader.id}
    assert await facts(world, "AgentSuspended", agent.id) == [{**by, "reason": WHY}]
    assert await facts(world, "SuspensionLifted", agent.id) == [{**by, "reason": BACK}]
    assert await audited(world, agent.id) == [("agent.suspend", "admin", WHY), ("agent.lift", "admin", BACK)]


@pytest.mark.parametrize(
    ("role", "whose", "status"),
    [
        ("agent", "agent", 403),
        ("senior", "agent", 403),
        ("compliance", "agent", 403),
        ("breakglass", "agent", 403),
        ("supervisor", "admin", 403),
        ("supervisor", "supervisor", 403),
        ("supervisor", "editor", 200),
        ("admin", "compliance", 200),
    ],
)
async def test_who_stops_whom(world: World, role: str, whose: str, status: int) -> None:
    actor, agent = await world.agent(role), await world.agent(whose)
    assert (await suspend(actor, agent)).status_code == status
    assert (await agent.get("/api/v1/session")).status_code == (401 if status == 200 else 200)


async def test_nobody_stops_themselves_or_a_stranger_or_without_a_reason(world: World) -> None:
    leader, agent = await world.agent("admin"), await world.agent()
    foreign = await world.agent(brand="bybit")
    assert (await suspend(leader, leader)).status_code == 403
    assert (await suspend(leader, foreign)).status_code == 404
    for reason in ("", "   ", "x" * 501):
        assert (await suspend(leader, agent, reason)).status_code == 400
    for person in (leader, agent, foreign):
        assert (await person.get("/api/v1/session")).status_code == 200


async def test_the_list_is_for_who_leads_or_audits(world: World) -> None:
    agent, auditor = await world.agent(), await world.agent("compliance")
    assert (await agent.get("/api/v1/staff/standings")).status_code == 403
    found = await standing(auditor, agent)
    assert found == {
        "id": agent.id,
        "name": found["name"],
        "email": agent.known["email"],
        "role": "agent",
        "state": "in",
        "ends_at": None,
        "passkeys": 0,
        "sessions": 1,
        "seen_at": found["seen_at"],
        "reason": None,
        "suspended_by": None,
        "suspended_at": None,
        "over": False,
    }
