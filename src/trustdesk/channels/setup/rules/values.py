"""Which values will do, and what differs between two sets of them."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeGuard, cast

import msgspec

from trustdesk.channels.setup.model import Fault, Field, Section, Value
from trustdesk.channels.setup.rules.fields import fields, plain

TOGETHER = re.compile(r"(?P<field>\w+): (?P<code>\w+)")


def settled(section: Section, values: Mapping[str, Any]) -> tuple[msgspec.Struct | None, list[Fault]]:
    """Make settings of values, defaults for what is left out; or say everything that will not do."""
    known = {field.name: field for field in fields(section)}
    found = [Fault(name, "unknown") for name in values if name not in known]
    for name, value in values.items():
        if name in known:
            found += faults(known[name], value)
    if found:
        return None, found
    try:
        return msgspec.convert(dict(values), section.shape), []
    except msgspec.ValidationError as error:
        said = TOGETHER.search(str(error))
        fault = Fault(said["field"], said["code"]) if said else Fault("", "unfit", str(error))
        return None, [fault]


def lenient(section: Section, values: Mapping[str, Any]) -> msgspec.Struct:
    """Make settings of what was stored by another release: what will not do any more is the default again."""
    known = {field.name: field for field in fields(section)}
    fit = {name: value for name, value in values.items() if name in known and not faults(known[name], value)}
    made, _ = settled(section, fit)
    return made or section.shape()


def faults(field: Field, value: object) -> list[Fault]:
    """Say what is wrong with one value."""
    code = _wrong_kind(field, value)
    if code:
        return [Fault(field.name, code)]
    if field.kind == "choice":
        wrong = value not in field.choices
        return [Fault(field.name, "not_one_of", ", ".join(field.choices))] if wrong else []
    if field.kind == "list":
        return list(_list_faults(field, cast("list[str]", value)))
    return list(_limit_faults(field, value))


def chosen(section: Section, settings: msgspec.Struct) -> dict[str, Value]:
    """Tell what differs from the defaults, secrets aside."""
    standard, values = plain(section.shape()), plain(settings)
    return {
        name: value
        for name, value in values.items()
        if name not in section.secret and value != standard[name]
    }


def changed(
    section: Section, before: Mapping[str, Value], after: Mapping[str, Value]
) -> list[tuple[str, Value, Value]]:
    """Name what differs between two versions, each with its earlier and its later value."""
    standard = plain(section.shape())
    old, new = {**standard, **before}, {**standard, **after}
    return [(name, old[name], new[name]) for name in standard if old[name] != new[name]]


def _wrong_kind(field: Field, value: object) -> str:
    fits: dict[str, Callable[[object], bool]] = {
        "switch": lambda given: isinstance(given, bool),
        "number": lambda given: isinstance(given, int) and not isinstance(given, bool),
        "decimal": lambda given: isinstance(given, int | float) and not isinstance(given, bool),
        "list": _is_list_of_texts,
    }
    fit = fits.get(field.kind, lambda given: isinstance(given, str))
    codes = {"switch": "not_a_switch", "number": "not_whole", "decimal": "not_a_number", "list": "not_a_list"}
    return "" if fit(value) else codes.get(field.kind, "not_a_text")


def _is_list_of_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in cast("list[object]", value))


def _list_faults(field: Field, entries: list[str]) -> Iterator[Fault]:
    if field.most is not None and len(entries) > field.most:
        yield Fault(field.name, "too_many", str(field.most))
    for entry in entries:
        yield from _limit_faults(field, entry)


def _limit_faults(field: Field, value: object) -> Iterator[Fault]:
    if isinstance(value, str):
        if field.min_length is not None and len(value) < field.min_length:
            yield Fault(field.name, "too_short", str(field.min_length))
        if field.max_length is not None and len(value) > field.max_length:
            yield Fault(field.name, "too_long", str(field.max_length))
        if field.pattern and not re.search(field.pattern, value):
            yield Fault(field.name, "not_the_form")
    if isinstance(value, int | float):
        if field.minimum is not None and value < field.minimum:
            yield Fault(field.name, "too_small", f"{field.minimum:g}")
        if field.maximum is not None and value > field.maximum:
            yield Fault(field.name, "too_big", f"{field.maximum:g}")
