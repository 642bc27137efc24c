"""Asking and reading without saying who one is: the API and the page."""

import re
from typing import Any

import httpx
import pytest

from tests.world import World, fresh

SHAPE = {"brand", "verdict", "title", "text", "items", "advice"}
ITEM = {
    "kind",
    "place",
    "written",
    "value",
    "verdict",
    "title",
    "reasons",
    "imitates",
    "difference",
    "thing",
}


async def ask(world: World, text: str, brand: str = "bitget", **headers: str) -> httpx.Response:
    return await world.stranger.post(f"/api/v1/official/{brand}/check", json={"text": text}, headers=headers)


async def rows(world: World, brand: str = "bitget") -> list[Any]:
    async with world.house.db.transaction(brand) as tx:
        found = await tx.rows("select * from impostor_reports order by at")
        sealed = [(f"impostor_reports|{row['id']}|{name}", row[name]) for row in found for name in FREE]
        opened = iter(await tx.opened(sealed))
        return [dict(row) | {name: next(opened) for name in FREE} for row in found]


FREE = ("pasted", "note", "contact")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("support.bitget.example", "official"),
        ("b1tget.example", "looks_like"),
        ("evil.com", "not_official"),
        ("hello", "unknown"),
    ],
)
async def test_an_answer_has_one_shape_and_keeps_nothing(world: World, text: str, verdict: str) -> None:
    answer = await ask(world, text)
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == SHAPE
    assert body["verdict"] == verdict
    assert all(item.keys() == ITEM for item in body["items"])
    assert "padlock" in " ".join(body["advice"])
    assert ("forged" in " ".join(body["advice"])) == (verdict == "official")
    assert answer.headers["cache-control"] == "no-store, private"
    assert await rows(world) == []


async def test_an_answer_speaks_the_readers_language(world: World) -> None:
    body = (await ask(world, "b1tget.example", **{"accept-language": "zh-TW"})).json()
    assert body["title"] == "像我们，但不是我们"
    assert body["items"][0]["reasons"] == [
        {"code": "confusable", "text": "其中有字母只是看上去与 bitget.example 相同。"}
    ]


async def test_an_unpublished_number_cannot_be_told_from_another(world: World) -> None:
    own, other = [(await ask(world, number)).text for number in ("+1 555 0130", "+1 555 0131")]
    assert own.replace("0130", "0131") == other
    directory = await world.stranger.get("/api/v1/official/bitget")
    page = await world.stranger.get("/official/bitget")
    assert "0130" not in directory.text + page.text
    assert directory.json()["hotlines"]["published"] is False
    assert directory.json()["hotlines"]["numbers"] == []
    assert "never call you first" in directory.json()["hotlines"]["text"]


async def test_a_name_of_an_agent_is_known_and_proves_nothing(world: World) -> None:
    await world.agent(public_name="Grace W.")
    [item] = (await ask(world, "grace w.")).json()["items"]
    assert (item["kind"], item["verdict"], item["reasons"][0]["code"]) == ("agent", "official", "name_only")
    assert (await ask(world, "Grace W. asked for my code")).json()["title"] == (
        "A name of ours, which proves nothing"
    )
    assert (await ask(world, "grace w.", brand="bybit")).json()["items"] == []


async def test_the_directory_lists_every_official_contact(world: World) -> None:
    found = (
        await world.stranger.get("/api/v1/official/bybit", headers={"accept-language": "de-DE,de;q=0.9"})
    ).json()
    assert [(one["kind"], one["value"]) for one in found["channels"]] == [
        ("site", "bybit.example"),
        ("site", "www.bybit.example"),
        ("site", "help.bybit.example"),
        ("chat", "help.bybit.example"),
        ("mail", "support@bybit.example"),
        ("wechat", "bybit_service_example"),
        ("qq", "bybit-example"),
    ]
    assert [(one["region"], one["number"], one["likely"]) for one in found["hotlines"]["numbers"]] == [
        ("Europe", "+1 555 0102", True),
        ("International", "+1 555 0100", False),
        ("Asia Pacific", "+1 555 0101", False),
    ]
    assert found["notice"] == "Sample profile, not affiliated with Bybit."


