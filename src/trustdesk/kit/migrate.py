"""Migrations: plain SQL files run in order by the owner, one node at a time.

Each step is its own transaction. Steps expand first and contract in a later release, so
that the release before keeps working while nodes are replaced one by one.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from trustdesk.kit.settings import Misconfigured

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOLDER = Path(__file__).resolve().parent.parent / "migrations"
STEP = re.compile(r"(\d{4})_\w+\.py")
ROLE = sql.Identifier("trustdesk_app")
ONE_AT_A_TIME = 0x7264_6D69  # any number, as long as all nodes use the same
LOCK_WAIT = "-c lock_timeout=30s"  # rather fail and be run again than queue the whole desk up


def newest() -> str:
    """Name the newest step this release knows."""
    return max(match[1] for path in (FOLDER / "versions").iterdir() if (match := STEP.fullmatch(path.name)))


def pending(migrate_url: str) -> bool:
    """Tell whether the database has steps to take."""
    with psycopg.connect(migrate_url, autocommit=True) as connection:
        return reached(connection) < newest()


def upgrade(migrate_url: str, database_url: str = "") -> bool:
    """Bring the database to ``newest``; tell whether anything had to be done.

    Nodes that start together take turns. The application's role is created where it is
    missing, and the login of ``database_url`` is let into it, as far as this login may.
    """
    with psycopg.connect(migrate_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (ONE_AT_A_TIME,))
        if reached(connection) >= newest():  # beyond it: a later release was here, and it expands first
            return False
        _ensure_role(connection, urlsplit(database_url).username or "")
        _run_steps(migrate_url)
        connection.execute(sql.SQL("GRANT SELECT ON alembic_version TO {}").format(ROLE))
        return True


def reached(connection: psycopg.Connection) -> str:
    """Name the last step the database has taken, empty for none."""
    known = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
    if known is None or known[0] is None:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def run_sql_beside(file: str) -> None:
    """Run the .sql file that stands beside a step."""
    run_sql(Path(file).with_suffix(".sql").read_text(encoding="utf-8"))


def run_sql(text: str) -> None:
    """Run SQL text of any number of statements inside the step's transaction."""
    from alembic import op  # noqa: PLC0415 - only while migrating

    # The driver's own call: no parameters, so a percent sign is a percent sign.
    driver = cast("psycopg.Connection", op.get_bind().connection.driver_connection)
    driver.execute(text.encode())


def _ensure_role(connection: psycopg.Connection, login: str) -> None:
    present = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'trustdesk_app'").fetchone()
    if not present:
        try:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(ROLE))
        except psycopg.errors.InsufficientPrivilege as error:
            why = "may not create roles; run once as an administrator: CREATE ROLE trustdesk_app NOLOGIN"
            raise Misconfigured("migrate_url", why) from error
        except psycopg.errors.DuplicateObject:
            pass  # another database of the same server was migrated in the same moment
    if login:
        _let_in(connection, login)


def _let_in(connection: psycopg.Connection, login: str) -> None:
    row = connection.execute(
        "SELECT pg_has_role(%s, 'trustdesk_app', 'SET') FROM pg_roles WHERE rolname = %s AND NOT rolsuper",
        (login, login),
    ).fetchone()
    if row is None or row[0]:
        return
    grant = sql.SQL("GRANT {} TO {}").format(ROLE, sql.Identifier(login))
    try:
        connection.execute(grant)
    except psycopg.errors.InsufficientPrivilege as error:
        why = f"run once as an administrator: {grant.as_string()}"
        raise Misconfigured("database_url", why) from error


def _run_steps(migrate_url: str) -> None:
    # Imported here: a server that has nothing to migrate never carries this in memory.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import NullPool, create_engine  # noqa: PLC0415

    def connect() -> Any:
        return psycopg.connect(migrate_url, options=LOCK_WAIT)

    engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool)
    with engine.connect() as connection:
        command.upgrade(_config(Config(), connection), "head")


def _config(config: Any, connection: "Connection") -> Any:
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
