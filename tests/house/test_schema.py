"""Every row has its tenant behind a second wall, and every text about people has its field class."""

from collections.abc import Iterator
from pathlib import Path

from tests.house.schema import CLASSES, Schema, read
from tests.house.tree import HOUSE, write

MIGRATIONS = HOUSE.path / "migrations"
WORDED = {"text", "text[]", "bytea"}


def without_a_wall(schema: Schema) -> Iterator[str]:
    for table in schema.tables.values():
        if next(iter(table.columns)) != "tenant" or "not null" not in table.rests["tenant"]:
            yield f"{table.name}: must begin with tenant, not null"
        if table.first_of_key != "tenant":
            yield f"{table.name}: its key must begin with tenant"
        if table.name not in schema.forced:
            yield f"{table.name}: row-level security is not forced"


def without_a_class(schema: Schema) -> Iterator[str]:
    """Texts and bytes may hold something about somebody; a column that lists its values cannot."""
    for table in schema.tables.values():
        for column, kind in table.columns.items():
            lists_its_values = f"check ({column} in" in table.rests[column]
            if kind in WORDED and column != "tenant" and not lists_its_values:
                held = schema.classes.get((table.name, column))
                if held not in CLASSES:
                    yield f"{table.name}.{column}: {held or 'no class'}"
    for table, column in schema.classes:
        if table not in schema.tables or column not in schema.tables[table].columns:
            yield f"{table}.{column}: classed, but there is no such column"


def test_every_table_stands_behind_the_wall() -> None:
    schema = read(MIGRATIONS)
    assert list(without_a_wall(schema)) == []
    assert {"customers", "conversations", "messages", "events"} <= schema.tables.keys()


def test_every_text_has_its_class() -> None:
    assert list(without_a_class(read(MIGRATIONS))) == []


BROKEN = """create table cats (
    id uuid not null,
    mood text not null check (mood in ('calm', 'hungry')),
    phone text not null,
    diary text,
    chip bytea,
    primary key (id)
);
comment on column cats.diary is 'class: juicy';
comment on column cats.chip is 'class: identity';
comment on column cats.tail is 'class: public';
create table dogs (
    tenant text not null,
    id uuid not null,
    primary key (tenant, id)
);
alter table dogs enable row level security;
alter table dogs force row level security;
"""


def test_a_table_without_tenant_or_wall_is_caught(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"0001.sql": BROKEN.replace("    id uuid not null,\n    mood", "    tenant text,\n    mood")},
    )
    assert list(without_a_wall(read(tmp_path))) == [
        "cats: must begin with tenant, not null",
        "cats: its key must begin with tenant",
        "cats: row-level security is not forced",
    ]


def test_a_text_without_class_is_caught(tmp_path: Path) -> None:
    write(tmp_path, {"0001.sql": BROKEN})
    assert list(without_a_class(read(tmp_path))) == [
        "cats.phone: no class",
        "cats.diary: juicy",
        "cats.tail: classed, but there is no such column",
    ]
