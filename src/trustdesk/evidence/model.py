"""Nouns of the room."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

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
