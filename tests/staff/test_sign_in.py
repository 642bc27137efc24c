"""Signing in and out: three things at once, counted tries, sessions that end."""

import time

from httpx import Response
from pyotp.totp import TOTP

from tests.world import Person, World


def code(agent: Person, steps: int = 0) -> str:
    return TOTP(agent.known["secret"]).at(int(time.time()) + 30 * steps)


async def hired(world: World, password: str = "a good password") -> tuple[Person, dict[str, str]]:
    agent = await world.agent()
    return agent, {"email": agent.known["email"], "password": password, "code": code(agent)}


async def sign_in(world: World, given: dict[str, str]) -> Response:
    return await world.stranger.post("/api/v1/session", json=given)


async def test_all_three_open_a_session(world: World) -> None:
    agent, given = await hired(world)
    signed = await sign_in(world, given)
    assert signed.status_code == 200
    body = signed.json()
    assert (body["agent"]["id"], body["brand"]["slug"]) == (agent.id, "bitget")
    cookie = signed.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    again = await world.stranger.get("/api/v1/session", headers={"authorization": f"Bearer {body['token']}"})
    assert again.json()["agent"] == body["agent"]
    assert "token" not in again.json()
    world.stranger.cookies.clear()


async def test_one_wrong_of_three_is_refused_without_saying_which(world: World) -> None:
    _, given = await hired(world)
    wrong = [given | {"password": "no"}, given | {"code": "000000"}, given | {"email": "nobody@desk.example"}]
    refused = [await sign_in(world, one) for one in wrong]
    assert {one.status_code for one in refused} == {401}
    assert len({one.text for one in refused}) == 1
    assert refused[0].json()["code"] == "sign_in_failed"
    assert "set-cookie" not in refused[0].headers


async def test_a_code_works_once(world: World) -> None:
    _, given = await hired(world)
    assert (await sign_in(world, given)).status_code == 200
    assert (await sign_in(world, given)).status_code == 401
    world.stranger.cookies.clear()


async def test_codes_of_the_neighbouring_steps_work_older_do_not(world: World) -> None:
    agent, given = await hired(world)
    assert (await sign_in(world, given | {"code": code(agent, -4)})).status_code == 401
    assert (await sign_in(world, given | {"code": code(agent, -1)})).status_code == 200
    world.stranger.cookies.clear()


async def test_tries_are_counted_and_limited(world: World) -> None:
    _, given = await hired(world)
    tried = [await sign_in(world, given | {"code": "000000"}) for _ in range(11)]
    assert [one.status_code for one in tried] == [401] * 10 + [429]
    limited = tried[-1]
    assert limited.json()["code"] == "rate_limited"
    assert 0 < int(limited.headers["retry-after"]) <= 300
    assert (await sign_in(world, given)).status_code == 429


async def test_signing_out_ends_this_session_only(world: World) -> None:
    agent, given = await hired(world)
    token = (await sign_in(world, given)).json()["token"]
    world.stranger.cookies.clear()
    sessions = (await agent.get("/api/v1/sessions")).json()["items"]
    assert [one["current"] for one in sessions].count(True) == 1
    assert len(sessions) == 2
    bearer = {"authorization": f"Bearer {token}"}
    assert (await world.stranger.delete("/api/v1/session", headers=bearer)).status_code == 204
    assert (await world.stranger.get("/api/v1/session", headers=bearer)).status_code == 401
    assert (await agent.get("/api/v1/session")).status_code == 200


async def test_a_cookie_reads_but_writes_only_beside_our_header(world: World) -> None:
    agent = await world.agent()
    cookie = {"cookie": f"td_session={agent.token}"}
    assert (await world.stranger.get("/api/v1/session", headers=cookie)).status_code == 200
    refused = await world.stranger.put("/api/v1/presence", json={"state": "online"}, headers=cookie)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    headers = cookie | {"x-trustdesk": "1"}
    assert (
        await world.stranger.put("/api/v1/presence", json={"state": "away"}, headers=headers)
    ).status_code == 200


async def test_tokens_of_elsewhere_open_nothing(world: World) -> None:
    agent, visitor, key = await world.agent(), await world.visitor(), await world.integration()
    forged = [
        agent.token.replace("ts_bitget", "ts_bybit"),
        agent.token.replace("ts_", "td_", 1),
        agent.token[:-1] + ("y" if agent.token.endswith("x") else "x"),
        visitor.token.replace("tv_", "ts_", 1),
        key.token.replace("td_", "ts_", 1),
        "ts_bitget_",
        "ts__",
    ]
    for token in forged:
        answer = await world.stranger.get("/api/v1/session", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 401, token
    for person, path in ((visitor, "/api/v1/conversations"), (agent, "/api/v1/widget/conversation")):
        assert (await person.get(path)).status_code == 403
