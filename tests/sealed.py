"""What is stored sealed, column by column, and the whole of a database as its superuser sees it."""

from typing import LiteralString

import psycopg
from psycopg import sql

from tests.cluster import Database
from tests.world import World
from trustdesk.kit.keyring import SEALED

# Each column with the SQL that names its rows as the seal does.
FIELDS: dict[tuple[str, str], LiteralString] = {
    ("customers", "name"): "'customers|' || id || '|name'",
    ("customer_handles", "external_id"): "'customer_handles|' || id || '|external_id'",
    ("customer_ties", "reason"): "'customer_ties|' || id || '|reason'",
    ("conversations", "preview"): "'conversations|' || id || '|preview'",
    ("messages", "text"): "'messages|' || id || '|text'",
    ("messages", "author_name"): "'messages|' || id || '|author_name'",
    ("messages", "event"): "'messages|' || id || '|event'",
    ("files", "name"): "'files|' || id || '|name'",
    ("drafts", "text"): "'drafts|' || agent || '/' || conversation || '|text'",
    ("procedures", "evidence"): "'procedures|' || id || '|evidence'",
    ("procedures", "diagnosis"): "'procedures|' || id || '|diagnosis'",
    ("procedure_events", "detail"): "'procedure_events|' || procedure || '/' || seq || '|detail'",
    ("ratings", "text"): "'ratings|' || conversation || '|text'",
    ("impostor_reports", "pasted"): "'impostor_reports|' || id || '|pasted'",
    ("impostor_reports", "note"): "'impostor_reports|' || id || '|note'",
    ("impostor_reports", "contact"): "'impostor_reports|' || id || '|contact'",
    ("subscribers", "target"): "'subscribers|' || id || '|target'",
    ("webhook_deliveries", "body"): "'webhook_deliveries|' || id || '|body'",
}


def everything(database: Database) -> bytes:
    """Every row of every table, as the superuser sees it."""
    with psycopg.connect(database.admin_url) as connection:
        tables = connection.execute(
            "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        parts: list[bytes] = []
        for place in tables:
            query = sql.SQL("copy {} to stdout").format(sql.Identifier(*place))
            with connection.cursor().copy(query) as copy:
                parts += [bytes(part) for part in copy]
    return b"".join(parts)


def sealed(database: Database) -> list[tuple[str, str, str, str]]:
    """Every value of a sealed column that is not empty: its column, its tenant, what it is, how it is stored."""
    found: list[tuple[str, str, str, str]] = []
    with psycopg.connect(database.admin_url) as connection:
        for (table, column), named in FIELDS.items():
            only = "and author_kind = 'customer'" if column == "author_name" else ""
            query = sql.SQL("select {}, tenant, {}, {} from {} where {} <> '' {}").format(
                sql.Literal(f"{table}.{column}"),
                sql.SQL(named),
                sql.Identifier(column),
                sql.Identifier(table),
                sql.Identifier(column),
                sql.SQL(only),
            )
            found += connection.execute(query).fetchall()
    return found


async def opened(world: World, database: Database) -> list[tuple[str, str]]:
    """Open everything that is sealed, as only this desk can: each column with a text of it."""
    told: list[tuple[str, str]] = []
    for column, tenant, where, text in sealed(database):
        assert text.startswith(SEALED), f"{column} holds a text that is not sealed"
        async with world.house.db.transaction(tenant) as tx:
            [plain] = await tx.opened([(where, text)])
        told.append((column, plain))
    return told
