"""Every door of the widget against every kind of worthless word: 401, and not a row touched."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from joserfc.jwk import OKPKey
from litestar.routes import HTTPRoute

from tests.customers.exchange import Exchange, forged, identify
from tests.world import Live, Person, World, fresh
from trustdesk import app as house_page
from trustdesk.kit import secrets

TENANTS = ("bitget", "bybit", "desk")
Make = Callable[[World, Exchange, Exchange], str]


def unsigned(world: World, exchange: Exchange) -> str:
    head, body, _ = exchange.token(world, "1").split(".")
    none = secrets.base64.urlsafe_b64encode(b'{"alg":"none","kid":"%s"}' % str(exchange.ed.kid).encode())
    assert head
    return f"{none.decode().rstrip('=')}.{body}."


def crossed(world: World, exchange: Exchange, other: Exchange) -> str:
    """Signed by another tenant under the name of this one's key."""
    return other.sign(exchange.claims(world, "1"), kid=exchange.ed.kid)


def late(world: World, exchange: Exchange, **seconds: int) -> str:
    now = int(time.time())
    return exchange.token(world, "1", **{name: now + value for name, value in seconds.items()})


WORDS: dict[str, Make] = {
    "empty": lambda _w, _e, _o: "",
    "wrong": lambda _w, _e, _o: "wrong",
    "dots": lambda _w, _e, _o: "..",
    "not text": lambda _w, _e, _o: "ÿ.é.ÿ",
    "tampered": lambda w, e, _o: e.token(w, "1")[:-6] + "AAAAAA",
    "alg none": lambda w, e, _o: unsigned(w, e),
    "public key as secret": lambda w, e, _o: forged(e.claims(w, "1"), "HS256", e),
    "RSA": lambda w, e, _o: forged(e.claims(w, "1"), "RS256", e),
    "key of the other kind": lambda w, e, _o: e.sign(e.claims(w, "1"), alg="ES256"),
    "another tenant's key": crossed,
    "another tenant's word": lambda w, _e, o: o.token(w, "1"),
    "unknown kid": lambda w, e, _o: e.sign(e.claims(w, "1"), kid="nobody"),
    "kid missing": lambda w, e, _o: e.sign(e.claims(w, "1"), kid=""),
    "key in the header": lambda w, e, _o: e.sign(
        e.claims(w, "1"), jwk=OKPKey.generate_key("Ed25519").as_dict(private=False), kid="nobody"
    ),
    "expired": lambda w, e, _o: late(w, e, iat=-200, exp=-1),
    "not yet": lambda w, e, _o: late(w, e, nbf=60, exp=120),
    "issued tomorrow": lambda w, e, _o: late(w, e, iat=86_400, exp=86_500),
    "too long-lived": lambda w, e, _o: late(w, e, exp=301),
    "ends before it begins": lambda w, e, _o: late(w, e, iat=20, exp=10),
    "beyond the calendar": lambda w, e, _o: e.token(w, "1", exp=10**18),
    "other audience": lambda w, e, _o: e.token(w, "1", aud="bitget@elsewhere.example"),
    "other brand": lambda w, e, _o: e.token(w, "1", aud=e.claims(w, "1")["aud"].replace("bitget", "bybit")),
    "many audiences": lambda w, e, _o: e.token(w, "1", aud=[e.claims(w, "1")["aud"], "others"]),
    "no expiry": lambda w, e, _o: e.token(w, "1", exp=None),
    "no jti": lambda w, e, _o: e.token(w, "1", jti=None),
    "no customer": lambda w, e, _o: e.sign({k: v for k, v in e.claims(w, "1").items() if k != "sub"}),
    "empty customer": lambda w, e, _o: e.token(w, ""),
    "an address as customer": lambda w, e, _o: e.token(w, "someone@mail.example"),
    "personal data": lambda w, e, _o: e.token(w, "1", email="someone@mail.example"),
    "oversized": lambda w, e, _o: e.token(w, "1", amr=["x" * 4_000]),
}


