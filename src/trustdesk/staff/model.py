"""Nouns of the room."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.brands import Role
from trustdesk.kit.fields import ACCOUNT, CONTACT, SECRET

State = Literal["online", "away", "offline"]
Scope = Literal["messages", "desk", "scim"]
Factor = Literal["totp", "passkey", "sso"]
Purpose = Literal["enrol", "sign_in", "step_up", "sso"]


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who answers customers; ``public_name`` is the one customers see.

    ``ends_at`` is when break-glass access is over; nobody else has it.
    """

    id: UUID
    email: Annotated[str, CONTACT]
    name: str
    public_name: str
    role: Role
    languages: list[str]
    topics: list[str]
    teams: list[str]
    capacity: int
    ends_at: datetime | None = None


class Member(Agent, frozen=True, kw_only=True):
    """An agent as the operator sees them; not ``active`` are those who were deactivated."""

    active: bool
    suspended: bool = False


class Credentials(msgspec.Struct, frozen=True):
    """What signing in is checked against. Never leaves the room."""

    agent: UUID
    password_hash: Annotated[str, SECRET]
    totp_sealed: Annotated[bytes, SECRET]
    totp_step: int


class Terms(msgspec.Struct, frozen=True):
    """On which terms the staff of a brand sign in, and how long a session lasts."""

    passkey_required: frozenset[str] = frozenset()
    lasts: timedelta = timedelta(hours=12)
    idle: timedelta = timedelta(minutes=30)
    sso_required: bool = False


class Proof(msgspec.Struct, frozen=True):
    """By which factor somebody proved who they are, when, and whether their sign-in must be completed first.

    Without ``at`` it was just now; for single sign-on, nobody knows when.
    """

    factor: Factor = "passkey"
    limited: bool = False
    at: datetime | None = None


class Device(msgspec.Struct, frozen=True):
    """Where somebody signs in: the browser's name and the network address."""

    user_agent: Annotated[str, CONTACT]
    address: Annotated[str, CONTACT]


class Session(msgspec.Struct, frozen=True):
    """One device on which an agent is signed in."""

    id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    user_agent: Annotated[str, CONTACT]
    address: Annotated[str, CONTACT]
    factor: Factor = "passkey"
    limited: bool = False


class Passkey(msgspec.Struct, frozen=True):
    """A key pair of which an authenticator keeps the private half; its holder is verified at each use."""

    id: UUID
    agent: UUID
    credential: Annotated[bytes, ACCOUNT]
    public_key: Annotated[bytes, ACCOUNT]
    sign_count: int
    name: str
    created_at: datetime
    used_at: datetime | None = None
    regressed_at: datetime | None = None


class Challenge(msgspec.Struct, frozen=True):
    """What an authenticator is to sign, once, for one purpose. ``bound`` ties it to a browser."""

    id: UUID
    purpose: Purpose
    challenge: Annotated[bytes, SECRET]
    expires_at: datetime
    session: UUID | None = None
    bound: Annotated[bytes | None, SECRET] = None


class Party(msgspec.Struct, frozen=True):
    """Who passkeys are made for (the relying party): the domain, and the one origin they are used on."""

    id: str
    origin: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one agent stands: what they can sign in with, where they are signed in, whether they are let in."""

    id: UUID
    name: str
    email: Annotated[str, CONTACT]
    role: Role
    active: bool
    suspended: bool
    ends_at: datetime | None
    passkeys: int
    sessions: int
    seen_at: datetime | None
    reason: str | None
    suspended_by: str | None
    suspended_at: datetime | None


class Team(msgspec.Struct, frozen=True):
    """Agents who share a queue."""

    id: str
    name: str


class Key(msgspec.Struct, frozen=True):
    """An API key of the exchange's own systems, without the secret itself, which nobody has kept."""

    id: UUID
    name: str
    line: str
    scopes: list[Scope]
    created_at: datetime
    revoked_at: datetime | None
