"""Nouns of the room."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.channels.setup import Setup
from trustdesk.kit.cursors import Place
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.reports import Probe

Way = Literal["in", "out"]
Judgement = Literal["let_in", "dropped"]
State = Literal["failed", "stands", "late", "held", "well", "quiet"]
FailureState = Literal["failed", "quarantined"]


class LineTrouble(msgspec.Struct, frozen=True):
    """What a line cannot reach, as it says itself; ``part`` is a stable code."""

    part: str
    reason: Annotated[str, ACCOUNT]
    since: datetime
    at: datetime


class LineFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How a line fares. Counts end at a thousand.

    ``due`` waits to be read or sent; ``late`` of them failed and are tried again by themselves, ``oldest`` is
    since when others wait. ``failed`` waits for a person, ``held`` for a person's judgement. ``error`` is the
    latest reason.
    """

    line: str
    received_at: datetime | None = None
    sent_at: datetime | None = None
    due_in: int = 0
    oldest_in: datetime | None = None
    late_in: int = 0
    failed_in: int = 0
    held: int = 0
    due_out: int = 0
    oldest_out: datetime | None = None
    late_out: int = 0
    failed_out: int = 0
    error: Annotated[str, ACCOUNT] = ""
    error_at: datetime | None = None


class Watched(msgspec.Struct, frozen=True):
    """What is looked at: lines, their settings, and what those that keep letters themselves say of them."""

    setup: Setup
    lines: list[str]
    probes: Mapping[str, Probe]


class LineFailure(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits for a person; ``number`` is its conversation, where there is one.

    ``sender`` and ``subject`` are what something set aside says of itself, for whoever may judge it; with
    ``may_enter`` they may let it in.
    """

    id: UUID
    way: Way
    state: FailureState
    reason: Annotated[str, ACCOUNT]
    attempts: int
    at: datetime
    number: str | None
    sender: Annotated[str, CONTACT] = ""
    subject: Annotated[str, ACCOUNT] = ""
    may_enter: bool = False


class Page(msgspec.Struct, frozen=True):
    """So many, from a place on."""

    before: Place
    most: int


class HeldArrival(LineFailure, frozen=True, kw_only=True):
    """The same as its row."""

    glimpse_sealed: Annotated[bytes, ACCOUNT] = b""
