"""What a database must promise before a single message is acknowledged on its word."""

from __future__ import annotations

from typing import Any

import asyncpg
import msgspec

from trustdesk.kit import migrate
from trustdesk.kit.db import ROLE
from trustdesk.kit.settings import Settings

OLDEST = 16
CONNECT_LIMIT_S = 10
DURABLE = {
    "fsync": "a power cut could destroy the whole database",
    "full_page_writes": "a power cut could tear pages of the database",
    "synchronous_commit": "messages already acknowledged could be lost in a crash",
}


class Problem(msgspec.Struct, frozen=True):
    """Something wrong, in plain words; ``fatal`` means we refuse to run."""

    code: str
    text: str
    fatal: bool = True


class UnsafeDatabase(Exception):
    """Refused; the text lists why."""


async def problems(settings: Settings) -> list[Problem]:
    """Connect as the application does and look; being unreachable is a problem like others."""
    try:
        connection = await asyncpg.connect(
            settings.database_url, timeout=CONNECT_LIMIT_S, server_settings={"role": ROLE}
        )
    except (asyncpg.InvalidParameterValueError, asyncpg.InsufficientPrivilegeError):
        text = f"the role {ROLE} is missing or closed to this login; run `trustdesk migrate` first"
        return [Problem("role", text)]
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        # The address may hold a password, so it is not repeated here.
        return [Problem("unreachable", f"the database does not answer: {error or type(error).__name__}")]
    try:
        return await unsafe(connection)
    finally:
        await connection.close(timeout=CONNECT_LIMIT_S)


async def unsafe(connection: asyncpg.Connection[Any]) -> list[Problem]:
    """List what is wrong with the database behind an application's connection."""
    version = int(await connection.fetchval("SELECT current_setting('server_version_num')")) // 10000
    if version < OLDEST:
        return [Problem("version", f"PostgreSQL {version} is too old; {OLDEST} or newer is needed")]
    return [
        *await _durability(connection),
        *await _power(connection),
        *await signed_in(connection),
        *await _walls(connection),
        *await _steps(connection),
    ]


async def _durability(connection: asyncpg.Connection[Any]) -> list[Problem]:
    found: list[Problem] = []
    for name, danger in DURABLE.items():
        value = await connection.fetchval("SELECT current_setting($1)", name)
        # Weaker than on: off, and local, which does not wait for a standby that was promised.
        if value in {"off", "local"}:
            found.append(Problem(name, f"{name} is {value}: {danger}; set it to on"))
    return found


async def _power(connection: asyncpg.Connection[Any]) -> list[Problem]:
    row = await connection.fetchrow(
        "SELECT session_user::text AS login, current_user::text AS role,"
        " (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS above,"
        " (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user) AS login_above,"
        " EXISTS (SELECT FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        "  WHERE r.rolname = current_user AND c.relkind IN ('r', 'p')) AS owns,"
        " EXISTS (SELECT FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        "  WHERE r.rolname = session_user AND c.relkind IN ('r', 'p')) AS login_owns"
    )
    if row is None:
        return []
    role, login = row["role"], row["login"]
    if row["above"]:
        return [Problem("role", f"the role {role} stands above row-level security; it must be a plain role")]
    if row["owns"]:
        return [Problem("role", f"the role {role} owns tables; another role must own and migrate them")]
    if row["login_above"] or row["login_owns"]:
        what = "is a superuser or bypasses row-level security" if row["login_above"] else "owns tables"
        text = f"the login {login} {what}; give the desk a plain login that is a member of {ROLE}"
        return [Problem("login", text, fatal=False)]
    return []


async def signed_in(connection: asyncpg.Connection[Any]) -> list[Problem]:
    """Say so where a password travels between machines; on one machine no certificate is needed."""
    async with connection.transaction():
        await connection.execute("SET LOCAL ROLE NONE")  # only the login itself sees how it came in
        row = await connection.fetchrow(
            "SELECT host(inet_client_addr()) AS here, host(inet_server_addr()) AS there, client_dn, ssl"
            " FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        )
    if row is None or row["client_dn"] or row["here"] == row["there"]:
        return []
    how = "by a password" if row["ssl"] else "by a password and without TLS"
    text = (
        f"the desk signs in to the database on another machine {how}; give it a certificate (docs/operate.md)"
    )
    return [Problem("sign_in", text, fatal=False)]


async def _walls(connection: asyncpg.Connection[Any]) -> list[Problem]:
    rows = await connection.fetch(
        "SELECT c.relname::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE a.attname = 'tenant' AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')"
        " AND c.relnamespace = current_schema()::regnamespace"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
    )
    names = ", ".join(row["name"] for row in rows)
    return [Problem("walls", f"row-level security is not forced on: {names}")] if names else []


async def _steps(connection: asyncpg.Connection[Any]) -> list[Problem]:
    held = await connection.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL")
    reached = await connection.fetchval("SELECT max(version_num) FROM alembic_version") if held else ""
    if (reached or "") >= migrate.newest():
        return []
    text = f"the database is at step {reached or 'none'} of {migrate.newest()}; run `trustdesk migrate`"
    return [Problem("migrations", text)]
