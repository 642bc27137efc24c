"""Staff: agents, teams and keys; signing in and out; who is present; who may do what."""

from trustdesk.staff.actions.agents import (
    deactivate,
    hire,
    make_team,
    member_of,
    members,
    mint_means,
    names,
    public_names,
    reset,
    teams,
)
from trustdesk.staff.actions.keys import actor_of_key, adopt_key, issue_key, keys, revoke_key
from trustdesk.staff.actions.presence import attend, attended, lapse
from trustdesk.staff.actions.sessions import actor_of_session, open_session
from trustdesk.staff.events import AgentCameOnline, AgentSignedOut, AgentWentAway, KeyRevoked
from trustdesk.staff.model import Agent, Key, Member, Role, Scope, State, Team
from trustdesk.staff.rules.access import Action, Case, can, check, scopes_of

__all__ = [
    "Action",
    "Agent",
    "AgentCameOnline",
    "AgentSignedOut",
    "AgentWentAway",
    "Case",
    "Key",
    "KeyRevoked",
    "Member",
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
    "deactivate",
    "hire",
    "issue_key",
    "keys",
    "lapse",
    "make_team",
    "member_of",
    "members",
    "mint_means",
    "names",
    "open_session",
    "public_names",
    "reset",
    "revoke_key",
    "scopes_of",
    "teams",
]
