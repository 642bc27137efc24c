"""Writes web/shared/structs.ts from the Structs that leave and enter the house: ``python -m scripts.wire``.

What the rooms' ``views`` define travels, and what their routes take and answer. A Struct's name loses its
``View``; a name that two rooms use is given the room's first.
"""

import enum
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, TypeGuard, cast, get_args, get_origin, get_type_hints

import msgspec
from litestar.handlers import HTTPRouteHandler
from msgspec import inspect as shapes

import trustdesk

TARGET = Path(__file__).parents[1] / "web" / "shared" / "structs.ts"
HEAD = "/** The shapes on the wire. Written by `python -m scripts.wire` from the server's Structs: do not edit. */\n"
WIDTH = 100

PLAIN: dict[type[shapes.Type], str] = {
    shapes.AnyType: "unknown",
    shapes.RawType: "unknown",
    shapes.NoneType: "null",
    shapes.BoolType: "boolean",
    shapes.IntType: "number",
    shapes.FloatType: "number",
    shapes.StrType: "string",
    shapes.DecimalType: "string",
    shapes.UUIDType: "string",
    shapes.DateTimeType: "string",
    shapes.DateType: "string",
    shapes.BytesType: "string",
}
SEQUENCES = (
    shapes.ListType,
    shapes.VarTupleType,
    shapes.SetType,
    shapes.FrozenSetType,
    shapes.CollectionType,
)


class Writer:
    """Writes each Struct once, and named alternatives under their names."""

    def __init__(self, aliases: dict[frozenset[str], str]) -> None:
        """Take the literals that have a name in the source."""
        self.aliases = aliases
        self.names: dict[type, str] = {}
        self.written: dict[str, str] = {}

    def add(self, kind: type[msgspec.Struct]) -> str:
        """Write a Struct and everything in it; gives its name."""
        if kind in self.names:
            return self.names[kind]
        name = kind.__name__.removesuffix("View")
        if name in self.written or name in self.aliases.values():
            name = kind.__module__.split(".")[1].capitalize() + name
        self.names[kind] = name
        self.written[name] = ""
        info = cast("shapes.StructType", shapes.type_info(kind))
        body = "\n".join(self._field(kind, field) for field in info.fields)
        doc = f"/** {inspect.cleandoc(kind.__doc__ or '').splitlines()[0]} */\n" if _has_doc(kind) else ""
        self.written[name] = f"{doc}export type {name} = {{\n{body}\n}};\n"
        return name

    def _field(self, kind: type[msgspec.Struct], field: shapes.Field) -> str:
        # What comes in may be left out when it has a default; what goes out only when defaults are omitted.
        # No default and yet not required: it may be UNSET.
        inward = _kind(kind.__module__) == "api" and kind.__name__.endswith("Body")
        unset = field.default is msgspec.NODEFAULT and field.default_factory is msgspec.NODEFAULT
        absent = not field.required and (unset or inward or kind.__struct_config__.omit_defaults)
        name = field.encode_name if field.encode_name.isidentifier() else f"'{field.encode_name}'"
        return f"  {name}{'?' if absent else ''}: {self._type(field.type)};"

    def _union(self, parts: list[shapes.Type]) -> str:
        return " | ".join(dict.fromkeys(self._type(part) for part in parts))

    def _type(self, info: shapes.Type) -> str:
        while isinstance(info, shapes.Metadata):
            info = info.type
        if isinstance(info, shapes.StructType):
            return self.add(info.cls)
        if isinstance(info, shapes.LiteralType | shapes.EnumType):
            said = info.values if isinstance(info, shapes.LiteralType) else [one.value for one in info.cls]
            return self.aliases.get(frozenset(map(str, said))) or " | ".join(map(_literal, said))
        if isinstance(info, shapes.UnionType):
            return self._union(list(info.types))
        if isinstance(info, SEQUENCES):
            inner = self._type(info.item_type)
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        if isinstance(info, shapes.DictType):
            return f"Record<string, {self._type(info.value_type)}>"
        return PLAIN[type(info)]


def write() -> str:
    """The whole file."""
    modules = list(_modules())
    named = _aliases(modules)
    writer = Writer({frozenset(map(str, values)): name for name, values in named.items()})
    for kind in sorted(_travelling(modules), key=lambda kind: (kind.__name__, kind.__module__)):
        writer.add(kind)
    text = "\n".join(writer.written[name] for name in sorted(writer.written))
    used = [name for name in sorted(named) if re.search(rf"[ (]{name}\b(?! =)", text)]
    aliases = [_wrapped(name, [_literal(value) for value in named[name]]) for name in used]
    return "\n".join([HEAD, *aliases]) + "\n" + text


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(trustdesk.__path__, "trustdesk."):
        # What the sandbox exchange says is for desks, not for browsers.
        if _kind(found.name) in {"views", "api", "model"} and ".sandbox." not in found.name:
            yield importlib.import_module(found.name)


def _kind(module: str) -> str:
    """Which of the room's ten files a module is, or belongs to."""
    parts = module.split(".")[1:]
    inner = parts[2:] if parts[0] == "channels" else parts[1:]
    return inner[0] if inner and parts[0] not in {"kit", "migrations"} else ""


def _travelling(modules: list[ModuleType]) -> set[type[msgspec.Struct]]:
    found: set[type[msgspec.Struct]] = set()
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, HTTPRouteHandler):
                hints = get_type_hints(value.fn)
                found.update(_inside(hints.get("return")), _inside(hints.get("data")))
            elif (
                _is_struct(value)
                and _kind(module.__name__) == "views"
                and value.__module__ == module.__name__
            ):
                found.add(value)
    return {kind for kind in found if not kind.__name__.startswith("_")}


def _inside(hint: object) -> Iterator[type[msgspec.Struct]]:
    """The Structs in an annotation, also within Response[...] and unions."""
    if _is_struct(hint):
        yield hint
    for part in get_args(hint):
        yield from _inside(part)


def _is_struct(value: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(value, type) and issubclass(value, msgspec.Struct)


def _aliases(modules: list[ModuleType]) -> dict[str, tuple[Any, ...]]:
    named = ((name, value) for module in modules for name, value in vars(module).items() if name[0] != "_")
    return {name: values for name, value in named if (values := _values(value))}


def _values(value: object) -> tuple[Any, ...]:
    """What a named choice may be: a literal, or an enum of texts."""
    if isinstance(value, type) and issubclass(value, enum.StrEnum):
        return tuple(one.value for one in value)
    return get_args(value) if get_origin(value) is Literal else ()


def _has_doc(kind: type[msgspec.Struct]) -> bool:
    return bool(kind.__doc__) and "__doc__" in vars(kind)


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _wrapped(name: str, values: list[str]) -> str:
    line = f"export type {name} = {' | '.join(values)};"
    below = f"  {' | '.join(values)};"
    if len(line) <= WIDTH:
        return line
    if len(below) <= WIDTH:
        return f"export type {name} =\n{below}"
    return f"export type {name} =\n  | " + "\n  | ".join(values) + ";"


if __name__ == "__main__":
    sys.stdout.write(f"{TARGET.name}\n")
    TARGET.write_text(write(), "utf-8")
