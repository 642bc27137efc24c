"""Every free text that comes in is planted with secrets by a test: a new field cannot slip past the guard."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
from litestar import post
from litestar.handlers import HTTPRouteHandler
from msgspec import inspect

from tests.guard.paths import FREE_TEXT, NOT_PROSE
from trustdesk import mounting
from trustdesk.house import House
from trustdesk.kit.settings import load


def bodies(handlers: Sequence[HTTPRouteHandler]) -> Iterator[type[msgspec.Struct]]:
    """What the routes take as their body."""
    for handler in handlers:
        hint: Any = get_type_hints(handler.fn).get("data")
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            yield hint


def free_fields(body: type[msgspec.Struct]) -> Iterator[str]:
    """Fields, also of parts, that take any text: neither a pattern nor a list of values holds them."""
    info = inspect.type_info(body)
    assert isinstance(info, inspect.StructType)
    for field in info.fields:
        for part in _parts(field.type):
            if isinstance(part, inspect.StructType):
                yield from free_fields(part.cls)
            elif isinstance(part, inspect.StrType) and part.pattern in {None, r"\S", r"^\S+$"}:
                yield "client_id" if field.name == "client_id" else f"{body.__name__}.{field.name}"


def _parts(kind: inspect.Type) -> Iterator[inspect.Type]:
    if isinstance(kind, inspect.UnionType):
        for part in kind.types:
            yield from _parts(part)
    elif isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.SetType):
        yield from _parts(kind.item_type)
    elif isinstance(kind, inspect.DictType):
        yield from _parts(kind.key_type)
        yield from _parts(kind.value_type)
    elif isinstance(kind, inspect.Metadata):
        yield from _parts(kind.type)
    else:
        yield kind


def unguarded(handlers: Sequence[HTTPRouteHandler]) -> set[str]:
    return (
        {name for body in bodies(handlers) for name in free_fields(body)}
        - FREE_TEXT.keys()
        - NOT_PROSE.keys()
    )


def mounted(folder: Path) -> list[HTTPRouteHandler]:
    environ = {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "DATA_DIR": str(folder),
        "TRUSTDESK_SECRET": "a secret of the tests, long enough to be taken",
    }
    return mounting.mounted(House(load(environ)))


def test_every_free_text_is_planted_with_secrets(tmp_path: Path) -> None:
    assert unguarded(mounted(tmp_path)) == set()


def test_the_tables_name_nothing_that_is_gone(tmp_path: Path) -> None:
    there = {name for body in bodies(mounted(tmp_path)) for name in free_fields(body)}
    assert {name for name in (*FREE_TEXT, *NOT_PROSE) if not name.startswith("?")} - there == set()


class Bowl(msgspec.Struct):
    label: str


class Cat(msgspec.Struct):
    client_id: str
    diary: str | None
    bowls: list[Bowl]
    names: dict[str, list[str]]
    colour: str = ""


@post("/cats", opt={"policy": "staff"}, sync_to_thread=False)
def adopt(data: Cat) -> None:
    """Take a cat in."""


def test_a_new_field_that_nothing_is_planted_in_is_caught() -> None:
    assert unguarded([adopt]) == {"Bowl.label", "Cat.diary", "Cat.names", "Cat.colour"}
