"""Nouns of the room."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.kit.fields import CONTACT, SECRET

Role = Literal["agent", "senior", "supervisor", "admin"]
State = Literal["online", "away", "offline"]
Scope = Literal["messages", "desk"]


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who answers customers; ``public_name`` is the one customers see."""

    id: UUID
    email: Annotated[str, CONTACT]
    name: str
    public_name: str
    role: Role
    languages: list[str]
    topics: list[str]
    teams: list[str]
    capacity: int


class Member(Agent, frozen=True, kw_only=True):
    """An agent as the operator sees them; not ``active`` are those who were deactivated."""

    active: bool


class Credentials(msgspec.Struct, frozen=True):
    """What signing in is checked against. Never leaves the room."""

    agent: UUID
    password_hash: Annotated[str, SECRET]
    totp_sealed: Annotated[bytes, SECRET]
    totp_step: int


class Session(msgspec.Struct, frozen=True):
    """One device on which an agent is signed in."""

    id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    user_agent: str
    address: Annotated[str, CONTACT]


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
