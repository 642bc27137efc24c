"""A body that a route may take, made from the shape it declares: so that no route answers before it acts."""

from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec
from litestar.handlers import HTTPRouteHandler
from msgspec import inspect

from tests.world import fresh

# What no shape tells: texts of a form of their own, by the name of their field.
TEXTS = {
    "email": "a@desk.example",
    "url": "https://hooks.example/in",
    "assignee": "me",
    "thing": "site:bitget-phish.com",
    "text": "bitget-phish.com says hello",
    "action": "transcript.export",
    "shortcut": "hello",
    "value": "ab" * 32,
    "until": "2100-01-01T00:00:00Z",
}


def body_of(handler: HTTPRouteHandler, known: Mapping[str, Any]) -> Any:
    """Make a body for this route; ``known`` holds values by the name of their field."""
    shape: Any = get_type_hints(handler.fn).get("data")
    if not (isinstance(shape, type) and issubclass(shape, msgspec.Struct)):
        return None
    return _struct(inspect.type_info(shape), known)


def _struct(info: inspect.Type, known: Mapping[str, Any]) -> dict[str, Any]:
    assert isinstance(info, inspect.StructType)
    given: dict[str, Any] = {}
    for field in info.fields:
        if field.encode_name in known:
            given[field.encode_name] = known[field.encode_name]
        elif field.required or field.name in TEXTS:
            given[field.encode_name] = _value(field.type, field.name, known)
    return given


def _value(kind: inspect.Type, name: str, known: Mapping[str, Any]) -> Any:
    if isinstance(kind, inspect.Metadata):
        return _value(kind.type, name, known)
    if isinstance(kind, inspect.UnionType):
        return _value(next(one for one in kind.types if not isinstance(one, inspect.NoneType)), name, known)
    if isinstance(kind, inspect.StructType):
        return _struct(kind, known)
    if isinstance(kind, inspect.ListType):
        return [_value(kind.item_type, name, known)] if kind.min_length else []
    return _plain(kind, name, known)


def _plain(kind: inspect.Type, name: str, known: Mapping[str, Any]) -> Any:
    made: dict[type, Any] = {
        inspect.LiteralType: lambda: kind.values[0],  # pyright: ignore[reportAttributeAccessIssue]
        inspect.EnumType: lambda: next(iter(kind.cls)).value,  # pyright: ignore[reportAttributeAccessIssue]
        inspect.IntType: lambda: 1,
        inspect.BoolType: lambda: True,
        inspect.UUIDType: lambda: known.get("id", fresh()),
        inspect.DictType: dict,
    }
    if type(kind) in made:
        return made[type(kind)]()
    return fresh() if name == "client_id" else TEXTS.get(name, "hello")
