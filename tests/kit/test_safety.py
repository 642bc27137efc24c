from collections.abc import Generator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from tests.cluster import Database, TestCluster
from trustdesk.kit.safety import Problem, problems

pytestmark = pytest.mark.live


async def found(cluster: TestCluster, database: Database, **changed: str) -> dict[str, Problem]:
    listed = await problems(cluster.settings(database, **changed))
    return {problem.code: problem for problem in listed}


@contextmanager
def ordered(url: str, order: str, undo: str) -> Generator[None]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(order))  # pyright: ignore[reportArgumentType] - the tests' own text
        try:
            yield
        finally:
            connection.execute(sql.SQL(undo))  # pyright: ignore[reportArgumentType] - the tests' own text


async def test_our_own_database_is_safe(cluster: TestCluster, database: Database) -> None:
    assert await found(cluster, database) == {}


@pytest.mark.parametrize("value", ["off", "local"])
async def test_acknowledging_before_the_disk_is_refused(
    cluster: TestCluster, database: Database, value: str
) -> None:
    set_to = f"ALTER DATABASE {database.name} SET synchronous_commit = {value}"
    with ordered(database.admin_url, set_to, f"ALTER DATABASE {database.name} RESET synchronous_commit"):
        problem = (await found(cluster, database))["synchronous_commit"]
    assert problem.fatal
    assert problem.text.startswith(
        f"synchronous_commit is {value}: messages already acknowledged could be lost"
    )


@pytest.mark.parametrize("name", ["fsync", "full_page_writes"])
async def test_a_server_that_may_tear_its_files_is_refused(
    cluster: TestCluster, database: Database, name: str
) -> None:
    reload = "SELECT pg_reload_conf(), pg_sleep(0.2)"
    try:
        with ordered(database.admin_url, f"ALTER SYSTEM SET {name} = off", f"ALTER SYSTEM RESET {name}"):
            execute(database.admin_url, reload)
            assert (await found(cluster, database))[name].fatal
    finally:
        execute(database.admin_url, reload)
    assert await found(cluster, database) == {}


async def test_a_wall_taken_down_is_refused_by_name(cluster: TestCluster, database: Database) -> None:
    execute(database.migrate_url, "ALTER TABLE messages NO FORCE ROW LEVEL SECURITY")
    assert (await found(cluster, database))["walls"].text == "row-level security is not forced on: messages"
    execute(database.migrate_url, "CREATE TABLE loose (tenant text)")
    assert (await found(cluster, database))["walls"].text.endswith(": loose, messages")


async def test_a_role_that_owns_tables_is_refused(cluster: TestCluster, database: Database) -> None:
    execute(database.admin_url, "ALTER TABLE macros OWNER TO trustdesk_app")
    assert (await found(cluster, database))["role"].fatal


async def test_a_login_above_the_walls_is_warned_of(cluster: TestCluster, database: Database) -> None:
    problem = (await found(cluster, database, DATABASE_URL=database.admin_url))["login"]
    assert not problem.fatal
    assert "postgres is a superuser" in problem.text


async def test_a_database_not_yet_migrated_is_refused(cluster: TestCluster, database: Database) -> None:
    execute(database.migrate_url, "UPDATE alembic_version SET version_num = '0001'")
    assert "step 0001" in (await found(cluster, database))["migrations"].text
    execute(database.migrate_url, "DROP TABLE alembic_version")
    assert "step none" in (await found(cluster, database))["migrations"].text


async def test_a_database_that_cannot_be_reached_is_named_without_its_password(
    cluster: TestCluster, database: Database
) -> None:
    for url in (
        "postgresql://desk:hush@127.0.0.1:1/desk",
        database.tcp_url.replace("_login:", "_login:hush"),
    ):
        problem = (await found(cluster, database, DATABASE_URL=url))["unreachable"]
        assert problem.fatal
        assert "hush" not in problem.text
    assert (await found(cluster, database, DATABASE_URL=database.migrate_url))["role"].fatal


def execute(url: str, text: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(text))  # pyright: ignore[reportArgumentType] - the tests' own text
