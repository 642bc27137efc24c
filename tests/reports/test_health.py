"""Health: how far reactions have heard, what failed and why, and trying again."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.world import Person, World, fresh
from trustdesk.conversations import ConversationResolved
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.kit.reactor import Reactor

BRAND = "bitmart"


class Faulty:
    """A reaction that fails as long as it is broken, and keeps what it has heard from its beginning on."""

    def __init__(self, world: World) -> None:
        self.name = f"faulty {fresh()}"
        self.broken = False
        self.heard: list[Event] = []
        reaction = Reaction(self.name, (ConversationResolved,), self._react)
        self.reactor = Reactor(world.house.db, [BRAND], [reaction])

    async def begin(self, *, broken: bool) -> None:
        """Hear all that has been; what comes from now on is what counts."""
        await self.reactor.settle()
        self.heard.clear()
        self.broken = broken

    async def _react(self, _tx: Tx, events: Sequence[Event]) -> None:
        if self.broken:
            raise RuntimeError("out of order")
        self.heard += events


async def health(person: Person) -> dict[str, Any]:
    return (await person.get("/api/v1/health")).json()


async def reaction(person: Person, name: str) -> dict[str, Any]:
    [found] = [one for one in (await health(person))["reactions"] if one["name"] == name]
    return found


async def webhooks(person: Person) -> dict[str, Any]:
    [found] = [one for one in (await health(person))["lines"] if one["name"] == "webhooks"]
    return {name: value for name, value in found.items() if name not in {"received_at", "oldest"}}


async def resolved(world: World) -> str:
    key = await world.integration(brand=BRAND)
    number = await world.letter(key)
    await key.act(number, "status", status="resolved")
    return number


async def test_what_has_been_heard_is_not_behind(world: World) -> None:
    supervisor = await world.agent("supervisor", brand=BRAND)
    await resolved(world)
    await world.settle()
    before = await health(supervisor)
    assert {"acknowledgement", "routing", "webhooks"} <= {one["name"] for one in before["reactions"]}
    assert {one["behind"] for one in before["reactions"] if "faulty" not in one["name"]} == {0}
    assert before["node"] == world.house.db.node
    assert before["database"]["version"].startswith("18")
    assert before["database"]["size_bytes"] > 1_000_000
    assert await webhooks(supervisor) == {"name": "webhooks", "late": 0, "lost": 0, "error": ""}
    await resolved(world)
    async with world.house.db.transaction(BRAND) as tx:
        beyond = await tx.value(
            """select count(*) from events e join reaction_cursors c
                on c.tenant = e.tenant and c.reaction = 'webhooks' and (e.xid, e.id) > (c.xid, c.id)"""
        )
    assert (await reaction(supervisor, "webhooks"))["behind"] == beyond >= 3


async def test_a_failure_stays_in_sight_until_it_is_made_good(world: World) -> None:
    supervisor = await world.agent("supervisor", brand=BRAND)
    faulty = Faulty(world)
    await faulty.begin(broken=True)
    await resolved(world)
    await faulty.reactor.settle()
    shown = await reaction(supervisor, faulty.name)
    [failure] = shown["failures"]
    assert shown["behind"] == 0
    assert (failure["event"], failure["attempts"]) == ("ConversationResolved", 1)
    assert failure["error"] == "RuntimeError: out of order"

    faulty.broken = False
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update reaction_failures set next_at = 'infinity' where reaction = $1", faulty.name)
    await faulty.reactor.settle()
    assert faulty.heard == []
    path = f"/api/v1/health/failures/{failure['id']}/again"
    assert (await supervisor.post(path)).status_code == 204
    await faulty.reactor.settle()
    assert (await reaction(supervisor, faulty.name))["failures"] == []
    gone = await supervisor.post(path)
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")


async def test_a_retried_event_is_the_one_that_failed(world: World) -> None:
    faulty = Faulty(world)
    await faulty.begin(broken=True)
    number = await resolved(world)
    await faulty.reactor.settle()
    async with world.house.db.transaction(BRAND) as tx:
        row = await tx.row(
            """select e.xid::text::bigint as xid, e.id, e.at from events e join conversations c on c.id = e.about
            where e.kind = 'ConversationResolved' and c.number = $1""",
            number,
        )
        await tx.do(
            "update reaction_failures set next_at = clock_timestamp() where reaction = $1", faulty.name
        )
    faulty.broken = False
    await faulty.reactor.settle()
    assert row is not None
    assert [(event.xid, event.id, event.at) for event in faulty.heard] == [tuple(row)]


async def test_lost_webhooks_are_a_line_in_it(world: World) -> None:
    boss = await world.agent("supervisor", brand=BRAND)
    body = {"client_id": fresh(), "url": "https://hooks.example/", "events": ["message.received"]}
    hook = (await boss.post("/api/v1/webhooks", json=body)).json()
    key = await world.integration(brand=BRAND)
    for _ in range(3):
        await world.letter(key)
    await world.settle()
    async with world.house.db.transaction(BRAND) as tx:
        ids = [row["id"] for row in await tx.rows("select id from webhook_deliveries order by id")]
        await tx.do(
            "update webhook_deliveries set state = 'failed', attempts = 12, last_error = 'refused' where id = $1",
            ids[0],
        )
        await tx.do(
            """update webhook_deliveries set attempts = 2, last_error = 'slow', next_at = next_at + interval '1 h'
            where id = $1""",
            ids[1],
        )
    assert await webhooks(boss) == {"name": "webhooks", "late": 1, "lost": 1, "error": "slow"}
    await boss.delete(f"/api/v1/webhooks/{hook['id']}")
    assert await webhooks(boss) == {"name": "webhooks", "late": 0, "lost": 0, "error": ""}


@pytest.mark.parametrize("role", ["agent", "senior"])
async def test_who_may_not_see_it(world: World, role: str) -> None:
    person = await world.agent(role, brand=BRAND)
    for refused in (
        await person.get("/api/v1/health"),
        await person.post(f"/api/v1/health/failures/{fresh()}/again"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_a_brand_sees_its_own_failures_only(world: World) -> None:
    faulty = Faulty(world)
    await faulty.begin(broken=True)
    await resolved(world)
    await faulty.reactor.settle()
    supervisor, stranger = (
        await world.agent("supervisor", brand=BRAND),
        await world.agent("admin", brand="bybit"),
    )
    [failure] = (await reaction(supervisor, faulty.name))["failures"]
    assert faulty.name not in {one["name"] for one in (await health(stranger))["reactions"]}
    refused = await stranger.post(f"/api/v1/health/failures/{failure['id']}/again")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert (await reaction(supervisor, faulty.name))["failures"] == [failure]
