"""Shapes that leave the house."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.brands import BrandView
from trustdesk.kit.actors import Actor
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.staff.model import Agent, Factor, Passkey, Role, Standing
from trustdesk.staff.rules.access import Action, can
from trustdesk.staff.rules.leading import may_suspend


class MeView(msgspec.Struct, frozen=True):
    """The signed-in agent, as they see themselves."""

    id: UUID
    name: str
    public_name: str
    email: Annotated[str, CONTACT]
    role: Role
    teams: list[str]
    languages: list[str]
    ends_at: datetime | None
    limited: bool


class SignedIn(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who is signed in and for which brand; the token only right after signing in."""

    agent: MeView
    brand: BrandView
    token: str | None = None


class SessionView(msgspec.Struct, frozen=True):
    """One device on which the agent is signed in."""

    id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    user_agent: Annotated[str, CONTACT]
    address: Annotated[str, CONTACT]
    factor: Factor
    limited: bool
    current: bool


class PasskeyView(msgspec.Struct, frozen=True):
    """A passkey as its holder sees it; ``regressed_at`` when its counter went back."""

    id: UUID
    name: str
    created_at: datetime
    used_at: datetime | None
    regressed_at: datetime | None


class StandingView(msgspec.Struct, frozen=True):
    """How an agent stands, for who leads them; ``over`` when the reader may suspend and lift."""

    id: UUID
    name: str
    email: Annotated[str, CONTACT]
    role: Role
    state: Literal["in", "suspended", "deactivated", "ended"]
    ends_at: datetime | None
    passkeys: int
    sessions: int
    seen_at: datetime | None
    reason: Annotated[str | None, ACCOUNT]
    suspended_by: str | None
    suspended_at: datetime | None
    over: bool


def passkey_view(passkey: Passkey) -> PasskeyView:
    """Show a passkey to its holder."""
    return PasskeyView(passkey.id, passkey.name, passkey.created_at, passkey.used_at, passkey.regressed_at)


def standing_view(one: Standing, reader: Actor, now: datetime) -> StandingView:
    """Show how an agent stands."""
    ended = one.ends_at is not None and one.ends_at <= now
    state: Literal["in", "suspended", "deactivated", "ended"] = "ended" if ended else "in"
    if one.suspended:
        state = "suspended"
    if not one.active:
        state = "deactivated"
    return StandingView(
        id=one.id,
        name=one.name,
        email=one.email,
        role=one.role,
        state=state,
        ends_at=one.ends_at,
        passkeys=one.passkeys,
        sessions=one.sessions,
        seen_at=one.seen_at,
        reason=one.reason,
        suspended_by=one.suspended_by,
        suspended_at=one.suspended_at,
        over=can(reader, Action.SUSPEND) == "allow" and may_suspend(reader, one.id, one.role),
    )


def me_view(agent: Agent, *, limited: bool = False) -> MeView:
    """Show an agent to themselves."""
    return MeView(
        id=agent.id,
        name=agent.name,
        public_name=agent.public_name,
        email=agent.email,
        role=agent.role,
        teams=agent.teams,
        languages=agent.languages,
        ends_at=agent.ends_at,
        limited=limited,
    )
