import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import procrastinate
import psycopg
import pytest

from tests.cluster import Database, TestCluster
from trustdesk.kit import migrate
from trustdesk.kit.settings import Misconfigured

pytestmark = pytest.mark.live


def steps(url: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def shape(url: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1, 2"
        ).fetchall()


def test_migrating_twice_is_harmless(database: Database) -> None:
    before = shape(database.migrate_url)
    assert migrate.upgrade(database.migrate_url, database.database_url) is False
    assert steps(database.migrate_url) == [(migrate.newest(),)]
    assert shape(database.migrate_url) == before


def test_nodes_starting_together_take_turns(cluster: TestCluster) -> None:
    with cluster.database("template1") as empty, ThreadPoolExecutor(4) as together:
        did = list(together.map(lambda _: migrate.upgrade(empty.migrate_url), range(4)))
        assert sorted(did) == [False, False, False, True]
        assert shape(empty.migrate_url)


def test_a_database_of_a_later_release_is_left_alone(database: Database) -> None:
    with psycopg.connect(database.migrate_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")
    assert migrate.upgrade(database.migrate_url) is False
    assert steps(database.migrate_url) == [("9000",)]


def test_the_application_uses_the_job_queue_and_owns_nothing(database: Database) -> None:
    with psycopg.connect(database.database_url) as connection:
        connection.execute("SET ROLE trustdesk_app")
        job = (
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('q', 'task', 0, NULL, NULL, '{}', NULL)"
            "::procrastinate_job_to_defer_v1])"
        )
        assert connection.execute(job).fetchone()
        owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
        assert connection.execute(owned).fetchone() == (0,)
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        assert version == (migrate.newest(),)


def test_a_login_that_may_not_create_the_role_is_told_what_to_run(cluster: TestCluster) -> None:
    with cluster.database("template1") as empty, psycopg.connect(empty.admin_url, autocommit=True) as admin:
        admin.execute("CREATE ROLE stranger LOGIN PASSWORD 'x'")
        try:
            stranger = empty.database_url.replace("trustdesk_login", "stranger")
            with pytest.raises(Misconfigured, match='GRANT "trustdesk_app" TO "stranger"'):
                migrate.upgrade(empty.migrate_url, stranger)
        finally:
            admin.execute("DROP ROLE stranger")


def test_each_step_follows_the_one_before() -> None:
    folder = migrate.FOLDER / "versions"
    files = sorted(folder.glob("[0-9]*.py"))
    assert {path.stem for path in files} == {path.stem for path in folder.glob("*.sql")}
    before = None
    for path in files:
        named = {
            target.id: ast.literal_eval(node.value)
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        assert named == {"revision": path.name[:4], "down_revision": before}
        before = path.name[:4]


def test_the_job_queue_has_no_newer_schema_than_ours() -> None:
    folder = Path(procrastinate.__file__).parent / "sql" / "migrations"
    newest = max(path.name for path in folder.glob("*.sql"))
    assert newest < "03.11", "a later release of the queue needs a step of its own"
