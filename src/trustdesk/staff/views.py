"""Shapes that leave the house."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.brands import BrandView
from trustdesk.kit.fields import CONTACT
from trustdesk.staff.model import Agent, Role


class MeView(msgspec.Struct, frozen=True):
    """The signed-in agent, as they see themselves."""

    id: UUID
    name: str
    public_name: str
    email: Annotated[str, CONTACT]
    role: Role
    teams: list[str]
    languages: list[str]


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
    current: bool


def me_view(agent: Agent) -> MeView:
    """Show an agent to themselves."""
    return MeView(
        id=agent.id,
        name=agent.name,
        public_name=agent.public_name,
        email=agent.email,
        role=agent.role,
        teams=agent.teams,
        languages=agent.languages,
    )
