"""Nouns of the form: what it asks, what was written, and how it is set up."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.brands import Label
from trustdesk.channels.setup import Section
from trustdesk.kit.fields import ACCOUNT, CONTACT

FieldKind = Literal["line", "text"]
LetterState = Literal["waiting", "confirmed", "taken"]
LONGEST_LINE, LONGEST_TEXT = 300, 5_000
MOST_FILES = 10
LETTER_LASTS_DAYS = 3


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the form, as it is asked and as the letter names the answer."""

    code: str
    label: Label
    hint: Label | None = None
    kind: FieldKind = "line"
    required: bool = False


class Questions(msgspec.Struct, frozen=True):
    """What is asked about a topic; ``advice`` stands first where waiting would be the wrong thing to do."""

    fields: tuple[Field, ...]
    advice: Label | None = None


class FormSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How the form of a brand is set up; hours and seconds are between opening the page and sending it."""

    enabled: Annotated[bool, msgspec.Meta(extra={"group": "page"})] = True
    attachments: Annotated[bool, msgspec.Meta(extra={"group": "page"})] = True
    least_seconds: Annotated[int, msgspec.Meta(ge=0, le=60, extra={"unit": "seconds", "group": "doubts"})] = 3
    most_hours: Annotated[int, msgspec.Meta(ge=1, le=72, extra={"unit": "hours", "group": "doubts"})] = 12
    hourly_from_one_place: Annotated[int, msgspec.Meta(ge=1, le=1_000, extra={"group": "doubts"})] = 60


SECTION = Section("form", FormSettings)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody has filled in; ``answers`` by the code of the field, in the order of the form."""

    client_id: str
    topic: str
    address: Annotated[str, CONTACT]
    name: str
    answers: Annotated[dict[str, str], ACCOUNT]
    language: str


class Said(msgspec.Struct, frozen=True):
    """What a letter says and how its sender wants to be called: sealed as one while it waits."""

    text: Annotated[str, ACCOUNT]
    name: str


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as it is kept until it stands in a conversation: without secrets, sealed."""

    id: UUID
    address_sealed: Annotated[bytes, CONTACT]
    address_mark: str
    said_sealed: Annotated[bytes, ACCOUNT]
    topic: str
    language: str
    hidden: bytes
    attachments: list[UUID]
    doubts: list[str]
    state: LetterState
    code: UUID | None
    conversation: str
    at: datetime


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is told about a letter: where it stands or what it waits for, and what was masked in it.

    ``follow`` is the path by which its sender sees how the case gets on.
    """

    number: str = ""
    follow: str = ""
    code: UUID | None = None
    masked: tuple[str, ...] = ()
