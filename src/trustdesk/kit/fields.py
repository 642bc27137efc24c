"""Field classes: how closely each value is held, written where the value is declared.

``Annotated[str, CONTACT]`` in a Struct and ``comment on column … 'class: contact'`` in the
schema say the same thing; a test compares them. ``masked`` is what a serialiser calls.
"""

import enum
from collections.abc import Collection
from typing import Any, TypeVar, get_type_hints

import msgspec

S = TypeVar("S", bound=msgspec.Struct)

SHOWN_START = 2
SHOWN_END = 2
SHORTEST_SHOWN = 8


class FieldClass(enum.StrEnum):
    """From open to never stored."""

    PUBLIC = "public"
    CONTACT = "contact"
    ACCOUNT = "account"
    IDENTITY = "identity"
    SECRET = "secret"  # noqa: S105 - the name of a class


PUBLIC = FieldClass.PUBLIC
CONTACT = FieldClass.CONTACT
ACCOUNT = FieldClass.ACCOUNT
IDENTITY = FieldClass.IDENTITY
SECRET = FieldClass.SECRET


def classes(kind: type[msgspec.Struct]) -> dict[str, FieldClass]:
    """Read the class of each field; what declares none is public."""
    hints = get_type_hints(kind, include_extras=True)
    found: dict[str, FieldClass] = {}
    for name, hint in hints.items():
        marks = [mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, FieldClass)]
        found[name] = marks[0] if marks else PUBLIC
    return found


def masked(view: S, allowed: Collection[FieldClass]) -> S:
    """Copy the view with every string whose class is not allowed turned into a mask."""
    changes: dict[str, Any] = {}
    for name, held in classes(type(view)).items():
        value = getattr(view, name)
        if held is not PUBLIC and held not in allowed and isinstance(value, str):
            changes[name] = mask(value)
    return msgspec.structs.replace(view, **changes) if changes else view


def mask_name(name: str) -> str:
    """Mask the name of a file; its ending, which tells only the kind, stays."""
    stem, dot, ending = name.rpartition(".")
    return f"{mask(stem)}{dot}{ending}" if stem else mask(name)


def mask(value: str) -> str:
    """Keep the first and last two characters of long values, nothing of short ones."""
    if len(value) < SHORTEST_SHOWN:
        return "•••"
    return f"{value[:SHOWN_START]}•••{value[-SHOWN_END:]}"
