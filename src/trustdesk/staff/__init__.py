"""Staff: agents, teams and keys; signing in and out; who is present; who may do what."""

from trustdesk.staff.actions import (
    actor_of_key,
    actor_of_session,
    attend,
    colleagues,
    hire,
    issue_key,
    make_team,
    names,
    on_duty,
    sessions,
    sign_in,
    sign_out,
    sign_out_everywhere,
    teams,
)
from trustdesk.staff.model import Agent, Colleague, OnDuty, Session, Team
from trustdesk.staff.rules.access import Action, Verdict, can, check, scopes_of

__all__ = [
    "Action",
    "Agent",
    "Colleague",
    "OnDuty",
    "Session",
    "Team",
    "Verdict",
    "actor_of_key",
    "actor_of_session",
    "attend",
    "can",
    "check",
    "colleagues",
    "hire",
    "issue_key",
    "make_team",
    "names",
    "on_duty",
    "scopes_of",
    "sessions",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "teams",
]
