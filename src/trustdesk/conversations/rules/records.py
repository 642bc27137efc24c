"""What a transcript is made of: the record, the proof of its entries, and the bundle that is signed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from trustdesk.conversations.model import AuthorKind, Status
from trustdesk.kit.fields import ACCOUNT


class TranscriptAuthor(msgspec.Struct, frozen=True):
    """Who wrote an entry, as the reader of the transcript may know them."""

    kind: AuthorKind
    name: str


class TranscriptFile(msgspec.Struct, frozen=True):
    """What was attached; the file itself is not part of the transcript."""

    name: Annotated[str, ACCOUNT]
    media_type: str
    size: int


class TranscriptEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the record."""

    seq: int
    id: UUID
    at: datetime
    kind: Literal["message", "note", "event"]
    line: str
    author: TranscriptAuthor
    text: Annotated[str, ACCOUNT]
    files: Sequence[TranscriptFile]
    event: Annotated[dict[str, Any] | None, ACCOUNT]


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """The record of a conversation; ``withheld`` are the numbers of entries among staff."""

    format: Literal["trustdesk-transcript-1"] = "trustdesk-transcript-1"
    copy: Literal["customer", "staff", "shareable"]
    brand: str
    number: str
    customer: str
    line: str
    topic: str | None
    language: str
    status: Status
    opened_at: datetime
    time_zone: str
    entries: Sequence[TranscriptEntry]
    withheld: Sequence[int]


class EntryProof(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That one entry is in the tree: its place, which ``nodes`` lead to the root, and how it is hashed.

    ``salts`` go with fields that are shown, ``hidden`` are the hashes of those that are not;
    ``body`` is the hash of an entry that is withheld but for its number.
    """

    seq: int
    place: int
    path: Sequence[int]
    salts: dict[str, str]
    hidden: dict[str, str] = {}
    body: str = ""


class TranscriptProof(msgspec.Struct, frozen=True):
    """The signed checkpoint that the entries are proved against; ``unsealed`` ones were too new."""

    key: str
    checkpoint: str | None
    nodes: Sequence[str]
    entries: Sequence[EntryProof]
    unsealed: Sequence[int]


class PageDigest(msgspec.Struct, frozen=True):
    """Hashes of the page: each entry as (number, hash), the main part, what stands over it, all the rest."""

    entries: Sequence[tuple[int, str]]
    main: str
    over: str
    rest: str


class Bundle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A transcript with its proofs, signed: the signature is over all of it but itself, canonical."""

    format: Literal["trustdesk-bundle-1"] = "trustdesk-bundle-1"
    transcript: Annotated[dict[str, Any], ACCOUNT]
    sha256: str
    written_at: datetime
    proof: TranscriptProof
    page: PageDigest | None
    signature: str
