"""Refusals are in the log: what, where, by whom; bounded, and without anything that was asked for."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.world import World, fresh
from trustdesk.kit.actors import Actor
from trustdesk.kit.refusals import LINES_A_MINUTE, Refusals

Lines = list[MutableMapping[str, Any]]
SECRET = "unheard-of-words"


@pytest.fixture
def lines() -> Iterator[Lines]:
    with capture_logs() as found:
        yield found


def refused(lines: Lines) -> list[tuple[Any, ...]]:
    told = ("status", "code", "route", "actor", "role")
    return [tuple(one.get(name) for name in told) for one in lines if one["event"] == "refused"]


async def test_who_may_not_and_what_is_not_there(world: World, lines: Lines) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key)
    other = await world.agent(brand="bybit")
    lines.clear()
    assert (await agent.get("/api/v1/audit")).status_code == 403
    assert (await other.get(f"/api/v1/conversations/{number}")).status_code == 404
    assert (await world.stranger.get("/api/v1/conversations")).status_code == 401
    assert (await world.stranger.get(f"/{SECRET}?token={SECRET}")).status_code == 404
    one = "/api/v1/conversations/{number}"
    assert refused(lines) == [
        (403, "forbidden", "GET /api/v1/audit", f"agent:{agent.id}", "agent"),
        (404, "not_found", f"GET {one}", f"agent:{other.id}", "agent"),
        (401, "unauthorised", "GET /api/v1/conversations", None, None),
        (404, "not_found", "GET", None, None),
    ]
    assert SECRET not in str(lines)


async def test_what_is_not_as_documented_and_what_comes_too_often(world: World, lines: Lines) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    lines.clear()
    body = {"client_id": fresh(), "text": SECRET, "more": SECRET}
    assert (await visitor.post("/api/v1/widget/messages", json={"text": [SECRET]})).status_code == 400
    assert (await agent.post("/api/v1/conversations/XX-1/notes", json=body | {"text": 7})).status_code == 400
    assert (await world.stranger.get(f"{world.house.settings.files_url}/f/{SECRET}")).status_code == 404
    assert [one[:3] for one in refused(lines)] == [
        (400, "invalid", "POST /api/v1/widget/messages"),
        (400, "invalid", "POST /api/v1/conversations/{number}/notes"),
        (404, "", "GET"),
    ]
    assert SECRET not in str(lines)


async def test_a_socket_that_is_refused(world: World, lines: Lines) -> None:
    agent = await world.agent()
    async with agent.live() as live:
        await live.say(t="sub", topic="conversation:nothing", after=0)
        await live.until("error")
    assert [one[:4] for one in refused(lines)] == [(404, "not_found", "live", f"agent:{agent.id}")]


def test_who_never_stops_fills_no_disk(lines: Lines) -> None:
    now = 0.0
    refusals = Refusals(lambda: now)
    scope = {"client": ("192.0.2.7", 1)}
    for _ in range(LINES_A_MINUTE + 500):
        refusals.note(404, "not_found", "GET", scope, None)
    refusals.note(403, "forbidden", "GET", scope, Actor(tenant="a", kind="agent", id="1", name="n"))
    now = 60.0
    refusals.note(404, "not_found", "GET", scope, None)
    told = [one for one in lines if one["event"] == "refused more"]
    assert len(refused(lines)) == LINES_A_MINUTE + 2
    assert [(one["caller"], one["count"]) for one in told] == [("192.0.2.7", 500)]
