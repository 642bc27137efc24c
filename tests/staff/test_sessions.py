"""Sessions end: by themselves after a while, one by one, all at once; and say how they were opened."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from tests.cluster import Database, TestCluster
from tests.staff.signing import PASSWORD, code, entered
from tests.world import BRAND, World
from trustdesk import staff
from trustdesk.app import create
from trustdesk.kit import web
from trustdesk.kit.actors import Actor
from trustdesk.kit.settings import Misconfigured, load
from trustdesk.staff.api import terms_of
from trustdesk.staff.model import Terms

SHORT = Terms(lasts=timedelta(hours=2), idle=timedelta(minutes=5))


async def seen(world: World, token: str, at: datetime) -> Actor | None:
    async with world.house.db.transaction(BRAND) as tx:
        return await staff.actor_of_session(tx, token, at)


async def test_one_that_lies_idle_ends_and_none_outlasts_the_day(world: World) -> None:
    agent, now = await world.agent(), datetime.now(UTC)
    assert await seen(world, agent.token, now + timedelta(minutes=31)) is None
    for minutes in range(0, 12 * 60, 29):
        assert await seen(world, agent.token, now + timedelta(minutes=minutes))
    assert await seen(world, agent.token, now + timedelta(hours=12, seconds=5)) is None


async def test_an_operator_sets_both_limits(world: World) -> None:
    agent, now = await world.agent(), datetime.now(UTC)
    async with world.house.db.transaction(BRAND) as tx:
        token = await staff.open_session(tx, UUID(agent.id), ("tests", "::1"), now, terms=SHORT)
    assert await seen(world, token, now + timedelta(minutes=6)) is None
    for minutes in range(0, 120, 4):
        assert await seen(world, token, now + timedelta(minutes=minutes))
    assert await seen(world, token, now + timedelta(hours=2, seconds=1)) is None


def test_settings_and_brands_make_the_terms(world: World) -> None:
    brands = world.house.brands
    usual = terms_of(load({}), brands)["bitget"]
    assert usual == Terms(frozenset({"supervisor", "admin", "compliance"}))
    given = {
        "TRUSTDESK_PASSKEY_REQUIRED": "agent, senior",
        "TRUSTDESK_SESSION_HOURS": "8",
        "TRUSTDESK_SESSION_IDLE_MINUTES": "10",
    }
    assert terms_of(load(given), brands)["bitget"] == Terms(
        frozenset({"agent", "senior"}), timedelta(hours=8), timedelta(minutes=10)
    )
    assert terms_of(load({"TRUSTDESK_DEMO": "true"}), brands)["bitget"].passkey_required == frozenset()
    strict = msgspec.structs.replace(brands["bitget"], passkey_required=frozenset({"agent"}))
    terms = terms_of(load({"TRUSTDESK_PASSKEY_REQUIRED": "none"}), brands | {"bitget": strict})
    assert [terms[one].passkey_required for one in ("bitget", "bybit")] == [{"agent"}, set()]
    with pytest.raises(Misconfigured, match="no such role: boss"):
        terms_of(load({"TRUSTDESK_PASSKEY_REQUIRED": "boss"}), brands)
    for name, value in (("HOURS", "25"), ("HOURS", "0"), ("IDLE_MINUTES", "-1")):
        with pytest.raises(Misconfigured, match="is not between"):
            load({f"TRUSTDESK_SESSION_{name}": value})


async def test_one_device_is_signed_out_and_its_sockets_close(world: World) -> None:
    agent = await world.agent()
    other = await entered(world, agent, code=code(agent))
    listed = {one["factor"]: one for one in (await agent.get("/api/v1/sessions")).json()["items"]}
    assert (listed["passkey"]["current"], listed["totp"]["current"]) == (True, False)
    async with agent.live() as mine, other.live() as theirs:
        ended = await agent.delete(f"/api/v1/sessions/{listed['totp']['id']}")
        assert ended.status_code == 204
        assert await theirs.closed() == 4401
        await mine.say(t="ping")
        await mine.until("pong")
    assert (await other.get("/api/v1/session")).status_code == 401
    assert [one["id"] for one in (await agent.get("/api/v1/sessions")).json()["items"]] == [
        listed["passkey"]["id"]
    ]
    assert (await agent.delete(f"/api/v1/sessions/{listed['totp']['id']}")).status_code == 404


async def test_nobody_ends_a_colleagues_session(world: World) -> None:
    agent, other = await world.agent("supervisor"), await world.agent()
    (theirs,) = (await other.get("/api/v1/sessions")).json()["items"]
    assert (await agent.delete(f"/api/v1/sessions/{theirs['id']}")).status_code == 404
    assert (await other.get("/api/v1/session")).status_code == 200


@pytest.mark.parametrize("role", ["editor", "compliance", "admin"])
async def test_who_takes_no_conversation_does_not_come_online(world: World, role: str) -> None:
    person = await world.agent(role)
    refused = await person.put("/api/v1/presence", json={"state": "online"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (await person.put("/api/v1/presence", json={"state": "offline"})).status_code == 200


async def test_over_https_the_cookie_is_bound_to_the_host(
    world: World, cluster: TestCluster, module_database: Database
) -> None:
    agent = await world.agent()
    settings = cluster.settings(module_database, TRUSTDESK_BASE_URL="https://desk.example")
    app: Any = create(settings)
    house = app.state.desk
    await house.db.open()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=settings.base_url) as client:
        given = {"email": agent.known["email"], "password": PASSWORD, "code": code(agent)}
        signed = await client.post("/api/v1/session", json=given)
        name, _, rest = signed.headers["set-cookie"].partition("=")
        assert name == "__Host-td_session"
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=strict"} <= set(rest.split("; "))
        assert "domain" not in rest.lower()
        assert (await client.get("/api/v1/session")).status_code == 200
        out = await client.delete("/api/v1/session", headers={"x-trustdesk": "1"})
        assert out.headers["set-cookie"].startswith('__Host-td_session=""; ')
        assert "Secure" in out.headers["set-cookie"]
        plain = {"cookie": f"td_session={agent.token}"}
        assert (await client.get("/api/v1/session", headers=plain)).status_code == 401
    await house.db.close()


def test_the_cookie_is_named_by_how_the_desk_is_reached() -> None:
    assert web.session_cookie("https://desk.exchange.example") == "__Host-td_session"
    assert web.session_cookie("http://127.0.0.1:8400") == "td_session"
