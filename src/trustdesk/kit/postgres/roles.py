"""The three roles and the database; made again at each start, so that a lost password heals.

``trustdesk_owner`` owns every table and migrates. ``trustdesk_app`` owns nothing and cannot
log in: it is what the application's sessions become. ``trustdesk_login`` logs in for it.
"""

import psycopg
from psycopg import sql

from trustdesk.kit.postgres.place import DATABASE, LOGIN, OWNER, Place

APP = "trustdesk_app"
ABILITIES = {
    OWNER: sql.SQL("LOGIN"),
    APP: sql.SQL("NOLOGIN"),
    LOGIN: sql.SQL("LOGIN"),
}
PLAIN = sql.SQL("NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")


def ensure(admin_url: str, place: Place) -> None:
    """Create what is missing and set the passwords to those kept in the data folder."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        present = _roles(connection)
        for role, ability in ABILITIES.items():
            verb = sql.SQL("ALTER" if role in present else "CREATE")
            name = sql.Identifier(role)
            connection.execute(sql.SQL("{} ROLE {} {} {}").format(verb, name, ability, PLAIN))
        for role, password in ((OWNER, place.passwords.owner), (LOGIN, place.passwords.login)):
            told = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
            connection.execute(told)
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(LOGIN)))
        create(connection, DATABASE)


def create(connection: psycopg.Connection, database: str, template: str = "template1") -> None:
    """Create ``database`` unless it exists: the owner's, open to the application alone."""
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
    if known:
        return
    name, owner, app = (sql.Identifier(part) for part in (database, OWNER, APP))
    origin = sql.Identifier(template)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(name, owner, origin))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, app))


def _roles(connection: psycopg.Connection) -> set[str]:
    rows = connection.execute("SELECT rolname FROM pg_roles").fetchall()
    return {str(row[0]) for row in rows}
