"""Single sign-on against a real provider: who it vouches for comes in, whatever it must not say does not."""

import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.staff.forgeries import FORGERIES, LIES
from tests.staff.provider import CLIENT, SECRET, Claims, Provider, honestly, serving, unchanged
from tests.staff.signing import device, enrol, sign_in, step_up
from tests.world import BRAND, Person, World, fresh
from trustdesk import staff
from trustdesk.brands import load
from trustdesk.kit.egress import Egress
from trustdesk.kit.settings import BUNDLED_BRANDS, Misconfigured
from trustdesk.staff.actions.sso import REFETCH_AFTER

CALLBACK = "/api/v1/session/sso/callback"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with serving() as started:
        yield started


@pytest.fixture(scope="module")
def brands(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample brands; one may use the provider, another must."""
    folder = tmp_path_factory.mktemp("brands") / "brands"
    shutil.copytree(BUNDLED_BRANDS, folder)
    for slug, mode in ((BRAND, "optional"), ("bybit", "required")):
        with (folder / f"{slug}.toml").open("a") as file:
            file.write(
                f'\n[sso]\nissuer = "{provider.url}"\nclient_id = "{CLIENT}"\n'
                f'client_secret_env = "SSO_SECRET_OF_TESTS"\nmode = "{mode}"\n'
            )
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database, brands: Path) -> AsyncIterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUSTDESK_EGRESS_ALLOW", "127.0.0.0/8")
        patch.setenv("SSO_SECRET_OF_TESTS", SECRET)
        more = {"TRUSTDESK_BRANDS_DIR": str(brands)}
        async with worlds.running(cluster, module_database, **more) as started:
            yield started


@pytest.fixture(autouse=True)
def honest(provider: Provider) -> Iterator[None]:
    yield
    provider.lie, provider.forge, provider.calls_itself = honestly, unchanged, ""


def known(provider: Provider, agent: Person, **more: Any) -> str:
    """Let the provider know an agent; their subject there."""
    subject = f"user-{fresh()}"
    provider.people[subject] = {"email": agent.known["email"], "email_verified": True} | more
    return subject


async def begun(world: World, brand: str = BRAND) -> tuple[Person, str]:
    """A browser that has been sent to the provider, and where to."""
    browser = world._met(Person(world, ""))
    answer = await browser.post("/api/v1/session/sso", json={"brand": brand})
    assert answer.status_code == 200, answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    return browser, answer.json()["url"]


async def back(browser: httpx.AsyncClient, state: str, code: str) -> httpx.Response:
    return await browser.get(CALLBACK, params={"state": state, "code": code})


async def through(world: World, provider: Provider, subject: str, brand: str = BRAND) -> httpx.Response:
    """The whole way: to the provider, signing in there, and back."""
    browser, url = await begun(world, brand)
    return await back(browser, *provider.authorise(url, subject))


def inside(world: World, answer: httpx.Response, agent: Person) -> Person:
    assert answer.headers["location"] == "/console/", answer.headers
    return world._met(Person(world, answer.cookies["td_session"], **agent.known))


async def sessions(world: World, agent: Person, brand: str = BRAND) -> int:
    async with world.house.db.transaction(brand) as tx:
        return await tx.value(
            "select count(*) from staff_sessions where tenant = $1 and agent = $2", brand, UUID(agent.id)
        )


async def test_an_agent_comes_in_and_is_known_by_their_subject_from_then_on(
    world: World, provider: Provider
) -> None:
    agent = await world.agent()
    subject = known(provider, agent)
    me = inside(world, await through(world, provider, subject), agent)
    assert (await me.get("/api/v1/session")).json()["agent"]["id"] == agent.id
    (mine,) = [one for one in (await me.get("/api/v1/sessions")).json()["items"] if one["current"]]
    assert mine["factor"] == "sso"
    provider.people[subject] = {"email": "renamed@desk.example", "email_verified": False}
    again = inside(world, await through(world, provider, subject), agent)
    assert (await again.get("/api/v1/session")).json()["agent"]["id"] == agent.id


async def test_the_ways_in_are_told(world: World) -> None:
    ways = (await world.stranger.get("/api/v1/session/ways")).json()["sso"]
    assert ways == [
        {"brand": "bitget", "name": "Bitget", "required": False},
        {"brand": "bybit", "name": "Bybit", "required": True},
    ]
    assert (await world.stranger.post("/api/v1/session/sso", json={"brand": "bitmart"})).status_code == 404


async def test_nobody_is_made_an_agent_or_taken_for_one(world: World, provider: Provider) -> None:
    agent = await world.agent()
    impostors = {
        "unverified": {"email_verified": False},
        "verified in words": {"email_verified": "true"},
        "nobody here": {"email": "nobody@desk.example"},
        "another brand": {"email": (await world.agent(brand="bybit")).known["email"]},
    }
    for who, more in impostors.items():
        answer = await through(world, provider, known(provider, agent, **more))
        assert answer.headers["location"] == "/console/?sso=sso_unknown", who
        assert "td_session" not in answer.cookies, who
    inside(world, await through(world, provider, known(provider, agent)), agent)
    second = await through(world, provider, known(provider, agent))  # another subject with the same address
    assert second.headers["location"] == "/console/?sso=sso_unknown"
    assert await sessions(world, agent) == 2


@pytest.mark.parametrize("lie", LIES.values(), ids=list(LIES))
async def test_a_token_that_says_something_else_is_refused(
    world: World, provider: Provider, lie: Callable[[Claims], None]
) -> None:
    agent = await world.agent()
    provider.lie = lie
    answer = await through(world, provider, known(provider, agent))
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/?sso=sso_failed")
    assert await sessions(world, agent) == 1


@pytest.mark.parametrize("forge", FORGERIES, ids=[one.__name__ for one in FORGERIES])
async def test_a_token_nobody_signed_for_us_is_refused(
    world: World, provider: Provider, forge: Callable[[str, Claims], str]
) -> None:
    agent = await world.agent()
    provider.forge = forge
    answer = await through(world, provider, known(provider, agent))
    assert answer.headers["location"] == "/console/?sso=sso_failed"
    assert await sessions(world, agent) == 1


@pytest.mark.parametrize("rsa", [False, True])
async def test_new_keys_of_the_provider_are_fetched_when_first_met(
    world: World, provider: Provider, *, rsa: bool
) -> None:
    agent = await world.agent()
    subject = known(provider, agent)
    inside(world, await through(world, provider, subject), agent)
    provider.rotate(rsa=rsa)
    world.house.providers._keys = {
        url: (keys, at - REFETCH_AFTER) for url, (keys, at) in world.house.providers._keys.items()
    }
    fetched = provider.asked.count("/keys")
    inside(world, await through(world, provider, subject), agent)
    inside(world, await through(world, provider, subject), agent)
    assert provider.asked.count("/keys") == fetched + 1


async def test_the_way_back_works_once_from_the_same_browser_only(world: World, provider: Provider) -> None:
    agent = await world.agent()
    subject = known(provider, agent)
    browser, url = await begun(world)
    victim, _ = await begun(world)
    state, code = provider.authorise(url, subject)
    # Somebody else's sign-in, pushed upon a victim who has begun one and upon one who has not.
    for browser_of in (victim, world._met(Person(world, ""))):
        planted = await back(browser_of, state, code)
        assert planted.headers["location"] == "/console/?sso=sso_failed"
    verifier = browser.cookies["td_sso"]
    inside(world, await back(browser, state, code), agent)
    browser.cookies.clear()
    browser.cookies.set("td_sso", verifier)
    replayed = await back(browser, state, code)
    assert replayed.headers["location"] == "/console/?sso=sso_failed"
    browser, url = await begun(world)
    state, _ = provider.authorise(url, subject)
    spent = await back(browser, state, code)  # a code that was exchanged before
    assert spent.headers["location"] == "/console/?sso=sso_failed"
    assert await sessions(world, agent) == 2


async def test_a_brand_that_requires_it_lets_nobody_in_by_password_but_breakglass(
    world: World, provider: Provider
) -> None:
    agent, glass = await world.agent(brand="bybit"), await world.agent("breakglass", brand="bybit")
    refused = await sign_in(world, agent)
    assert (refused.status_code, refused.json()["code"]) == (403, "sso_required")
    assert await sessions(world, agent, "bybit") == 1
    assert (await sign_in(world, glass)).status_code == 200
    came = await through(world, provider, known(provider, agent), "bybit")
    inside(world, came, agent)


async def test_who_is_suspended_is_not_let_in_by_their_provider(world: World, provider: Provider) -> None:
    leader, agent = await world.agent("supervisor"), await world.agent()
    subject = known(provider, agent)
    inside(world, await through(world, provider, subject), agent)
    body = {"suspended": True, "reason": "left"}
    assert (await leader.put(f"/api/v1/staff/{agent.id}/suspension", json=body)).status_code == 200
    answer = await through(world, provider, subject)
    assert answer.headers["location"] == "/console/?sso=sign_in_failed"


async def test_single_sign_on_does_not_stand_in_for_a_required_passkey(
    world: World, provider: Provider
) -> None:
    leader, key = await world.agent("supervisor"), device(world)
    me = inside(world, await through(world, provider, known(provider, leader)), leader)
    assert (await me.get("/api/v1/session")).json()["agent"]["limited"] is True
    assert (await me.get("/api/v1/staff/standings")).status_code == 403
    assert (await enrol(me, key)).status_code == 201  # the provider says they proved themselves just now
    assert (await me.get("/api/v1/staff/standings")).status_code == 200
    again = inside(world, await through(world, provider, known_again(provider, leader)), leader)
    assert (await again.post("/api/v1/passkeys/challenge", json={})).json()["code"] == "step_up_required"
    assert (await step_up(again, key)).status_code == 200
    assert (await again.get("/api/v1/staff/standings")).status_code == 200


def known_again(provider: Provider, agent: Person) -> str:
    return next(who for who, said in provider.people.items() if said["email"] == agent.known["email"])


@pytest.mark.parametrize("minutes", [None, 15])
async def test_a_provider_that_asked_nobody_just_now_proves_nothing_fresh(
    world: World, provider: Provider, minutes: int | None
) -> None:
    agent = await world.agent()
    at = None if minutes is None else time.time() - minutes * 60
    me = inside(world, await through(world, provider, known(provider, agent, auth_time=at)), agent)
    assert (await me.post("/api/v1/passkeys/challenge", json={})).json()["code"] == "step_up_required"


def test_the_client_secret_must_be_there(brands: Path) -> None:
    with pytest.raises(Misconfigured, match="SSO_SECRET_OF_TESTS"):
        staff.Providers(Egress(), load(brands), "http://127.0.0.1:8400", {})


async def test_a_provider_that_describes_another_issuer_is_not_asked(
    world: World, provider: Provider
) -> None:
    browser = world._met(Person(world, ""))
    world.house.providers._said.clear()
    provider.calls_itself = "https://accounts.example"
    refused = await browser.post("/api/v1/session/sso", json={"brand": BRAND})
    assert refused.status_code >= 400
    assert "td_sso" not in refused.cookies
    assert provider.asked[-1] == "/.well-known/openid-configuration"
    provider.calls_itself = ""
    assert (await browser.post("/api/v1/session/sso", json={"brand": BRAND})).status_code == 200
