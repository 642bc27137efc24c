"""Nouns of the room."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from trustdesk.kit.fields import ACCOUNT, SECRET

Value = str | bool | int | float | list[str]
Kind = Literal["text", "long", "number", "decimal", "switch", "choice", "list"]
Via = Literal["screen", "file", "restored"]
SecretState = Literal["set", "not_set", "unreadable"]


class Section(msgspec.Struct, frozen=True):
    """The settings of one line: a frozen Struct whose fields all have defaults, and which are secrets.

    Fields are ``str``, ``bool``, ``int``, ``float``, a ``Literal`` of texts or ``list[str]``, constrained by
    ``msgspec.Meta``; its ``extra`` may say ``unit`` (``minutes``), ``group`` (a heading under which the form
    shows the field) and ``long`` (a text of several lines). A secret is a ``str`` that is empty when not set.
    What concerns several fields is refused in ``__post_init__`` by ``ValueError("field: code")``.
    """

    line: str
    shape: type[msgspec.Struct]
    secret: frozenset[str] = frozenset()


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one setting; limits are of the value, or of each entry of a list."""

    name: str
    kind: Kind
    default: Value
    secret: bool = False
    unit: str = ""
    group: str = ""
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    most: int | None = None
    pattern: str = ""
    choices: list[str] = []


class Fault(msgspec.Struct, frozen=True):
    """Why a value will not do: the setting, a stable code, and the limit that was not kept."""

    field: str
    code: str
    limit: str = ""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A line's settings as they are stored; ``version`` 0 is nothing stored: all defaults."""

    version: int = 0
    given: Annotated[str, ACCOUNT] = "{}"
    secrets_sealed: Annotated[bytes | None, SECRET] = None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a line's settings, who made it and how."""

    version: int
    given: Annotated[str, ACCOUNT]
    secrets: list[str]
    changed_by: str
    via: Via
    at: datetime


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be set: every value that is not the default, and secrets to replace, "" to remove one."""

    version: int
    values: Mapping[str, Any]
    secrets: Mapping[str, str] = {}
    via: Via = "screen"
