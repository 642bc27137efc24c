"""A dump in a fresh server: its rows know of transactions that have not been yet; doctor says so and mends it."""

import io
import re
from contextlib import redirect_stdout

import psycopg
import pytest

from tests import world as worlds
from tests.cluster import Database, TestCluster
from trustdesk import cli, conversations, evidence, restoring
from trustdesk.kit import counting
from trustdesk.kit.settings import Settings

AHEAD = 30_000


def put_ahead(database: Database, by: int) -> None:
    """Make the rows look as after a restore: written by transactions of another, older server."""
    with psycopg.connect(database.admin_url) as admin:
        admin.execute("set session_replication_role = replica")
        moved = f"(xid::text::bigint + {by})::text::xid8"
        for table in ("events", "messages", "audit", "reaction_cursors"):
            admin.execute(f"update {table} set xid = {moved} where xid > '0'::xid8")  # pyright: ignore[reportArgumentType, reportCallIssue]
        for tenant, size, reached in admin.execute("select tenant, size, reached from seals").fetchall():
            later = re.sub(r'\[(\d+),"', lambda found: f'[{int(found[1]) + by},"', reached)
            admin.execute(
                "update seals set reached = %s where tenant = %s and size = %s", [later, tenant, size]
            )


def doctor(settings: Settings, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("TRUSTDESK_SECRET", "a secret of the tests, long enough to be taken")
    with redirect_stdout(io.StringIO()) as said:
        code = cli.main(["doctor", *arguments])
    return code, said.getvalue()


async def answers(world: worlds.World) -> int:
    """How many messages the thread of a new visitor has when everything has been heard."""
    visitor = await world.visitor()
    await visitor.post("/api/v1/widget/messages", json={"client_id": worlds.fresh(), "text": "hello"})
    await world.settle()
    thread = (await visitor.get("/api/v1/widget/conversation")).json()["entries"]
    return sum(one["kind"] == "message" for one in thread)


async def test_after_mending_it_is_heard_sealed_and_proved_as_before(
    cluster: TestCluster, database: Database
) -> None:
    async with worlds.running(cluster, database) as world:
        house, settings = world.house, world.house.settings
        assert await answers(world) == 2  # the letter, and the acknowledgement of a reaction
        await house.sealer.settle("bitget")
        assert await restoring.examine(settings) == []
        put_ahead(database, AHEAD)
        [problem] = await restoring.examine(settings)
        assert (problem.code, problem.fatal) == ("counting", True)
        assert 0 < await counting.behind(settings, ["bitget"]) <= AHEAD
        told: list[str] = []
        assert "has counted on by" in await restoring.mended(settings, told.append)
        assert len(told) >= 1
        assert await restoring.examine(settings) == []
        assert await restoring.mended(settings, told.append) == "There was nothing to mend"
        assert await answers(world) == 2
        assert await house.sealer.seal("bitget") is not None
        await house.sealer.settle("bitget")
        async with house.db.transaction("bitget") as tx:
            sources = (evidence.AUDIT, conversations.ENTRIES)
            found = await evidence.verify(tx, sources, house.sealer.signers["bitget"].public)
        assert isinstance(found, evidence.Intact)


async def test_without_mending_nothing_is_heard_and_nothing_sealed(
    cluster: TestCluster, database: Database
) -> None:
    async with worlds.running(cluster, database) as world:
        await answers(world)
        await world.house.sealer.settle("bitget")
        put_ahead(database, AHEAD)
        assert await answers(world) == 1
        assert await world.house.sealer.seal("bitget") is None


def test_the_command_says_it_mends_it_and_is_content(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database.admin_url) as admin:
        admin.execute(
            "insert into events (tenant, xid, kind, about, body)"
            " select 'bybit', (pg_current_xact_id()::text::bigint + 1000)::text::xid8, 'Nothing', gen_random_uuid(), '{}'"
        )
    code, said = doctor(settings, monkeypatch)
    assert code == 1
    assert cli.main(["staff", "list"]) == cli.UNSAFE
    assert "run `trustdesk doctor --mend`" in said
    _, said = doctor(settings, monkeypatch, "--mend")
    assert "transactions counted\nThe server has counted on by " in said
    assert "behind what its rows know" not in said


async def test_what_is_too_far_is_said_not_counted(settings: Settings, database: Database) -> None:
    with psycopg.connect(database.admin_url) as admin:
        admin.execute(
            "insert into events (tenant, xid, kind, about, body)"
            " values ('bybit', '9000000000', 'Nothing', gen_random_uuid(), '{}')"
        )
    with pytest.raises(counting.TooFar, match="too many to count"):
        await counting.catch_up(settings, ["bybit"], print)
