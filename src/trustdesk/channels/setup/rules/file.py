"""The file of all lines' settings: TOML, one table for each line of each brand, secrets by reference only.

A table holds everything its line is set to: what it leaves out is the default. A secret is written as
``{ env = "NAME" }``; one that is left out stays as it is, and ``""`` removes it. A line without a table is
left alone.
"""

import difflib
import json
import math
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

import msgspec

from trustdesk.channels.setup.model import Field, Section, Value
from trustdesk.channels.setup.rules.fields import fields

Tables = dict[str, dict[str, dict[str, Any]]]  # brand → line → key → value
NEAR = 1


class Unreadable(Exception):
    """The file will not do; the text names the line and the key."""


class Given(msgspec.Struct, frozen=True):
    """What a table says of a line: values, and the name of the variable of each secret ("" removes it)."""

    brand: str
    line: str
    values: Mapping[str, Any]
    secrets: Mapping[str, str]


def write(brand: str, section: Section, values: Mapping[str, Value], secrets: Collection[str]) -> str:
    """Write the table of one line; what is the default stands there as a remark."""
    rows = [_row(brand, section.line, field, values, secrets) for field in fields(section)]
    return "\n".join([f"[{brand}.{section.line}]", *rows]) + "\n"


def variable(brand: str, line: str, name: str) -> str:
    """Name the environment variable that holds a secret, when we are the ones to name it."""
    return f"{brand}_{line}_{name}".upper().replace("-", "_")


def read(
    text: str, sections: Mapping[str, Section], brands: Collection[str], beside: Collection[str] = ()
) -> list[Given]:
    """Read the lines of the whole file; raises ``Unreadable`` for what has no place in it.

    ``beside`` are tables of a brand that are no lines: they are others' to read.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(str(error)) from error
    _refuse_strangers(text, tables, (), brands)
    for brand, lines in tables.items():
        _refuse_strangers(text, lines, (brand,), [*sections, *beside])
        for line, table in _lines(lines, sections):
            names = sections[line].shape.__struct_fields__
            _refuse_strangers(text, table, (brand, line), names, tables=False)
    return [
        _given(text, brand, sections[line], table)
        for brand, lines in cast("Tables", tables).items()
        for line, table in _lines(lines, sections)
    ]


def written(value: Value) -> str:
    """Write a value as TOML does."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            # JSON's escapes are TOML's, but for the one control character that JSON leaves bare.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list():
            return f"[{', '.join(map(written, value))}]"
        case float() if not math.isfinite(value):
            return str(value)
        case _:
            return repr(value)


def place_of(text: str, path: tuple[str, ...]) -> int:
    """Find the line of the text on which a key begins: after the longest beginning that lacks it."""
    rows, before = text.splitlines(), 0
    for count in range(1, len(rows) + 1):
        try:
            so_far = tomllib.loads("\n".join(rows[:count]))
        except tomllib.TOMLDecodeError:
            continue
        if _has(so_far, path):
            return before + 1
        before = count
    return before + 1


def _row(brand: str, line: str, field: Field, values: Mapping[str, Value], secrets: Collection[str]) -> str:
    unit = f"  # {field.unit}" if field.unit else ""
    if field.secret:
        reference = f'{field.name} = {{ env = "{variable(brand, line, field.name)}" }}'
        return reference if field.name in secrets else f"# {reference}"
    if field.name in values:
        return f"{field.name} = {written(values[field.name])}{unit}"
    return f"# {field.name} = {written(field.default)}{unit}"


def _given(text: str, brand: str, section: Section, table: Mapping[str, Any]) -> Given:
    values = {name: value for name, value in table.items() if name not in section.secret}
    secrets = {
        name: _reference(text, (brand, section.line, name), value)
        for name, value in table.items()
        if name in section.secret
    }
    return Given(brand, section.line, values, secrets)


def _reference(text: str, path: tuple[str, ...], value: object) -> str:
    if value == "":
        return ""
    if isinstance(value, dict):
        named = cast("dict[str, object]", value)
        if list(named) == ["env"] and isinstance(named["env"], str) and named["env"]:
            return named["env"]
    where = f"line {place_of(text, path)}: {'.'.join(path)}"
    raise Unreadable(f'{where} is a secret; write {{ env = "NAME" }}, never the secret itself')


def _refuse_strangers(
    text: str, table: object, path: tuple[str, ...], known: Collection[str], *, tables: bool = True
) -> None:
    if not isinstance(table, dict):
        raise Unreadable(f"line {place_of(text, path)}: {'.'.join(path)} must be a table")
    for name in _strange(cast("dict[str, object]", table), known):
        near = difflib.get_close_matches(name, known, n=NEAR)
        hint = f"; did you mean {near[0]}?" if near else ""
        what = ("line" if path else "brand") if tables else "setting"
        where = ".".join((*path, name))
        raise Unreadable(f"line {place_of(text, (*path, name))}: {where}: there is no such {what}{hint}")


def _strange(table: Mapping[str, object], known: Collection[str]) -> Iterator[str]:
    yield from (name for name in table if name not in known)


def _lines(tables: Mapping[str, Any], sections: Mapping[str, Section]) -> list[tuple[str, Any]]:
    return [(line, table) for line, table in tables.items() if line in sections]


def _has(table: object, path: tuple[str, ...]) -> bool:
    for name in path:
        if not isinstance(table, dict) or name not in table:
            return False
        table = cast("dict[str, object]", table)[name]
    return True
