"""What a Struct of settings says about its fields."""

from typing import Any, cast

import msgspec
from msgspec import inspect

from trustdesk.channels.setup.model import Field, Kind, Section, Value

KINDS: dict[type[inspect.Type], Kind] = {
    inspect.BoolType: "switch",
    inspect.IntType: "number",
    inspect.FloatType: "decimal",
    inspect.LiteralType: "choice",
    inspect.ListType: "list",
}


def fields(section: Section) -> list[Field]:
    """List a section's fields in the order in which they are declared."""
    info = cast("inspect.StructType", inspect.type_info(section.shape))
    return [_field(one, section) for one in info.fields]


def plain(settings: msgspec.Struct) -> dict[str, Value]:
    """Write settings as they are stored and shown, by name."""
    return msgspec.to_builtins(settings)


def _field(one: inspect.Field, section: Section) -> Field:
    kind, extra = _bare(one.type)
    item = _bare(kind.item_type)[0] if isinstance(kind, inspect.ListType) else kind
    return Field(
        name=one.name,
        kind="long" if extra.get("long") else KINDS.get(type(kind), "text"),
        default=getattr(section.shape(), one.name),
        secret=one.name in section.secret,
        unit=extra.get("unit", ""),
        group=extra.get("group", ""),
        choices=[str(value) for value in kind.values] if isinstance(kind, inspect.LiteralType) else [],
        most=kind.max_length if isinstance(kind, inspect.ListType) else None,
        **_limits(item),
    )


def _bare(kind: inspect.Type) -> tuple[inspect.Type, dict[str, Any]]:
    extra: dict[str, Any] = {}
    while isinstance(kind, inspect.Metadata):
        extra |= cast("dict[str, Any] | None", kind.extra) or {}
        kind = kind.type
    return kind, extra


def _limits(kind: inspect.Type) -> dict[str, Any]:
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        return {"minimum": kind.ge, "maximum": kind.le}
    if isinstance(kind, inspect.StrType):
        lengths = {"min_length": kind.min_length, "max_length": kind.max_length}
        return lengths | {"pattern": kind.pattern or ""}
    return {}