async def test_a_visitor_of_nowhere_known_sees_the_international_number_first(world: World) -> None:
    found = (await world.stranger.get("/api/v1/official/bybit", headers={"accept-language": "pt-BR"})).json()
    first = found["hotlines"]["numbers"][0]
    assert (first["region"], first["likely"]) == ("International", True)


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 5_001}, {"text": 7}])
async def test_what_cannot_be_asked_is_refused(world: World, body: dict[str, Any]) -> None:
    refused = await world.stranger.post("/api/v1/official/bitget/check", json=body)
    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")


async def test_a_brand_that_is_not_here_has_no_page(world: World) -> None:
    for path in ("/official/nobody", "/official/nobody/colours.css", "/api/v1/official/nobody"):
        assert (await world.stranger.get(path)).status_code == 404
    assert (await ask(world, "x.com", brand="nobody")).status_code == 404


async def test_one_address_cannot_ask_without_end(world: World) -> None:
    async with world.house.db.transaction("desk") as tx:
        await tx.do(
            """insert into limits (tenant, name, since, used)
            values ('desk', 'official-check:127.0.0.1', clock_timestamp(), 119)
            on conflict (tenant, name) do update set used = 119, since = clock_timestamp()"""
        )
    assert (await ask(world, "evil.com")).status_code == 200
    refused = await ask(world, "evil.com")
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    page = await world.stranger.post("/official/bitget", data={"text": "evil.com"})
    assert page.status_code == 429
    assert 'role="alert"' in page.text
    async with world.house.db.transaction("desk") as tx:
        await tx.do("delete from limits where name = 'official-check:127.0.0.1'")


async def test_the_page_needs_no_script_and_lets_none_in(world: World) -> None:
    shown = await world.stranger.get("/official/bitget?lang=zh-CN")
    assert shown.status_code == 200
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert shown.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert '<html lang="zh-CN">' in shown.text
    assert "示例资料" in shown.text
    assert "<script" not in shown.text
    assert " style=" not in shown.text
    colours = await world.stranger.get("/official/bitget/colours.css")
    assert (colours.text, colours.headers["content-type"]) == (
        ":root{--brand:#0a8f9e}\n",
        "text/css; charset=utf-8",
    )


async def test_the_page_escapes_what_is_pasted(world: World) -> None:
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)> https://b1tget.example/"><b>'
    shown = await world.stranger.post("/official/bitget", data={"text": nasty})
    assert 'data-verdict="looks_like"' in shown.text
    assert "<script" not in shown.text
    assert "<img" not in shown.text
    assert "b<mark>1</mark>tget" in shown.text
    assert "b<mark>i</mark>tget" in shown.text


async def test_the_page_reports_in_one_form_and_twice_is_once(world: World) -> None:
    text = "Open https://bybit-kyc.com/verify now"
    shown = await world.stranger.post("/official/bybit", data={"text": text})
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.text))
    assert hidden.keys() == {"client_id", "text", "thing"}
    form = hidden | {"seen": "text", "note": "came at night", "contact": "kim@example.net"}
    mail = b"From: Bybit <x@bybit-kyc.com>\r\nSubject: locked\r\nDate: today\r\n\r\nhello \xff"
    for _ in range(2):
        sent = await world.stranger.post(
            "/official/bybit/report", data=form, files={"mail": ("m.eml", mail, "message/rfc822")}
        )
        assert sent.status_code == 200
        assert 'data-test="reported"' in sent.text
    [row] = await rows(world, "bybit")
    assert (row["seen"], row["note"], row["contact"]) == ("text", "came at night", "kim@example.net")
    assert row["pasted"] == text
    assert b"locked" not in row["mail_sealed"]


async def test_a_file_that_is_no_mail_is_refused_and_nothing_is_kept(world: World) -> None:
    form = {"client_id": fresh(), "text": "bitp-support.com", "seen": "mail"}
    for content in (b"MZ\x90", b"x" * (512 * 1024 + 1)):
        refused = await world.stranger.post(
            "/official/bitp/report", data=form, files={"mail": ("m.eml", content, "message/rfc822")}
        )
        assert refused.status_code == 400
        assert 'role="alert"' in refused.text
    assert await rows(world, "bitp") == []
