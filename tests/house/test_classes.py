"""What the schema says of a column, the shape that leaves the house says too."""

import importlib
from collections.abc import Iterator, Mapping
from types import ModuleType

import msgspec

from tests.house.schema import Schema, read
from tests.house.test_schema import MIGRATIONS
from tests.house.test_sql import owners
from tests.house.tree import HOUSE
from trustdesk.kit.fields import ACCOUNT, classes


def shapes(module: ModuleType) -> Iterator[type[msgspec.Struct]]:
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and issubclass(value, msgspec.Struct)
            and value.__module__ == module.__name__
        ):
            yield value


def disagreements(kind: type[msgspec.Struct], tables: set[str], schema: Schema) -> Iterator[str]:
    """Fields named like a column that is nowhere public, but declared with another class."""
    for name, declared in classes(kind).items():
        held = {schema.classes[table, name] for table in tables if (table, name) in schema.classes}
        if held and "public" not in held and declared.value not in held:
            yield f"{kind.__module__}.{kind.__name__}.{name}: {declared.value}, in the schema {sorted(held)}"


def tables_of(room: str, written: Mapping[str, set[str]]) -> set[str]:
    return {table for table, rooms in written.items() if room in rooms}


def test_views_and_schema_agree() -> None:
    schema, written = read(MIGRATIONS), owners(HOUSE)
    found: list[str] = []
    for module in HOUSE.modules:
        if module.kind == "views" and module.room:
            loaded = importlib.import_module("trustdesk." + ".".join(module.parts).removesuffix(".__init__"))
            for kind in shapes(loaded):
                found += disagreements(kind, tables_of(module.room, written), schema)
    assert found == []


class Bowl(msgspec.Struct):
    id: str
    diary: str


def test_a_disagreement_is_caught() -> None:
    schema = Schema(
        tables={}, forced=set(), classes={("cats", "diary"): ACCOUNT.value, ("cats", "id"): "public"}
    )
    assert list(disagreements(Bowl, {"cats"}, schema)) == [
        f"{Bowl.__module__}.Bowl.diary: public, in the schema ['account']"
    ]
    assert list(disagreements(Bowl, {"dogs"}, schema)) == []
