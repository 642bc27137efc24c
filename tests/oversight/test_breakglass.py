"""Break-glass access by four eyes: one asks, another decides, a third gets it, for hours, and it ends by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.world import BRAND, Person, World, fresh
from trustdesk import staff

HOUR = timedelta(hours=1)


async def ask(person: Person, agent: str, hours: str = "3", **more: str) -> httpx.Response:
    parameters = {"agent": agent, "hours": hours, "reason": "nobody else is there tonight"} | more
    body = {"client_id": fresh(), "action": "breakglass.grant", "parameters": parameters, "reason": "storm"}
    return await person.post("/api/v1/approvals", json=body)


async def decide(person: Person, id: str, *, approve: bool = True) -> httpx.Response:
    return await person.post(f"/api/v1/approvals/{id}/decision", json={"approve": approve})


async def use(person: Person, id: str) -> httpx.Response:
    return await person.post(f"/api/v1/approvals/{id}/grant")


async def approved(asker: Person, decider: Person, agent: str, hours: str = "3") -> str:
    asked = await ask(asker, agent, hours)
    assert asked.status_code == 201, asked.text
    assert (await decide(decider, asked.json()["id"])).status_code == 204
    return asked.json()["id"]


async def role(world: World, agent: str) -> tuple[str, datetime | None]:
    async with world.house.db.transaction(BRAND) as tx:
        row = await tx.row("select role, ends_at from agents where id = $1", UUID(agent))
    assert row
    return row["role"], row["ends_at"]


async def standing(reader: Person, agent: str) -> dict[str, Any]:
    items = (await reader.get("/api/v1/staff/standings")).json()["items"]
    return next(one for one in items if one["id"] == agent)


async def over(world: World, agent: str) -> None:
    """Let the hours pass, and the worker look."""
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update agents set ends_at = clock_timestamp() where id = $1", UUID(agent))


async def worker(world: World) -> None:
    [job] = [one for one in world.house.jobs() if one.name == "staff.end_breakglass"]
    await job.run(world.house.db, BRAND, {})


async def test_one_asks_another_decides_a_third_gets_it_and_it_ends(world: World) -> None:
    admin, boss, auditor = [await world.agent(one) for one in ("admin", "supervisor", "compliance")]
    agent = await world.agent("senior")
    id = await approved(boss, admin, agent.id)
    assert (await role(world, agent.id))[0] == "senior"
    before = datetime.now(UTC)
    assert (await use(boss, id)).status_code == 204
    named, until = await role(world, agent.id)
    assert named == "breakglass"
    assert until is not None
    assert before + 3 * HOUR <= until <= datetime.now(UTC) + 3 * HOUR
    assert (await agent.get("/api/v1/session")).status_code == 401  # they sign in anew
    seen = await standing(boss, agent.id)
    assert (seen["role"], seen["state"], seen["ends_at"] is not None) == ("breakglass", "in", True)
    alerts = (await auditor.get("/api/v1/alerts")).json()["items"]
    [alert] = [one for one in alerts if one["agent"] == agent.id]
    assert (alert["kind"], alert["about"]) == ("breakglass", f"{until:%Y-%m-%d %H:%M} UTC")
    async with world.house.db.transaction(BRAND) as tx:
        token = await staff.open_session(tx, UUID(agent.id), ("a browser", "127.0.0.1"), datetime.now(UTC))
    glass = world.meet(token)
    assert (await glass.get("/api/v1/staff/standings")).status_code == 200
    await over(world, agent.id)
    world.house.admission.forget_id(agent.id)
    assert (await glass.get("/api/v1/staff/standings")).status_code == 401
    for _ in range(2):
        await worker(world)
    assert await role(world, agent.id) == ("senior", None)
    assert (await glass.get("/api/v1/session")).status_code == 401
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select actor, action, reason, detail from audit where about_id = $1 order by at", agent.id
        )
    told = {row["action"]: row for row in rows}
    assert (told["agent.breakglass"]["actor"], told["agent.breakglass"]["reason"]) == (
        f"agent:{boss.id}",
        "nobody else is there tonight",
    )
    assert [row["action"] for row in rows].count("agent.breakglass_over") == 1


async def test_nobody_decides_about_their_own_request_and_it_is_used_by_who_asked_once(world: World) -> None:
    admin, other, agent = await world.agent("admin"), await world.agent("admin"), await world.agent()
    id = (await ask(admin, agent.id)).json()["id"]
    assert (await decide(admin, id)).status_code == 403
    assert (await decide(agent, id)).status_code == 403
    early = await use(admin, id)
    assert (early.status_code, early.json()["code"]) == (403, "not_approved")
    assert (await decide(other, id)).status_code == 204
    assert (await use(other, id)).status_code == 404
    assert (await use(agent, id)).status_code == 404
    assert (await role(world, agent.id))[0] == "agent"
    assert (await use(admin, id)).status_code == 204
    again = await use(admin, id)
    assert (again.status_code, again.json()["code"]) == (403, "not_approved")
    twice = await ask(admin, agent.id)
    assert twice.status_code == 409  # while they have it


async def test_the_same_request_again_is_the_same(world: World) -> None:
    admin, other, agent = await world.agent("admin"), await world.agent("admin"), await world.agent()
    body = {
        "client_id": fresh(),
        "action": "breakglass.grant",
        "parameters": {"agent": agent.id, "hours": "2", "reason": "night"},
        "reason": "storm",
    }
    first = await admin.post("/api/v1/approvals", json=body)
    assert (await decide(other, first.json()["id"])).status_code == 204
    assert (await use(admin, first.json()["id"])).status_code == 204
    again = await admin.post("/api/v1/approvals", json=body)
    assert (again.status_code, again.json()) == (201, first.json())


async def test_who_gets_it_never_decides(world: World) -> None:
    """Somebody who was taken up among those who decide since they were asked for."""
    admin, agent = await world.agent("admin"), await world.agent()
    id = (await ask(admin, agent.id.upper())).json()["id"]
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update agents set role = 'admin' where id = $1", UUID(agent.id))
    world.house.admission.forget_id(agent.id)
    assert (await decide(agent, id)).status_code == 403
    other = await world.agent("admin")
    assert (await decide(other, id)).status_code == 204
    assert (await use(admin, id)).status_code == 403  # and who leads does not get it
    assert await role(world, agent.id) == ("admin", None)


async def test_an_approval_runs_out_and_a_refusal_grants_nothing(world: World) -> None:
    admin, other, agent = await world.agent("admin"), await world.agent("admin"), await world.agent()
    late = await approved(admin, other, agent.id)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update approvals set until = until - interval '30 minutes' where id = $1", UUID(late))
    refused = (await ask(admin, agent.id)).json()["id"]
    assert (await decide(other, refused, approve=False)).status_code == 204
    for id in (late, refused):
        assert (await use(admin, id)).json()["code"] == "not_approved"
    assert await role(world, agent.id) == ("agent", None)


@pytest.mark.parametrize("hours", ["0", "73", "-1", "1.5", "09", "three", "\u0661"])
async def test_the_hours_are_bounded(world: World, hours: str) -> None:
    admin, agent = await world.agent("admin"), await world.agent()
    refused = await ask(admin, agent.id, hours)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert (await admin.get("/api/v1/approvals")).text.count(agent.id) == 0


async def test_the_longest_is_three_days(world: World) -> None:
    admin, other, agent = await world.agent("admin"), await world.agent("admin"), await world.agent("editor")
    assert (await use(admin, await approved(admin, other, agent.id, "72"))).status_code == 204
    _, until = await role(world, agent.id)
    assert until is not None
    assert until <= datetime.now(UTC) + 72 * HOUR


async def test_who_may_ask_and_for_whom(world: World) -> None:
    people = {
        one: await world.agent(one) for one in ("agent", "senior", "editor", "compliance", "breakglass")
    }
    admin, agent = await world.agent("admin"), await world.agent()
    for person in people.values():
        assert (await ask(person, agent.id)).status_code == 403
    for whom, status in (
        (admin.id, 403),
        (people["compliance"].id, 403),
        (people["breakglass"].id, 409),
        (fresh(), 404),
        ("nobody", 404),
    ):
        assert (await ask(admin, whom)).status_code == status
    elsewhere = await world.agent(brand="bybit", teams=[])
    assert (await ask(admin, elsewhere.id)).status_code == 404
    asked = (await admin.get("/api/v1/approvals")).json()["items"]
    mine = {admin.id, *(one.id for one in people.values())}
    assert [one for one in asked if one["requester"] in mine] == []


async def test_granting_asks_for_a_fresh_proof(world: World) -> None:
    admin, other, agent = await world.agent("admin"), await world.agent("admin"), await world.agent()
    id = await approved(admin, other, agent.id)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update staff_sessions set proved_at = proved_at - interval '11 minutes' where agent = $1",
            UUID(admin.id),
        )
    world.house.admission.forget_id(admin.id)
    refused = await use(admin, id)
    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_required")
    assert await role(world, agent.id) == ("agent", None)
