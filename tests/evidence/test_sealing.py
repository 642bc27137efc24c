"""Sealing: what was written is sealed once, in order, by one node at a time; a superuser's hand is seen."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, LiteralString

import asyncpg
import psycopg
import pytest

from tests.cluster import Database, TestCluster
from tests.world import BRAND, Person, World, fresh, running
from trustdesk import auditing, conversations, evidence
from trustdesk.arguments import parser
from trustdesk.evidence import About, Finding, Intact
from trustdesk.kit import actors, db
from trustdesk.kit.blobs import Blobs
from trustdesk.staffing import WillNotDo

DESK = actors.system(BRAND)


@pytest.fixture
async def desk(cluster: TestCluster, database: Database) -> AsyncIterator[World]:
    """A desk of one test alone: it is going to be tampered with."""
    async with running(cluster, database) as started:
        yield started


async def written(world: World, texts: int = 3) -> tuple[Person, str]:
    """A conversation of so many letters."""
    visitor = await world.visitor()
    number = ""
    for count in range(texts):
        body = {"client_id": fresh(), "text": f"letter {count}"}
        number = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
    return visitor, number


async def noted(world: World, action: str) -> None:
    async with world.house.db.transaction(BRAND) as tx:
        await evidence.append(tx, DESK, action, About("desk", "1"))


async def command(world: World, *words: str) -> str:
    return await auditing.run(world.house.settings, parser().parse_args(words))


async def verified(world: World, *words: str) -> str:
    return await command(world, "audit", "verify", "--brand", BRAND, *words)


async def leaves(world: World) -> list[Any]:
    async with world.house.db.transaction(BRAND) as tx:
        return list(await tx.rows("select place, source, entry from leaves order by place"))


async def test_audit_and_entries_become_one_tree_and_nothing_twice(desk: World) -> None:
    await written(desk)
    await noted(desk, "cat.feed")
    await desk.house.sealer.settle(BRAND)
    once = await leaves(desk)
    sources = ["audit", "messages", "messages", "messages"]
    assert [(one["place"], one["source"]) for one in once] == list(enumerate(sources))
    assert await desk.house.sealer.seal(BRAND) is None
    assert await leaves(desk) == once
    await written(desk, 1)
    await desk.house.sealer.settle(BRAND)
    assert [one["place"] for one in await leaves(desk)] == list(range(5))
    assert (await verified(desk)).startswith(f"{BRAND}: intact, 5 rows, sealed 20")


async def test_nothing_is_sealed_over_a_transaction_that_still_runs(desk: World) -> None:
    async with desk.house.db.transaction(BRAND) as late:
        await evidence.append(late, DESK, "late.write", About("desk", "1"))
        await noted(desk, "early.commit")
        assert await desk.house.sealer.seal(BRAND) is None
    await desk.house.sealer.settle(BRAND)
    assert len(await leaves(desk)) == 2
    assert "intact, 2 rows" in await verified(desk)


async def test_nodes_that_seal_at_once_make_one_chain(desk: World) -> None:
    for count in range(4):
        await noted(desk, f"cat.feed{count}")
        await asyncio.gather(*(desk.house.sealer.seal(BRAND) for _ in range(4)))
    await desk.house.sealer.settle(BRAND)
    assert [one["place"] for one in await leaves(desk)] == [0, 1, 2, 3]
    assert "intact, 4 rows" in await verified(desk)


async def test_large_pages_and_the_whole_depth(desk: World) -> None:
    async with desk.house.db.transaction(BRAND) as tx:
        await tx.do(
            """insert into audit (tenant, id, actor, role, session, action, about_kind, about_id, reason, purpose, detail)
            select $1, gen_random_uuid(), 'system:desk', '', '', 'cat.feed', 'cat', count::text, '', '', '{}'
            from generate_series(1, 4500) as count""",
            BRAND,
        )
    await desk.house.sealer.settle(BRAND)
    async with desk.house.db.transaction(BRAND) as tx:
        sizes = [row["size"] for row in await tx.rows("select size from seals order by size")]
        levels = await tx.rows("select level, count(*) as count from subtrees group by level order by level")
    assert sizes == [*range(200, 4500, 200), 4500]
    assert [(row["level"], row["count"]) for row in levels] == [(1, 281), (2, 17), (3, 1)]
    assert "intact, 4500 rows" in await verified(desk)


FORGED = """insert into audit select tenant, xid, '00000000-0000-0000-0000-000000000001', actor, role, session,
    'cat.kick', about_kind, about_id, reason, purpose, detail, null, at from audit where action = 'cat.feed'"""
TAMPERINGS: list[tuple[LiteralString, str, str]] = [
    ("update messages set text = 'we owe you 5 BTC' where seq = 2", "messages", "2"),
    ("update messages set author_name = 'Eve' where seq = 1", "messages", "1"),
    ("delete from messages where seq = 3", "messages", "3"),
    ("update audit set about_id = '7' where action = 'cat.feed'", "audit", "cat.feed"),
    ("delete from audit where action = 'cat.pet'", "audit", "cat.pet"),
    ("truncate audit", "audit", "first"),
    (
        "update leaves set hash = sha256('x') where entry = (select id from audit where action = 'cat.pet')",
        "leaves",
        "cat.pet",
    ),
    ("truncate leaves", "leaves", "first"),
    ("update seals set root = sha256('x')", "seals", "first"),
    (
        FORGED,
        "audit",
        "cat.feed",
    ),
]


@pytest.fixture(scope="module")
async def touched(world: World, module_database: Database) -> Any:
    """A superuser at a desk where everything is sealed: the connection, and the place of each row."""
    await written(world)
    await noted(world, "cat.feed")
    await noted(world, "cat.pet")
    await world.house.sealer.settle(BRAND)
    root: Any = await asyncpg.connect(module_database.admin_url)
    asked = """select coalesce(m.seq::text, a.action) as name, l.place from leaves l
        left join messages m on m.id = l.entry left join audit a on a.id = l.entry"""
    yield root, {row["name"]: row["place"] for row in await root.fetch(asked)} | {"first": 0}
    await root.close()


@pytest.mark.parametrize(("tampering", "table", "row"), TAMPERINGS)
async def test_a_superusers_hand_is_seen(
    world: World, touched: tuple[Any, dict[str, int]], tampering: LiteralString, table: str, row: str
) -> None:
    root, places = touched
    public = world.house.sealer.signers[BRAND].public
    sources = [evidence.AUDIT, conversations.ENTRIES]
    tx = db.Tx(root, BRAND, world.house.db.keyring)
    assert isinstance(await evidence.verify(tx, sources, public), Intact)
    tampered = root.transaction()
    await tampered.start()
    await root.execute("set local session_replication_role = replica")
    await root.execute(tampering)
    found = await evidence.verify(tx, sources, public)
    await tampered.rollback()
    assert isinstance(found, Finding)
    assert (found.table, found.place) == (table, places[row])


async def test_only_a_checkpoint_outside_shows_that_everything_was_cut_off(
    desk: World, database: Database, tmp_path: Path
) -> None:
    await noted(desk, "cat.feed")
    await desk.house.sealer.settle(BRAND)
    taken = tmp_path / "taken.checkpoint"
    taken.write_text(await command(desk, "evidence", "checkpoint", "--brand", BRAND) + "\n", "utf-8")
    assert "intact, 1 rows" in await verified(desk, "--checkpoint", str(taken))
    with psycopg.connect(database.admin_url, autocommit=True) as root:
        root.execute("truncate audit, leaves, subtrees, seals")
    assert await verified(desk) == f"{BRAND}: intact, 0 rows"
    with pytest.raises(auditing.Tampered, match="taken along is gone"):
        await verified(desk, "--checkpoint", str(taken))


async def test_everybody_may_read_the_key_and_the_checkpoints(desk: World) -> None:
    path = f"/api/v1/evidence/{BRAND}"
    assert (await desk.stranger.get(f"{path}/checkpoint")).status_code == 404
    for count in range(3):
        await noted(desk, f"cat.feed{count}")
        await desk.house.sealer.settle(BRAND)
    key = (await desk.stranger.get(f"{path}/key")).json()
    assert key["key"] == await command(desk, "evidence", "key", "--brand", BRAND)
    public = evidence.key_of(key["key"])
    assert public.hex() == key["ed25519"]
    newest = await desk.stranger.get(f"{path}/checkpoint")
    assert newest.headers["content-type"].startswith("text/plain")
    said = evidence.read_note(newest.text, public)
    assert (said.origin, said.size) == (key["origin"], 3)
    first = (await desk.stranger.get(f"{path}/checkpoints", params={"limit": 2})).json()
    rest = (await desk.stranger.get(f"{path}/checkpoints", params={"cursor": first["cursor"]})).json()
    listed = [*first["items"], *rest["items"]]
    assert [one["size"] for one in listed] == [3, 2, 1]
    assert listed[0]["checkpoint"] == newest.text
    assert rest["cursor"] is None


@pytest.mark.parametrize("path", ["nobody/key", "nobody/checkpoint", "nobody/checkpoints"])
async def test_of_an_unknown_brand_there_is_nothing(world: World, path: str) -> None:
    refused = await world.stranger.get(f"/api/v1/evidence/{path}")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 40, "1.5"])
async def test_a_wrong_cursor_is_refused(world: World, cursor: str) -> None:
    refused = await world.stranger.get(f"/api/v1/evidence/{BRAND}/checkpoints", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


async def test_brands_have_keys_of_their_own(world: World) -> None:
    keys = {
        brand: (await world.stranger.get(f"/api/v1/evidence/{brand}/key")).json()["ed25519"]
        for brand in world.house.brands
    }
    assert len(set(keys.values())) == len(keys)


async def test_checkpoints_are_put_outside(desk: World, tmp_path: Path) -> None:
    outside = Blobs((tmp_path / "outside").as_uri())
    sealer = evidence.Sealer(desk.house.db, desk.house.sealer.signers, [], outside)
    await noted(desk, "cat.feed")
    running = asyncio.create_task(sealer.run())
    async with asyncio.timeout(5):
        while (kept := await outside.get(f"{BRAND}/000000000001.checkpoint")) is None:
            await asyncio.sleep(0.02)
    running.cancel()
    newest = await desk.stranger.get(f"/api/v1/evidence/{BRAND}/checkpoint")
    assert kept == newest.content


async def test_the_list_is_for_people(desk: World) -> None:
    assert await command(desk, "audit", "list", "--brand", BRAND) == "The audit is empty"
    await noted(desk, "cat.feed")
    await noted(desk, "cat.pet")
    [latest, before] = (await command(desk, "audit", "list", "--brand", BRAND)).splitlines()
    assert latest.split("  ")[1:] == [BRAND, "system:desk", "cat.pet", "desk:1"]
    assert before.split("  ")[3] == "cat.feed"
    assert len((await command(desk, "audit", "list", "--limit", "1")).splitlines()) == 1


async def test_arguments_that_will_not_do(world: World, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.checkpoint"
    wrong.write_text(f"desk/{BRAND}\nno checkpoint\n", "utf-8")
    for words, why in (
        (("audit", "list", "--brand", "nobody"), "--brand 'nobody'"),
        (("audit", "verify", "--key", "zz"), "--key 'zz'"),
        (("audit", "verify", "--checkpoint", str(wrong)), "it is not a checkpoint"),
        (("audit", "verify", "--checkpoint", str(tmp_path / "none")), "No such file"),
    ):
        with pytest.raises(WillNotDo, match=why):
            await command(world, *words)


async def test_another_key_verifies_nothing(desk: World) -> None:
    await noted(desk, "cat.feed")
    await desk.house.sealer.settle(BRAND)
    other = json.loads((await desk.stranger.get("/api/v1/evidence/bybit/key")).text)["ed25519"]
    with pytest.raises(auditing.Tampered, match=r"table seals, place 0: .*another key"):
        await verified(desk, "--key", other)
