"""Two brands on one desk, one of them full of things, and a desk whose own checks are switched off."""

import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import structlog
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from tests.guard.paths import PICTURE
from tests.world import Person, World, fresh
from trustdesk import app as house_page
from trustdesk.kit import web
from trustdesk.kit.db import Tx
from trustdesk.staff.rules import access

ATTACKER, VICTIM = "bitget", "bybit"
MARK = "zqplanted"
TABLES = """select c.relname::text as name from pg_class c where c.relnamespace = 'public'::regnamespace
    and c.relkind = 'r' and c.relname !~ '^(procrastinate|alembic)' order by 1"""


async def tables_of(tx: Tx) -> list[str]:
    return [row["name"] for row in await tx.rows(TABLES)]


async def standing(world: World, tenant: str) -> dict[str, Any]:
    """Every row the brand has, as one figure a table: how many, and which transactions wrote them."""
    found: dict[str, Any] = {}
    async with world.house.db.transaction(tenant) as tx:
        for table in await tables_of(tx):
            asked = f"select count(*), coalesce(sum(xmin::text::bigint), 0) from {table}"
            found[table] = tuple(await tx.row(asked))  # pyright: ignore[reportArgumentType] - a table by name
    return found


async def ids_of(world: World, tenant: str) -> set[str]:
    """Every id the brand has given."""
    found: set[str] = set()
    async with world.house.db.transaction(tenant) as tx:
        for table in await tables_of(tx):
            rows = await tx.rows(f"select to_jsonb(t)::text as body from {table} t")  # pyright: ignore[reportArgumentType] - a table by name
            for row in rows:
                found |= set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}", row["body"]))
    return found


async def planted(world: World, brand: str, mark: str) -> tuple[str, dict[str, str]]:
    """Fill a brand with one of everything that can be written; its conversation, and ids by what they name."""
    key = await world.integration(brand=brand)
    boss = await world.agent("supervisor", brand=brand, name=f"{mark} boss", public_name=f"{mark} B.")
    agent = await world.agent(brand=brand, name=f"{mark} agent", public_name=f"{mark} A.")
    number = await world.letter(key, f"{mark} my deposit is missing", customer={"name": f"{mark} Wang"})
    await agent.act(number, "assignee", assignee="me")
    await agent.reply(number, f"{mark} we look into it")
    await agent.act(number, "notes", text=f"{mark} note")
    await agent.act(number, "labels", tags=[mark], topic="deposit")
    await agent.put(f"/api/v1/conversations/{number}/draft", json={"text": f"{mark} draft"})
    document = await agent.act(number, "documents", kind="identity")
    texts = {"en": f"{mark} hello"}
    macro = {"client_id": fresh(), "title": f"{mark} title", "shortcut": f"s{fresh()[:6]}", "texts": texts}
    made = await boss.post("/api/v1/macros", json=macro)
    hook = {"client_id": fresh(), "url": f"https://hooks.example/{mark}", "events": ["conversation.opened"]}
    webhook = await boss.post("/api/v1/webhooks", json=hook)
    picture = await agent.post("/api/v1/files", content=PICTURE, params={"name": f"{mark}.png"})
    visitor = await world.visitor(brand=brand, name=f"{mark} visitor")
    begun = await visitor.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": f"{mark} hello"}
    )
    await agent.reply(begun.json()["conversation"], "good day")
    await visitor.post(
        "/api/v1/widget/rating", json={"client_id": fresh(), "score": 2, "text": f"{mark} slow"}
    )
    report = {"client_id": fresh(), "text": f"see {mark}-{brand}.com", "seen": "chat", "note": f"{mark} note"}
    await world.stranger.post(f"/api/v1/official/{brand}/reports", json=report)
    impostor = (await boss.get("/api/v1/impostors")).json()["items"][0]
    asked = {"client_id": fresh(), "action": "transcript.export", "parameters": {"conversation": number}}
    approval = await agent.post("/api/v1/approvals", json=asked | {"reason": f"{mark} asked by the police"})
    canary = await boss.post("/api/v1/canaries", json={"client_id": fresh(), "name": f"{mark} Li"})
    await agent.look_into(canary.json()["conversation"], "investigation")
    await world.settle()
    answers = {"document": document, "macro": made, "webhook": webhook, "file": picture, "approval": approval}
    for name, answer in answers.items():
        assert answer.status_code in {200, 201}, (name, answer.text)
    ids = {name: answer.json()["id"] for name, answer in answers.items()}
    return number, ids | {"impostor": impostor["id"], "agent": agent.id, "customer": visitor.id}


def operations(world: World) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    """Every documented operation that asks who is there."""
    for route in house_page._litestar(world.house).routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if handler.include_in_schema and handler.opt.get("policy", "public") != "public":
                    for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"}):
                        yield str(method), route.path_format, handler


@contextmanager
def unchecked() -> Iterator[pytest.MonkeyPatch]:
    """Switch off what the application itself checks: every policy, every look into the table of rights."""
    # What the database refuses is reported as a bug each time; nobody reads these reports.
    with pytest.MonkeyPatch.context() as patch, structlog.testing.capture_logs():
        _open(patch)
        yield patch


def _open(patch: pytest.MonkeyPatch) -> None:
    for policy in list(web.POLICIES):
        patch.setitem(web.POLICIES, policy, lambda _actor: True)
    away: dict[Any, Any] = {access.can: lambda *_: "allow", access.check: lambda *_: None}
    for module in [one for name, one in sys.modules.items() if name.startswith("trustdesk.")]:
        _swap(patch, module, away)


def _swap(patch: pytest.MonkeyPatch, module: ModuleType, away: dict[Any, Any]) -> None:
    for name, value in list(vars(module).items()):
        if callable(value) and getattr(value, "__module__", "") == access.__name__ and value in away:
            patch.setattr(module, name, away[value])


def confused(patch: pytest.MonkeyPatch, world: World) -> None:
    """Let every statement of the application name the victim's brand, whoever asks.

    Who is there is still looked up as ever; PostgreSQL is still told whose transaction it is.
    """
    db = world.house.db
    real = db.transaction

    @asynccontextmanager
    async def crossed(tenant: str) -> AsyncIterator[Tx]:
        async with real(tenant) as tx:
            tx.tenant = VICTIM if tenant == ATTACKER else tenant
            try:
                yield tx
            finally:
                tx.tenant = tenant

    patch.setattr(world.house.admission, "_db", SimpleNamespace(transaction=real))
    patch.setattr(db, "transaction", crossed)


async def people_of(world: World, brand: str) -> dict[str, Person]:
    """One of each kind that can knock."""
    return {
        "agent": await world.agent("supervisor", brand=brand),
        "compliance": await world.agent("compliance", brand=brand),
        "key": await world.integration("messages", "desk", "scim", brand=brand),
        "visitor": await world.visitor(brand=brand),
    }
