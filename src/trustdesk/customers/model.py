"""Nouns of the room."""

import enum
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT, CONTACT, PUBLIC


class Customer(msgspec.Struct, frozen=True):
    """A person as the desk knows them; ``name`` is what they chose to be called."""

    id: UUID
    name: Annotated[str, PUBLIC]
    locale: Annotated[str, PUBLIC]
    created_at: datetime


class Handle(msgspec.Struct, frozen=True):
    """Where a customer can be reached: an id on one line; ``id`` names the handle without holding it."""

    id: UUID
    line: str
    external_id: Annotated[str, CONTACT]
    proved_at: datetime | None = None
    answers: bool = False  # answers given in a chat they have left may go here


class Sender(msgspec.Struct, frozen=True):
    """Who a letter says it is from, before the customer is recognised."""

    line: str
    external_id: str
    name: str = ""
    locale: str = ""


class Level(enum.IntEnum):
    """How well it is proved who a customer is."""

    VISITOR = 0  # a device, nothing more
    CONTACT = 1  # answered a code sent to a contact
    EXCHANGE = 2  # signed in at the exchange, by its signed word
    STEP_UP = 3  # confirmed one exact action in the exchange's app


class Thing(enum.StrEnum):
    """What a customer may see or do; the level says from where on."""

    WRITE = "write"
    READ_OWN = "read_own"
    RATE = "rate"
    TAKE_TRANSCRIPT = "take_transcript"
    CASE_STATUS = "case_status"
    EARLIER_CHATS = "earlier_chats"
    BRING_ALONG = "bring_along"
    FREEZE = "freeze"
    ACCOUNT_DATA = "account_data"
    ACCOUNT_ACTION = "account_action"


class Claims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the exchange's token may say, and nothing else: one with a name or an address in it is refused."""

    sub: Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x3f\x41-\x7e]{1,128}\Z")]  # no @: an address is no id
    aud: str | list[str]
    iat: int
    exp: int
    jti: Annotated[str, msgspec.Meta(min_length=8, max_length=128)]
    nbf: int | None = None
    iss: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    acr: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    amr: Annotated[list[Annotated[str, msgspec.Meta(max_length=30)]], msgspec.Meta(max_length=8)] = []
    kyc_level: Annotated[str, msgspec.Meta(max_length=30)] | None = None


class Confirmation(Claims, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That a customer confirmed one exact act in the exchange's app: its hash, and what asked for it."""

    act: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]
    nonce: Annotated[str, msgspec.Meta(min_length=16, max_length=64)]


class Proof(msgspec.Struct, frozen=True):
    """That somebody proved to be this customer: at which level, by which means, from when until when."""

    id: UUID
    customer: UUID
    level: int
    via: Annotated[str, PUBLIC]
    kyc_level: Annotated[str | None, PUBLIC]
    at: datetime
    until: datetime


class Visit(msgspec.Struct, frozen=True):
    """A device in the widget: its anonymous customer, and who signed in on it, if somebody did."""

    customer: UUID
    name: str
    locale: str
    handle: str
    as_verified: bool
    proof: Proof | None


Purpose = Literal["form", "status", "chat"]


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A code somebody was asked to bring back from an address; what it reads is computed, never kept.

    ``decoy`` was sent to nobody and proves nothing: it keeps an answer from telling whether an address
    is known here. ``letter`` is what waits for the proof, if anything does.
    """

    id: UUID
    line: str
    address_sealed: Annotated[bytes, CONTACT]
    purpose: Purpose
    language: str
    letter: UUID | None
    decoy: bool
    until: datetime
    link_until: datetime
    tries: int
    used_at: datetime | None


class CodeToSend(msgspec.Struct, frozen=True, kw_only=True):
    """What a line carries to an address: the code to type, and the path of a page that proves the same.

    ``path`` begins at the desk's own address; it is empty where only the code can be typed. ``until`` is
    for the code, ``link_until`` for the page.
    """

    id: UUID
    address: Annotated[str, CONTACT]
    code: str
    path: str
    purpose: Purpose
    language: str
    letter: UUID | None
    until: datetime
    link_until: datetime


class Crossing(msgspec.Struct, frozen=True):
    """A customer who took themselves to another line.

    ``apart`` is who wrote on that handle already: they stay who they are until somebody ties the two.
    """

    customer: UUID
    conversation: UUID
    apart: UUID | None = None


class CaseLink(msgspec.Struct, frozen=True):
    """What a link to a case says: whose case it is, and which."""

    customer: UUID
    conversation: UUID


TieState = Literal["proposed", "accepted", "refused", "undone"]


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Two customers said to be one person; ``one`` is the smaller id. Numbers name a conversation of each."""

    id: UUID
    one: UUID
    other: UUID
    one_number: str
    other_number: str
    reason: Annotated[str, ACCOUNT]
    state: TieState
    proposed_by: UUID
    proposed_name: str
    proposed_at: datetime
    decided_name: str | None
    decided_at: datetime | None
