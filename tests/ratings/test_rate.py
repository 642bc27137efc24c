"""The customer's verdict: on their own conversation, once it is answered, read by supervisors."""

from typing import Any

import httpx
import pytest

from tests.world import Person, World, fresh

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


async def answered(
    world: World, agent: Person | None = None, *, resolved: bool = False
) -> tuple[Person, str]:
    """A visitor whose question has been answered, and the number of their conversation."""
    visitor = await world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "Where is it?"})
    number = sent.json()["conversation"]
    agent = agent or await world.agent()
    assert (await agent.reply(number, "Here")).status_code == 201
    if resolved:
        await agent.act(number, "status", status="resolved")
    return visitor, number


async def rate(visitor: Person, score: int, text: str = "", **more: Any) -> httpx.Response:
    body = {"client_id": fresh(), "score": score, "text": text} | more
    return await visitor.post("/api/v1/widget/rating", json=body)


async def ratings_of(supervisor: Person, number: str) -> list[dict[str, Any]]:
    items = (await supervisor.get("/api/v1/ratings", params={"limit": 200})).json()["items"]
    return [one for one in items if one["conversation"] == number]


@pytest.mark.parametrize("resolved", [False, True])
async def test_an_answered_conversation_is_rated(world: World, *, resolved: bool) -> None:
    agent, supervisor = await world.agent(), await world.agent("supervisor")
    visitor, number = await answered(world, agent, resolved=resolved)
    rated = await rate(visitor, 5, "quick")
    assert rated.status_code == 201
    await supervisor.look_into(number, "complaint")
    row = await supervisor.row(number)
    assert rated.json() == {"conversation": number, "seq": row["seq"], "id": rated.json()["id"]}
    assert (row["rating"], row["status"]) == (5, "resolved" if resolved else "waiting")
    last = (await visitor.get("/api/v1/widget/conversation")).json()
    assert last["conversation"]["rated"] is True
    assert last["entries"][-1]["event"] == {"what": "rated", "score": 5, "text": "quick"}
    [kept] = await ratings_of(supervisor, number)
    name = agent.known["name"]
    assert kept == {
        "conversation": number,
        "score": 5,
        "text": "quick",
        "agent": {"id": agent.id, "name": name},
        "at": kept["at"],
    }
    shown = (await supervisor.get("/api/v1/ratings")).json()["agents"]
    assert {"agent": {"id": agent.id, "name": name}, "average": 5.0, "count": 1} in shown


async def test_a_second_rating_replaces_the_first_and_a_late_repeat_of_the_first_changes_nothing(
    world: World,
) -> None:
    agent, supervisor = await world.agent(), await world.agent("supervisor")
    visitor, number = await answered(world, agent)
    first: dict[str, Any] = {"client_id": fresh(), "score": 1, "text": "slow"}
    one = await rate(visitor, **first)
    assert (await rate(visitor, 4, "solved after all")).status_code == 201
    again = await rate(visitor, **first)
    assert (one.status_code, again.status_code) == (201, 200)
    assert again.json() == one.json()
    await supervisor.look_into(number, "complaint")
    [kept] = await ratings_of(supervisor, number)
    assert (kept["score"], kept["text"]) == (4, "solved after all")
    assert (await supervisor.row(number))["rating"] == 4
    events = [entry["event"] for entry in await supervisor.entries(number) if entry["kind"] == "event"]
    assert [event["score"] for event in events if event["what"] == "rated"] == [1, 4]
    changed: dict[str, Any] = first | {"score": 2}
    other = await rate(visitor, **changed)
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    assert (await ratings_of(supervisor, number)) == [kept]


async def test_what_waits_for_the_desk_is_not_rated_yet(world: World) -> None:
    supervisor = await world.agent("supervisor")
    visitor = await world.visitor()
    absent = await rate(visitor, 5)
    assert (absent.status_code, absent.json()["code"]) == (404, "not_found")
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "Hello"})
    number = sent.json()["conversation"]
    await supervisor.look_into(number, "complaint")
    before = await supervisor.entries(number)
    refused = await rate(visitor, 5)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert await supervisor.entries(number) == before
    assert await ratings_of(supervisor, number) == []
    assert (await supervisor.row(number))["rating"] is None


@pytest.mark.parametrize(
    "wrong",
    [{"score": 0}, {"score": 6}, {"score": "five"}, {"score": 2.5}, {"text": "x" * 2001}, {"client_id": ""}],
)
async def test_what_is_no_rating_leaves_no_trace(world: World, wrong: dict[str, Any]) -> None:
    supervisor = await world.agent("supervisor")
    visitor, number = await answered(world)
    await supervisor.look_into(number, "complaint")
    before = await supervisor.entries(number)
    given: dict[str, Any] = {"score": 3} | wrong
    refused = await rate(visitor, **given)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert await supervisor.entries(number) == before
    assert await ratings_of(supervisor, number) == []


async def test_a_secret_in_a_rating_is_masked(world: World) -> None:
    supervisor = await world.agent("supervisor")
    visitor, number = await answered(world)
    await rate(visitor, 2, f"my words are {PHRASE}")
    await supervisor.look_into(number, "complaint")
    [kept] = await ratings_of(supervisor, number)
    assert "sausage" not in kept["text"]
    assert kept["text"].startswith("my words are ")
    assert "sausage" not in str(await supervisor.entries(number))


async def test_supervisors_read_ratings_page_by_page_and_nobody_else(world: World) -> None:
    supervisor, agent = await world.agent("supervisor", brand="bitmart"), await world.agent(brand="bitmart")
    numbers: list[str] = []
    for score in (5, 4, 3):
        visitor = await world.visitor(brand="bitmart")
        sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "Hi"})
        numbers.append(sent.json()["conversation"])
        await agent.reply(numbers[-1], "Hi")
        await rate(visitor, score)
    first = (await supervisor.get("/api/v1/ratings", params={"limit": 2})).json()
    rest = (await supervisor.get("/api/v1/ratings", params={"limit": 2, "cursor": first["cursor"]})).json()
    assert [one["score"] for one in first["items"]] == [3, 4]
    assert [one["score"] for one in rest["items"]] == [5]
    assert rest["cursor"] is None
    assert (
        first["agents"]
        == rest["agents"]
        == [{"agent": {"id": agent.id, "name": agent.known["name"]}, "average": 4.0, "count": 3}]
    )
    other = await world.agent("supervisor", brand="bybit")
    assert (await other.get("/api/v1/ratings")).json()["items"] == []
    for person in (
        agent,
        await world.agent("senior", brand="bitmart"),
        await world.agent("admin", brand="bitmart"),
    ):
        refused = await person.get("/api/v1/ratings")
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "cursor",
    ["x", "2026-01-01T00:00:00|x", "2026-01-01T00:00:00|" + fresh(), "0001-01-01T00:00:00+14:00|" + fresh()],
)
async def test_a_cursor_is_ours_or_refused(world: World, cursor: str) -> None:
    supervisor = await world.agent("supervisor")
    refused = await supervisor.get("/api/v1/ratings", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


async def test_staff_rate_nothing(world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    for person in (agent, key):
        refused = await rate(person, 5)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