async def rows(world: World) -> dict[str, Any]:
    """How many rows every table has and which transactions wrote them, as far as tenants see."""
    found: dict[str, Any] = {}
    for tenant in TENANTS:
        async with world.house.db.transaction(tenant) as tx:
            tables = await tx.rows(
                """select tablename from pg_tables where schemaname = 'public'
                and tablename !~ '^(procrastinate|alembic)' order by 1"""
            )
            for (table,) in tables:
                counted = f"select count(*), coalesce(sum(xmin::text::bigint), 0) from {table}"
                found[f"{tenant}.{table}"] = tuple(await tx.row(counted))  # pyright: ignore[reportArgumentType]
    return found


def widget_routes(world: World) -> list[tuple[str, str]]:
    """Every route for visitors, with its method."""
    app = house_page._litestar(world.house)
    found: list[tuple[str, str]] = []
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if handler.opt.get("policy") == "visitor":
                    path = re.sub(r"\{(\w+)\}", r"bitget", route.path_format.replace("{id}", fresh()))
                    found += [(str(method), path) for method in handler.http_methods - {"OPTIONS"}]
    return sorted(found)


@pytest.mark.parametrize("kind", WORDS)
async def test_a_worthless_word_raises_nobody(
    world: World, exchange: Exchange, other_exchange: Exchange, kind: str
) -> None:
    visitor = await world.visitor()
    word = WORDS[kind](world, exchange, other_exchange)
    before = await rows(world)
    refused = await identify(visitor, "bitget", word)
    assert (refused.status_code, refused.json()["code"]) == (401, "identity_refused"), refused.text
    assert await rows(world) == before
    stands = (await visitor.get("/api/v1/widget/conversation")).json()["standing"]
    assert stands["level"] == 0


async def test_a_word_that_was_used_raises_nobody(world: World, exchange: Exchange) -> None:
    token = exchange.token(world, "used")
    assert (await identify(await world.visitor(), "bitget", token)).status_code == 200
    visitor = await world.visitor()
    before = await rows(world)
    refused = await identify(visitor, "bitget", token)
    assert (refused.status_code, refused.json()["code"]) == (401, "identity_refused")
    assert await rows(world) == before


async def test_a_word_is_for_the_brand_of_the_visit(world: World, exchange: Exchange) -> None:
    visitor = await world.visitor(brand="bybit")
    before = await rows(world)
    for brand in ("bitget", "nobody"):
        refused = await identify(visitor, brand, exchange.token(world, "1"))
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert await rows(world) == before


async def test_no_word_of_the_exchange_opens_a_door_of_the_widget(
    world: World, exchange: Exchange, other_exchange: Exchange
) -> None:
    doors = widget_routes(world)
    assert len(doors) >= 9
    words = {kind: make(world, exchange, other_exchange) for kind, make in WORDS.items()}
    words["good, but no token of ours"] = exchange.token(world, "1")
    words["another brand's form"] = secrets.token("tv", "bybit")
    words["our form, unknown"] = secrets.token("tv", "bitget")
    before = await rows(world)
    for method, path in doors:
        asked = [knock(world.stranger, method, path, word) for word in words.values()]
        asked.append(world.stranger.request(method, path, json={}))
        for kind, answer in zip([*words, "none"], await asyncio.gather(*asked), strict=True):
            assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised"), (method, path, kind)
    assert await rows(world) == before


async def knock(stranger: Person, method: str, path: str, word: str) -> httpx.Response:
    headers = [(b"authorization", f"Bearer {word}".strip().encode())]
    return await stranger.request(method, path, headers=headers, json={"client_id": fresh(), "text": "x"})


async def test_no_word_of_the_exchange_opens_the_socket(
    world: World, exchange: Exchange, other_exchange: Exchange
) -> None:
    before = await rows(world)
    for make in WORDS.values():
        live = Live(world.base_url, "")
        await live.knock(make(world, exchange, other_exchange))
        assert await live.closed() == 4401
        assert [frame["t"] for frame in live.frames] == ["error"]
    assert await rows(world) == before
