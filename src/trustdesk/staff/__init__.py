"""Staff: agents, teams and keys; signing in and out; who is present; who may do what."""

from trustdesk.staff.actions.agents import (
    deactivate,
    hire,
    make_team,
    me,
    member_of,
    members,
    mint_means,
    names,
    public_names,
    reset,
    teams,
)
from trustdesk.staff.actions.breakglass import check_grantee
from trustdesk.staff.actions.breakglass import grant as grant_breakglass
from trustdesk.staff.actions.keys import actor_of_key, adopt_key, issue_key, keys, revoke_key
from trustdesk.staff.actions.presence import attend, attended, lapse
from trustdesk.staff.actions.sessions import actor_of_session, open_session
from trustdesk.staff.actions.sso import Providers
from trustdesk.staff.actions.suspensions import lift, suspend
from trustdesk.staff.events import (
    AgentCameOnline,
    AgentSignedOut,
    AgentSuspended,
    AgentWentAway,
    BreakglassEnded,
    BreakglassGranted,
    KeyRevoked,
    PasskeyEnrolled,
    PasskeyRegressed,
    PasskeyRemoved,
    SteppedUp,
    SuspensionLifted,
)
from trustdesk.staff.model import Agent, Key, Member, Proof, Role, Scope, State, Team
from trustdesk.staff.rules.access import Action, Case, can, check
from trustdesk.staff.rules.freshness import StepUpRequired, is_fresh, require_fresh

__all__ = [
    "Action",
    "Agent",
    "AgentCameOnline",
    "AgentSignedOut",
    "AgentSuspended",
    "AgentWentAway",
    "BreakglassEnded",
    "BreakglassGranted",
    "Case",
    "Key",
    "KeyRevoked",
    "Member",
    "PasskeyEnrolled",
    "PasskeyRegressed",
    "PasskeyRemoved",
    "Proof",
    "Providers",
    "Role",
    "Scope",
    "State",
    "StepUpRequired",
    "SteppedUp",
    "SuspensionLifted",
    "Team",
    "actor_of_key",
    "actor_of_session",
    "adopt_key",
    "attend",
    "attended",
    "can",
    "check",
    "check_grantee",
    "deactivate",
    "grant_breakglass",
    "hire",
    "is_fresh",
    "issue_key",
    "keys",
    "lapse",
    "lift",
    "make_team",
    "me",
    "member_of",
    "members",
    "mint_means",
    "names",
    "open_session",
    "public_names",
    "require_fresh",
    "reset",
    "revoke_key",
    "suspend",
    "teams",
]
