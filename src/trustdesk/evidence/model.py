"""Nouns of the room."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.fields import ACCOUNT, CONTACT


class About(msgspec.Struct, frozen=True):
    """What was read or changed: the kind of object in one word, and its id or number."""

    kind: str
    id: str


class Hidden(msgspec.Struct, frozen=True):
    """A value of class contact, account or identity: only its salted hash is written."""

    value: Annotated[str, CONTACT]


class Why(msgspec.Struct, frozen=True):
    """Why it was done: ``reason`` is a code or what the actor gave, ``purpose`` what it serves."""

    reason: str = ""
    purpose: str = ""


# What a row of the audit says beside who, what and about whom; values are texts, numbers,
# booleans, lists of them, ``Hidden``, or a Struct whose fields have classes.
Detail = Mapping[str, object] | msgspec.Struct


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the audit, as it is stored. ``detail`` is canonical JSON."""

    xid: int
    id: UUID
    actor: str
    role: str
    session: str
    action: str
    about_kind: str
    about_id: Annotated[str, ACCOUNT]
    reason: Annotated[str, ACCOUNT]
    purpose: str
    detail: Annotated[str, ACCOUNT]
    once: str | None
    at: datetime


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows of the audit are looked for; what is empty does not narrow.

    ``action`` is a whole one, or its first word for all that begin with it.
    """

    actor: str = ""
    action: str = ""
    about_kind: str = ""
    about_id: Annotated[str, ACCOUNT] = ""
    since: datetime | None = None
    until: datetime | None = None


class Sealed(msgspec.Struct, frozen=True):
    """A row of the audit, and its place in the tree once it is sealed."""

    row: Row
    place: int | None


Place = tuple[int, UUID]
FIRST: Place = (0, UUID(int=0))


class Sealable(msgspec.Struct, frozen=True):
    """A row as the sealer takes it: its place in its table, and every field that must not change.

    ``head`` says where it belongs, ``body`` all the rest; ``said`` tells people which row it is.
    ``salt`` is given where it is to be lost together with what it hides, and kept nowhere then;
    of an ``erased`` row there is nothing left to recompute, and what it went with (``belongs``) has to be
    named by a row that is a record of its erasure (``buries``).
    """

    xid: int
    id: UUID
    head: Mapping[str, object]
    body: Mapping[str, object]
    said: str
    salt: bytes | None = None
    erased: bool = False
    belongs: str = ""
    buries: str = ""

    @property
    def place(self) -> Place:
        """Where it stands in the order in which its table was written."""
        return self.xid, self.id


# Reads rows of one table beyond a place, in order, whose transactions and all older ones have ended.
Read = Callable[[Tx, Place, int], Awaitable[list[Sealable]]]
# Tells whether a row is there at all, wherever it stands.
Present = Callable[[Tx, UUID], Awaitable[bool]]


class Source(msgspec.Struct, frozen=True):
    """A table that is sealed, and how its rows are read."""

    name: str
    read: Read
    present: Present


class Leaf(msgspec.Struct, frozen=True):
    """One leaf: the row it stands for, the salt of its fields (empty where the row gives it), its hash."""

    place: int
    source: str
    entry: UUID
    salt: bytes
    hash: bytes


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """The tree as it stood at ``size`` leaves, those from ``first`` on new.

    ``reached`` tells how far each table was read, ``previous`` is the hash of the checkpoint before.
    """

    first: int
    size: int
    root: bytes
    reached: str
    previous: bytes
    checkpoint: str
    at: datetime
