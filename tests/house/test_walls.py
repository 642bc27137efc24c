"""The second wall, asked of a running database: forced everywhere, owned by nobody who serves."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.cluster import Database
from tests.house.schema import read
from tests.house.test_schema import MIGRATIONS

# The job queue carries ids and tenants for the worker of all brands; the other says which migrations ran.
OUTSIDE = ("procrastinate_", "alembic_version")
APP = "trustdesk_app"

WALLS = """
    select c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole::text,
        exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'own_tenant')
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
"""


def gaps(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """Tables that do not stand behind the wall."""
    for name, enabled, forced, owner, policy in connection.execute(WALLS).fetchall():
        if owner == APP:
            yield f"{name}: owned by the application"
        if not name.startswith(OUTSIDE) and not (enabled and forced and policy):
            yield f"{name}: open"


@pytest.fixture
def owner(module_database: Database) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(module_database.migrate_url) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def app(module_database: Database) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(module_database.database_url) as connection:
        connection.execute(f"set role {APP}")
        connection.commit()
        yield connection
        connection.rollback()


def as_tenant(connection: psycopg.Connection[Any], tenant: str) -> None:
    connection.execute("select set_config('app.tenant', %s, true)", [tenant])


def test_every_table_is_behind_the_wall(owner: psycopg.Connection[Any]) -> None:
    assert list(gaps(owner)) == []
    found = {row[0] for row in owner.execute(WALLS) if not row[0].startswith(OUTSIDE)}
    assert found == read(MIGRATIONS).tables.keys()


def test_a_breach_is_caught(owner: psycopg.Connection[Any]) -> None:
    owner.execute("alter table customers no force row level security")
    owner.execute("create table cats (tenant text not null)")
    assert sorted(gaps(owner)) == ["cats: open", "customers: open"]


def test_the_application_owns_nothing_and_cannot_climb(owner: psycopg.Connection[Any]) -> None:
    rights = "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = %s"
    assert owner.execute(rights, [APP]).fetchone() == (False, False, False, False)
    owned = "select count(*) from pg_shdepend where refobjid = %s::regrole and deptype = 'o'"
    assert owner.execute(owned, [APP]).fetchone() == (0,)
    member = "select count(*) from pg_auth_members where member = %s::regrole"
    assert owner.execute(member, [APP]).fetchone() == (0,)


def test_another_tenants_rows_stay_invisible(app: psycopg.Connection[Any]) -> None:
    as_tenant(app, "bitget")
    app.execute("insert into teams (tenant, id, name) values ('bitget', 'first', 'First line')")
    assert app.execute("select count(*) from teams").fetchone() == (1,)
    as_tenant(app, "bybit")
    assert app.execute("select count(*) from teams").fetchone() == (0,)
    assert app.execute("update teams set name = 'x'").rowcount == 0
    as_tenant(app, "")
    assert app.execute("select count(*) from teams").fetchone() == (0,)


def test_nobody_writes_for_another_tenant(app: psycopg.Connection[Any]) -> None:
    as_tenant(app, "bybit")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        app.execute("insert into teams (tenant, id, name) values ('bitget', 'first', 'First line')")


@pytest.mark.parametrize("table", ["messages", "events", "audit", "leaves", "subtrees", "seals"])
@pytest.mark.parametrize("verb", ["update", "delete", "truncate"])
def test_what_was_said_is_only_added_to(app: psycopg.Connection[Any], table: str, verb: str) -> None:
    allowed = app.execute("select has_table_privilege(%s, %s, %s)", [APP, table, verb]).fetchone()
    assert allowed == (False,)


def test_what_runs_as_its_owner_has_a_fixed_path_and_for_the_application_only(
    owner: psycopg.Connection[Any],
) -> None:
    asked = """select proname, prosecdef, 'search_path=pg_catalog, public, pg_temp' = any(proconfig),
        has_function_privilege('public', oid, 'execute'), has_function_privilege(%s, oid, 'execute')
        from pg_proc where pronamespace = current_schema()::regnamespace and prosecdef order by proname"""
    assert owner.execute(asked, [APP]).fetchall() == [
        ("seal_texts", True, True, False, True),
        ("search_messages", True, True, False, True),
    ]


def test_sealing_later_turns_a_plain_text_into_a_sealed_one_and_nothing_else(
    app: psycopg.Connection[Any],
) -> None:
    ids = [uuid4() for _ in range(2)]
    for tenant, id in zip(("bitget", "bybit"), ids, strict=True):
        as_tenant(app, tenant)
        app.execute(
            """insert into impostors (tenant, id, kind, thing, imitates, first_at, last_at)
            values (%s, %s, 'site', 'a.example', '', now(), now())""",
            [tenant, id],
        )
        app.execute(
            """insert into impostor_reports (tenant, id, impostor, actor, client_id, body_hash, seen, pasted,
                note, contact, conversation, at)
            values (%s, %s, %s, 'a', 'b', '', 'chat', 'plain', e'\x01before', '', '', now())""",
            [tenant, id, id],
        )
    as_tenant(app, "bitget")
    asked = "select seal_texts('impostor_reports', %s, %s, %s)"
    for field, text, changed in (
        ("pasted", "still plain", 0),
        ("note", "\x01other", 0),
        ("contact", "\x01of nothing", 0),
        ("pasted", "\x01sealed", 1),
        ("pasted", "\x01sealed again", 0),
    ):
        assert app.execute(asked, [field, ids, [text, text]]).fetchone() == (changed,)
    told = "select pasted, note, contact from impostor_reports"
    assert app.execute(told).fetchall() == [("\x01sealed", "\x01before", "")]
    as_tenant(app, "bybit")
    assert app.execute(told).fetchall() == [("plain", "\x01before", "")]
    for table, field in (("agents", "role"), ("audit", "reason"), ("messages", "client_id")):
        with pytest.raises(psycopg.errors.RaiseException), app.transaction():
            app.execute("select seal_texts(%s, %s, %s, %s)", [table, field, ids, ["\x01", "\x01"]])
