"""SQL stands in store files only; each table is written by one room; one place commits."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import HOUSE, WRITES, House, write

# Tables of the job queue are written by its own functions, never by us.
COMMITS_HERE = "kit/db.py"
EDGE_KINDS = {
    "api",
    "jobs",
    "app",
    "house",
    "worker",
    "cli",
    "demo",
    "staffing",
    "configuring",
    "schooling",
    "shelving",
    "tending",
    "planting",
    "auditing",
    "keeping",
    "__main__",
    "intake",
    "deliver",
}


def stray_sql(house: House) -> Iterator[str]:
    for module in house.modules:
        if module.room != "kit" and module.kind != "store":
            yield from (f"{module.place}: {' '.join(text.split())[:50]}" for text in module.sql())


def owners(house: House) -> dict[str, set[str]]:
    """Which rooms write each table."""
    found: dict[str, set[str]] = {}
    for module in house.modules:
        for text in module.sql():
            for table in WRITES.findall(text):
                found.setdefault(table.lower(), set()).add(module.room)
    return found


def shared_tables(house: House) -> list[str]:
    return sorted(f"{table}: {sorted(rooms)}" for table, rooms in owners(house).items() if len(rooms) > 1)


def commits(house: House) -> Iterator[str]:
    """Transactions begun below the edge, and commits anywhere but in the one place."""
    for module in house.modules:
        if module.place == COMMITS_HERE:
            continue
        for text in module.sql():
            if text.split(None, 1)[0].lower().strip(";") in {"begin", "commit", "rollback"}:
                yield f"{module.place}: {text.split(None, 1)[0]}"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                begins = (
                    node.func.attr == "transaction" and module.room != "kit" and module.kind not in EDGE_KINDS
                )
                if begins or node.func.attr in {"commit", "rollback"}:
                    yield f"{module.place}:{node.lineno}: {node.func.attr}()"


def test_sql_stands_in_stores() -> None:
    assert list(stray_sql(HOUSE)) == []


def test_each_table_is_written_by_one_room() -> None:
    assert shared_tables(HOUSE) == []
    assert {"customers", "messages", "events"} <= owners(HOUSE).keys()


def test_one_place_commits() -> None:
    assert list(commits(HOUSE)) == []


def test_stray_sql_is_caught(tmp_path: Path) -> None:
    house = write(
        tmp_path,
        {
            "cats/actions.py": 'def feed(tx):\n    """Select a bowl."""\n    tx.do(f"update cats set fed = {1}")\n',
            "cats/store.py": 'SQL = "select 1"',
        },
    )
    assert list(stray_sql(house)) == ["cats/actions.py: update cats set fed = x"]


@pytest.mark.parametrize(
    "sql",
    [
        "insert into cats (id) values ($1)",
        "update cats set fed = true",
        "delete from cats where id = $1",
        "with fed as (update cats c set fed = true returning id) select * from fed",
    ],
)
def test_writing_in_a_foreign_table_is_caught(tmp_path: Path, sql: str) -> None:
    house = write(
        tmp_path,
        {
            "dogs/store.py": f'S = "{sql}"',
            "cats/store.py": 'S = "insert into cats (id) select 1 for update of c"',
        },
    )
    assert shared_tables(house) == ["cats: ['cats', 'dogs']"]


def test_a_second_place_that_commits_is_caught(tmp_path: Path) -> None:
    house = write(
        tmp_path,
        {
            "kit/db.py": 'S = "commit"',
            "cats/api.py": "async def feed(db):\n    async with db.transaction('x'): pass\n",
            "cats/actions.py": "async def feed(db):\n    async with db.transaction('x'): pass\n",
            "cats/store.py": 'S = "commit"\nasync def save(tx):\n    await tx.commit()\n',
        },
    )
    assert list(commits(house)) == [
        "cats/actions.py:2: transaction()",
        "cats/store.py: commit",
        "cats/store.py:3: commit()",
    ]
