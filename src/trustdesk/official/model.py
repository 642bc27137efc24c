"""Nouns of the room: what is asked about, what it is compared with, and what comes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT, CONTACT

Kind = Literal["site", "mail", "handle", "phone", "agent"]
PieceMark = Literal["same", "changed", "added", "missing"]
Seen = Literal["mail", "chat", "call", "text", "social", "search", "site", "elsewhere"]
ImpostorState = Literal["new", "confirmed", "taken_down", "not_impostor"]
Pasted = Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]
# States in which everybody is warned.
WARNED: tuple[ImpostorState, ...] = ("confirmed", "taken_down")
LARGEST_MAIL = 512 * 1024
REPORTS, REPORTS_WITHIN = 20, timedelta(hours=1)  # from one address, or one visitor


class Verdict(StrEnum):
    """What a thing is to the brand, from harmless to dangerous: the worst of a message speaks for it."""

    UNKNOWN = "unknown"
    OFFICIAL = "official"
    NOT_OFFICIAL = "not_official"
    LOOKS_LIKE = "looks_like"
    KNOWN_IMPOSTOR = "known_impostor"


class Reason(StrEnum):
    """Why, by the stable codes that are worded for people."""

    LISTED = "listed"
    BELOW_LISTED = "below_listed"
    UNLISTED = "unlisted"
    UNLISTED_ADDRESS = "unlisted_address"
    NO_HOTLINE = "no_hotline"
    NAME_ONLY = "name_only"
    CONFUSABLE = "confusable"
    PUNYCODE = "punycode"
    MISSPELT = "misspelt"
    SUBDOMAIN = "subdomain"
    PATH = "path"
    ENDING = "ending"
    USERINFO = "userinfo"
    ADDITION = "addition"
    OTHER_PLACE = "other_place"
    MAILBOX = "mailbox"
    DISPLAY_NAME = "display_name"
    REPORTED = "reported"


class Hotline(msgspec.Struct, frozen=True):
    """A published number: as it is written, and its digits with the country's code."""

    written: str
    digits: str
    national: str


class Registry(msgspec.Struct, frozen=True):
    """Everything that really belongs to a brand, arranged for comparing; all in lower case.

    ``hotlines`` holds published numbers only: an unpublished one is answered like any other number,
    so that no answer tells it apart. ``impostors`` are confirmed ones, by kind and value.
    """

    marks: tuple[str, ...]
    domains: tuple[str, ...]
    mail: tuple[str, ...]
    handles: dict[str, str]
    hotlines: tuple[Hotline, ...]
    agents: tuple[str, ...] = ()
    impostors: frozenset[tuple[str, str]] = frozenset()


class Found(msgspec.Struct, frozen=True):
    """A thing in a text: ``written`` as it stood there, ``value`` normalised, by which it is known again.

    ``place`` is the network of a handle, where the writing names one. ``around`` holds what else the
    writing says that a host alone does not: what stands before an ``@``, and the path.
    """

    kind: Kind
    written: str
    value: str
    place: str = ""
    before: str = ""
    path: str = ""
    coded: bool = False


class Piece(msgspec.Struct, frozen=True):
    """A run of letters in a comparison; ``names`` spells strange letters out."""

    mark: PieceMark
    given: str
    official: str
    names: tuple[str, ...] = ()


class Judged(msgspec.Struct, frozen=True):
    """One thing judged; what it imitates and where the two differ are empty where nothing is imitated."""

    found: Found
    verdict: Verdict
    reasons: tuple[Reason, ...]
    imitates: str = ""
    difference: tuple[Piece, ...] = ()


class CheckBody(msgspec.Struct, frozen=True):
    """What somebody wants to know about: a link, an address, a number, or a whole message."""

    text: Pasted


class ReportBody(msgspec.Struct, frozen=True, kw_only=True):
    """A report of an impostor: the pasted text, which thing in it (the worst when empty), where it was seen.

    ``mail`` is the original mail with its headers, as saved by a mail program.
    """

    client_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    text: Annotated[Pasted, ACCOUNT]
    thing: Annotated[str, msgspec.Meta(max_length=300)] = ""
    seen: Seen = "elsewhere"
    note: Annotated[str, msgspec.Meta(max_length=2_000), ACCOUNT] = ""
    contact: Annotated[str, msgspec.Meta(max_length=200), CONTACT] = ""
    mail: Annotated[str, msgspec.Meta(max_length=LARGEST_MAIL), ACCOUNT] = ""


class StateBody(msgspec.Struct, frozen=True):
    """What the desk has found a reported thing to be."""

    state: ImpostorState


class Impostor(msgspec.Struct, frozen=True, kw_only=True):
    """A thing that was reported, once for all its reports."""

    id: UUID
    kind: Kind
    thing: str
    imitates: str
    state: ImpostorState
    reports: int
    first_at: datetime
    last_at: datetime
    judged_by: str
    judged_at: datetime | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report; ``pasted`` and ``note`` are stored with their secrets masked, ``mail_sealed`` is sealed."""

    id: UUID
    impostor: UUID
    seen: Seen
    pasted: Annotated[str, ACCOUNT]
    note: Annotated[str, ACCOUNT]
    contact: Annotated[str, CONTACT]
    conversation: str
    mail_sealed: Annotated[bytes | None, ACCOUNT]
    at: datetime


class Reporter(msgspec.Struct, frozen=True):
    """Who reports: the key under which client ids are unique, and the conversation they are in, if any."""

    key: str
    conversation: str = ""


class Stored(msgspec.Struct, frozen=True):
    """What became of a report; ``again`` tells that it had been stored before."""

    id: UUID
    judged: Judged
    again: bool


class Masking:
    """The guard, as this room is given it: takes secrets out of a text before it is stored."""

    __slots__ = ("_clean",)

    def __init__(self, clean: Callable[[str], str]) -> None:
        """Take who masks."""
        self._clean = clean

    def __call__(self, text: str) -> str:
        """Mask the secrets of a text."""
        return self._clean(text)
