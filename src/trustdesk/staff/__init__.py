"""Staff: agents, teams and keys; signing in and out; who is present; who may do what."""

from trustdesk.staff.actions import (
    Scope,
    actor_of_key,
    actor_of_session,
    adopt_key,
    attend,
    attended,
    hire,
    issue_key,
    lapse,
    make_team,
    names,
    open_session,
    teams,
)
from trustdesk.staff.events import AgentCameOnline, AgentSignedOut, AgentWentAway
from trustdesk.staff.model import Agent, Role, State, Team
from trustdesk.staff.rules.access import Action, Case, can, check, scopes_of

__all__ = [
    "Action",
    "Agent",
    "AgentCameOnline",
    "AgentSignedOut",
    "AgentWentAway",
    "Case",
    "Role",
    "Scope",
    "State",
    "Team",
    "actor_of_key",
    "actor_of_session",
    "adopt_key",
    "attend",
    "attended",
    "can",
    "check",
    "hire",
    "issue_key",
    "lapse",
    "make_team",
    "names",
    "open_session",
    "scopes_of",
    "teams",
]
