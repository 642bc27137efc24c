"""A young database is read by its keys: no plan is made, and kept, for want of statistics."""

from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql

from tests.cluster import Database
from trustdesk.conversations.store import appends, lists
from trustdesk.customers.store.people import KNOWN

# Each statement of the posting path, the types of its parameters, and the keys by which it may look.
HOT: dict[str, tuple[LiteralString, LiteralString, set[str]]] = {
    "what is written to": (
        appends.LOCK,
        "text, uuid[], text[], uuid[], text[], text[]",
        {
            "conversations_pkey",
            "conversations_tenant_number_key",
            "conversations_customer",
            "messages_tenant_actor_client_id_key",
        },
    ),
    "who writes": (
        KNOWN,
        "text, bytea[], text[], text[]",
        {"customer_handles_lookup", "customer_handles_unsealed", "customers_pkey"},
    ),
    "what is new": (
        lists.OF_MANY,
        "text, uuid[], int[], int",
        {"messages_pkey"},
    ),
}


@pytest.fixture(scope="module")
def young(module_database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(module_database.admin_url, autocommit=True) as connection:
        connection.execute("set role trustdesk_app")
        connection.execute("set app.tenant = 'bitget'")
        yield connection


@pytest.mark.parametrize("what", list(HOT))
def test_a_young_database_is_read_by_its_keys(young: psycopg.Connection, what: str) -> None:
    text, types, keys = HOT[what]
    young.execute("set plan_cache_mode = force_generic_plan")
    young.execute(sql.SQL("prepare asked ({}) as {}").format(sql.SQL(types), sql.SQL(text)))
    given = sql.SQL(", ").join([sql.Literal("bitget"), *[sql.NULL] * types.count(",")])
    told = young.execute(sql.SQL("explain (format json) execute asked ({})").format(given)).fetchone()
    young.execute("deallocate asked")
    assert told
    nodes = list(_nodes(told[0][0]["Plan"]))
    assert {node["Index Name"] for node in nodes if "Index Name" in node} == keys
    assert "Seq Scan" not in {node["Node Type"] for node in nodes}


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
