"""Two customers, one person: an agent proposes, a supervisor decides, and it can be undone."""

from typing import Any

import httpx
import pytest

from tests.world import Person, World, fresh


async def propose(agent: Person, number: str, other: str, **more: Any) -> httpx.Response:
    body = {"client_id": fresh(), "number": other, "reason": "same order number in both"} | more
    return await agent.post(f"/api/v1/conversations/{number}/ties", json=body)


async def decide(person: Person, tie: str, verdict: str) -> httpx.Response:
    return await person.post(f"/api/v1/ties/{tie}/verdict", json={"verdict": verdict})


async def two(world: World) -> tuple[str, str]:
    key = await world.integration()
    return await world.letter(key, "by chat"), await world.letter(key, "by mail")


async def others(person: Person, number: str) -> list[str]:
    return [one["number"] for one in (await person.row(number))["others"]]


async def test_a_tie_is_proposed_accepted_and_undone(world: World) -> None:
    agent, supervisor = await world.agent(), await world.agent("supervisor")
    one, other = await two(world)
    body = {"client_id": fresh(), "number": other, "reason": "same order number in both"}
    made = await agent.post(f"/api/v1/conversations/{one}/ties", json=body)
    again = await agent.post(f"/api/v1/conversations/{one}/ties", json=body)
    assert (made.status_code, again.status_code, again.json()) == (201, 200, made.json())
    tie = made.json()
    assert (tie["state"], set(tie["numbers"]), tie["decided_name"]) == ("proposed", {one, other}, None)
    assert await others(agent, one) == []
    waiting = (await supervisor.get("/api/v1/ties")).json()["items"]
    assert tie in waiting
    accepted = await decide(supervisor, tie["id"], "accepted")
    assert accepted.json()["decided_name"] == supervisor.known["name"]
    assert (await others(agent, one), await others(agent, other)) == ([other], [one])
    assert [held["state"] for held in (await agent.row(one))["customer_detail"]["ties"]] == ["accepted"]
    assert (await decide(supervisor, tie["id"], "accepted")).json() == accepted.json()
    undone = await decide(supervisor, tie["id"], "undone")
    assert (undone.status_code, undone.json()["state"]) == (200, "undone")
    assert (await others(agent, one), await others(agent, other)) == ([], [])
    assert (await agent.row(one))["customer_detail"]["ties"] == []


async def test_a_refused_tie_may_be_proposed_anew(world: World) -> None:
    agent, supervisor = await world.agent(), await world.agent("supervisor")
    one, other = await two(world)
    first = (await propose(agent, one, other)).json()
    double = await propose(agent, other, one)
    assert (double.status_code, double.json()["code"]) == (409, "conflict")
    assert (await decide(supervisor, first["id"], "refused")).json()["state"] == "refused"
    late = await decide(supervisor, first["id"], "accepted")
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    assert await others(agent, one) == []
    assert (await propose(agent, other, one)).status_code == 201


async def test_nobody_decides_what_they_proposed_nor_an_agent_at_all(world: World) -> None:
    supervisor, agent = await world.agent("supervisor"), await world.agent()
    one, other = await two(world)
    tie = (await propose(supervisor, one, other)).json()
    for person in (supervisor, agent, await world.agent("senior"), await world.agent("admin")):
        refused = await decide(person, tie["id"], "accepted")
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (await agent.get("/api/v1/ties")).status_code == 403
    assert (await agent.row(one))["customer_detail"]["ties"] == [tie]
    elsewhere = await decide(await world.agent("supervisor", brand="bybit"), tie["id"], "accepted")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("wrong", [{"reason": "x"}, {"reason": "x" * 501}, {"client_id": ""}])
async def test_what_is_no_proposal_leaves_no_trace(world: World, wrong: dict[str, Any]) -> None:
    agent = await world.agent()
    one, other = await two(world)
    refused = await propose(agent, one, other, **wrong)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert (await agent.row(one))["customer_detail"]["ties"] == []


async def test_a_proposal_names_two_customers_the_agent_may_read(world: World) -> None:
    agent = await world.agent()
    one, _ = await two(world)
    key = await world.integration(brand="bybit")
    foreign = await world.letter(key, "elsewhere")
    for other in (foreign, "BG-AAA-AAAA", "nonsense"):
        assert (await propose(agent, one, other)).status_code == 404
    assert (await propose(agent, one, one)).status_code == 400
    assert (await agent.row(one))["customer_detail"]["ties"] == []


async def test_the_customers_own_visit_never_sees_the_other(world: World) -> None:
    agent, supervisor = await world.agent(), await world.agent("supervisor")
    visitors = [await world.visitor(), await world.visitor()]
    numbers: list[str] = []
    for place, visitor in enumerate(visitors):
        body = {"client_id": fresh(), "text": f"mine {place}"}
        numbers.append((await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"])
    tie = (await propose(agent, *numbers)).json()
    assert (await decide(supervisor, tie["id"], "accepted")).status_code == 200
    for place, visitor in enumerate(visitors):
        shown = (await visitor.get("/api/v1/widget/conversation")).json()
        assert [one["text"] for one in shown["entries"] if one["kind"] == "message"] == [f"mine {place}"]
