"""Line breaks and quotes in what people call themselves and their files never become headers of ours."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.files.test_uploads import PDF, upload
from tests.incidents.crossing import operations
from tests.world import World, fresh
from trustdesk.kit.shut import Shut

BREAKS = (
    "a\r\nset-cookie: td_session=stolen; path=/\r\n\r\n<script>",
    "a\nx-injected: yes",
    "a\rx-injected: yes",
    "a%0d%0ax-injected:%20yes",
    "a\u560d\u560ax-injected: yes",
    "a\u2028x-injected: yes\u0085x-injected: yes",
    'a"; filename="evil.html',
    "a\tb\x0bc\x0cd\x1fe",
)


def clean(answer: httpx.Response) -> None:
    assert "x-injected" not in answer.headers, answer.headers
    assert "stolen" not in answer.headers.get("set-cookie", "")
    assert not any(re.search(r"[\r\n]", value) for value in answer.headers.values())


@pytest.mark.parametrize("said", BREAKS)
async def test_osticket_recipient_injection_a_name_of_a_file_stays_in_its_header(
    world: World, said: str
) -> None:
    visitor = await world.visitor()
    taken = await upload(visitor, PDF, f"{said}.pdf", "/api/v1/widget/files")
    assert taken.status_code == 201, taken.text
    served = await world.stranger.get(taken.json()["url"])
    clean(taken)
    clean(served)
    kind, name = served.headers["content-disposition"].split("; filename*=UTF-8''")
    assert kind == "attachment"
    assert re.fullmatch(r"[\w.~%-]+\.pdf", name), name


@pytest.mark.parametrize("said", BREAKS)
async def test_a_name_of_a_person_ends_up_in_no_header(world: World, said: str) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key, customer={"name": said, "external_id": fresh() + said[:40]})
    for form in ("json", "html", "text"):
        copy = await agent.get(f"/api/v1/conversations/{number}/transcript", params={"format": form})
        assert copy.status_code == 200
        clean(copy)
        assert re.fullmatch(r'attachment; filename="[\w.-]+"', copy.headers["content-disposition"])


@pytest.mark.parametrize(
    "path",
    ["/console/%0d%0ax-injected:%20yes", "/official/bitget%0d%0ax-injected:yes", "/demo/%0ax-injected:yes",
     "/api/v1/session/sso/callback?state=%0d%0ax-injected:yes&code=x", "//evil.example/%2e%2e", "/console//evil.example",
     "/official/bitget?next=https://evil.example"],
)  # fmt: skip
async def test_no_address_makes_a_header_or_sends_anybody_elsewhere(world: World, path: str) -> None:
    answer = await world.stranger.get(path, follow_redirects=False)
    clean(answer)
    assert answer.status_code < 500
    assert "evil.example" not in answer.headers.get("location", "")


async def test_zulip_cloud_shared_cache_nothing_behind_a_sign_in_may_be_kept(world: World) -> None:
    people = {
        "visitor": await world.visitor(),
        "line": await world.integration(),
        "agent": await world.agent(),
    }
    seen = 0
    for method, path, handler in operations(world):
        if method == "GET":
            policy = handler.opt["policy"]
            person = people.get(policy, people["agent"])
            where = re.sub(r"\{\w+\}", "BG-222-2222", path)
            for asking in (person, world.stranger):
                answer = await asking.get(where)
                assert "no-store" in answer.headers["cache-control"], (where, answer.status_code)
                shut(answer)
                seen += 1
    assert seen >= 60


def shut(answer: httpx.Response) -> None:
    """A browser guesses no kind, tells nobody where it was, runs nothing and shows it in nobody's frame."""
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "path",
    ["/", "/console/", "/demo/bitget", "/official/bitget", "/healthz", "/openapi.json", "/nowhere", "/api/v1/nowhere",
     "/api/v1/session/ways", "/api/v1/widget/bitget", "/metrics"],
)  # fmt: skip
async def test_every_answer_is_shut_also_those_to_nobody(world: World, path: str) -> None:
    shut(await world.stranger.get(path))


async def test_refusals_of_the_fast_door_are_shut_too(world: World) -> None:
    for path in ("/api/v1/messages", "/api/v1/widget/messages"):
        refused = await world.stranger.post(path, json={}, headers={"authorization": "Bearer x"})
        assert refused.status_code == 401
        shut(refused)


@pytest.mark.parametrize("url", ["https://desk.example", "http://desk.example"])
async def test_over_https_browsers_are_told_to_stay_there(url: str) -> None:
    said: list[dict[str, Any]] = []

    async def bare(_scope: Any, _receive: Any, send: Any) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"referrer-policy", b"origin")]}
        )
        await send({"type": "http.response.body", "body": b""})

    async def told(message: dict[str, Any]) -> None:
        said.append(message)

    async def nothing() -> dict[str, Any]:
        return {}

    await Shut(bare, url)({}, nothing, told)
    headers = dict(said[0]["headers"])
    assert headers[b"referrer-policy"] == b"origin"
    lasting = headers.get(b"strict-transport-security")
    assert lasting == (b"max-age=63072000; includeSubDomains" if url.startswith("https") else None)


async def test_chatwoot_15072_default_deny_who_is_nobody_gets_401_from_every_operation_that_asks(
    world: World,
) -> None:
    asked = 0
    for method, path, _ in operations(world):
        where = re.sub(r"\{id\}|\{delivery\}|\{circular\}", fresh(), path.replace("{version}", "1"))
        where = re.sub(r"\{\w+\}", "BG-222-2222", where)
        for token in ("", "ts.bitget.nobody", "tv.bitget.nobody", "td.bitget.nobody"):
            headers = {"authorization": f"Bearer {token}"} if token else {}
            answer = await world.stranger.request(method, where, json={}, headers=headers)
            assert answer.status_code == 401, (method, where, answer.status_code, answer.text[:200])
            asked += 1
    assert asked >= 300


def test_osticket_csv_formulas_nothing_leaves_as_a_spreadsheet() -> None:
    """Nothing exports CSV yet; whoever adds it finds this test and escapes formulas."""
    source = Path(__file__).resolve().parents[2] / "src" / "trustdesk"
    spoken = [
        path.name
        for path in source.rglob("*.py")
        if re.search(r"import csv|csv\.writer|spreadsheetml", path.read_text("utf-8"))
    ]
    assert spoken == []
