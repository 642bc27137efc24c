"""Who may do what: one pure table for every actor, action and conversation."""

import enum
from collections.abc import Callable
from typing import Literal, Protocol
from uuid import UUID

from trustdesk.kit.actors import Actor
from trustdesk.kit.errors import Forbidden, NotFound, ReasonRequired

Verdict = Literal["allow", "mask", "deny"]


class Action(enum.StrEnum):
    """Everything that is guarded."""

    READ = "read"
    OVERLOOK = "overlook"
    REVEAL = "reveal"
    WRITE = "write"
    NOTE = "note"
    TAKE = "take"
    ASSIGN = "assign"
    TAKE_OVER = "take_over"
    MANAGE_WEBHOOKS = "manage_webhooks"
    MANAGE_MACROS = "manage_macros"
    MANAGE_ARTICLES = "manage_articles"
    SEE_HEALTH = "see_health"
    SEE_RATINGS = "see_ratings"
    DECIDE_TIES = "decide_ties"
    JUDGE_IMPOSTORS = "judge_impostors"
    SETTLE = "settle"
    SEE_STAFF = "see_staff"
    SUSPEND = "suspend"
    SEE_ALERTS = "see_alerts"
    KEEP_CANARIES = "keep_canaries"
    SEE_FIGURES = "see_figures"
    SEE_AUDIT = "see_audit"
    APPROVE = "approve"
    GRANT_BREAKGLASS = "grant_breakglass"
    KEEP_RETENTION = "keep_retention"
    SET_UP_LINES = "set_up_lines"
    READ_RAW = "read_raw"
    KEEP_INCIDENTS = "keep_incidents"
    KEEP_ANNOUNCEMENTS = "keep_announcements"
    SWITCH_SURGE = "switch_surge"


class Case(Protocol):
    """What the table needs to know of a conversation."""

    @property
    def id(self) -> UUID: ...
    @property
    def status(self) -> str: ...
    @property
    def assignee(self) -> UUID | None: ...
    @property
    def team(self) -> str | None: ...


# Somebody has to: what nobody holds waits for the team in these states.
WAITS = frozenset({"open", "waiting", "snoozed"})

Condition = Callable[[Actor, Case | None], Verdict]


def _always(_actor: Actor, _case: Case | None) -> Verdict:
    return "allow"


def _within_reach(actor: Actor, case: Case | None) -> Verdict:
    """Allow for one's own conversations, those of one's teams, and those of no team."""
    if case is None or str(case.assignee) == actor.id or case.team is None or case.team in actor.teams:
        return "allow"
    return "deny"


def _holds(actor: Actor, case: Case) -> bool:
    return str(case.assignee) == actor.id and case.status != "closed"


def _needed(actor: Actor, case: Case | None) -> Verdict:
    """Allow what one holds, what waits for one's teams, and what was opened by a reason on record.

    Of the rest within reach no more is known than that it is there: reading it needs a reason.
    """
    if case is None or _holds(actor, case) or case.id in actor.grants:
        return "allow"
    if _within_reach(actor, case) == "deny":
        return "deny"
    return "allow" if case.assignee is None and case.status in WAITS else "mask"


def _if_read(actor: Actor, case: Case | None) -> Verdict:
    """Allow to who may read it now."""
    return "allow" if _needed(actor, case) == "allow" else "deny"


def _writes(actor: Actor, case: Case | None) -> Verdict:
    """Allow to who may read it now. Of one's own that has just ended the answer is that it has ended."""
    own = case is not None and str(case.assignee) == actor.id
    return "allow" if own else _if_read(actor, case)


def _by_reason(actor: Actor, case: Case | None) -> Verdict:
    """Know of everything, read by a reason on record."""
    verdict = _needed(actor, case)
    return "mask" if verdict == "deny" else verdict


def _takes(actor: Actor, case: Case | None) -> Verdict:
    """Allow to take what may be read. Of what a colleague holds the answer is theirs, not a refusal."""
    if case is not None and case.assignee is not None:
        return _within_reach(actor, case)
    return _if_read(actor, case)


def _held(actor: Actor, case: Case | None) -> Verdict:
    """Allow to the one who holds the conversation now."""
    return "allow" if case is not None and _holds(actor, case) else "deny"


AGENT: dict[Action, Condition] = {
    Action.READ: _needed,
    Action.REVEAL: _held,
    Action.WRITE: _writes,
    Action.NOTE: _if_read,
    Action.TAKE: _takes,
    Action.ASSIGN: _if_read,
}
SENIOR = AGENT | {Action.MANAGE_MACROS: _always, Action.KEEP_INCIDENTS: _always}
# A supervisor sees that the conversations of their teams are there, hands them out and takes them over;
# what is in them they read by a reason on record, like everybody.
SUPERVISOR = AGENT | {
    Action.OVERLOOK: _within_reach,
    Action.ASSIGN: _within_reach,
    Action.TAKE_OVER: _within_reach,
    Action.MANAGE_MACROS: _always,
    Action.MANAGE_ARTICLES: _always,
    Action.SEE_HEALTH: _always,
    Action.SEE_RATINGS: _always,
    Action.JUDGE_IMPOSTORS: _always,
    Action.MANAGE_WEBHOOKS: _always,
    Action.DECIDE_TIES: _always,
    Action.SEE_STAFF: _always,
    Action.SUSPEND: _always,
    Action.KEEP_CANARIES: _always,
    Action.APPROVE: _always,
    Action.GRANT_BREAKGLASS: _always,
    Action.READ_RAW: _always,
    Action.KEEP_INCIDENTS: _always,
    Action.KEEP_ANNOUNCEMENTS: _always,
    Action.SWITCH_SURGE: _always,
}
# Who keeps the answers that are worth keeping reads no conversation.
EDITOR = {
    Action.MANAGE_MACROS: _always,
    Action.KEEP_ANNOUNCEMENTS: _always,
    Action.MANAGE_ARTICLES: _always,
}
# The auditor looks at the desk and its people, never at what customers wrote.
COMPLIANCE = {
    Action.SEE_HEALTH: _always,
    Action.SEE_STAFF: _always,
    Action.SEE_ALERTS: _always,
    Action.KEEP_CANARIES: _always,
    Action.SEE_FIGURES: _always,
    Action.SEE_AUDIT: _always,
    Action.APPROVE: _always,
    Action.KEEP_RETENTION: _always,
}
# Administrators configure the desk and read no conversation; a webhook would read for them.
ADMIN = {
    Action.MANAGE_MACROS: _always,
    Action.KEEP_ANNOUNCEMENTS: _always,
    Action.MANAGE_ARTICLES: _always,
    Action.SEE_HEALTH: _always,
    Action.SEE_STAFF: _always,
    Action.SUSPEND: _always,
    Action.APPROVE: _always,
    Action.GRANT_BREAKGLASS: _always,
    Action.SET_UP_LINES: _always,
    Action.SWITCH_SURGE: _always,
}
# For the hours when nobody else is there: everything a case needs, nothing that outlasts the hours.
BREAKGLASS = AGENT | {
    Action.READ: _by_reason,
    Action.OVERLOOK: _always,
    Action.ASSIGN: _always,
    Action.TAKE_OVER: _always,
    Action.SEE_HEALTH: _always,
    Action.SEE_STAFF: _always,
    Action.READ_RAW: _always,
    Action.KEEP_INCIDENTS: _always,
}
# A key of the exchange's own back office works on all conversations of its brand.
DESK_KEY = dict.fromkeys((Action.READ, Action.WRITE, Action.NOTE, Action.ASSIGN), _always) | {
    Action.MANAGE_WEBHOOKS: _always,
    Action.SEE_HEALTH: _always,
    Action.SETTLE: _always,
}
SYSTEM = dict.fromkeys(Action, _always)

ROLES: dict[str, dict[Action, Condition]] = {
    "agent": AGENT,
    "senior": SENIOR,
    "supervisor": SUPERVISOR,
    "editor": EDITOR,
    "compliance": COMPLIANCE,
    "admin": ADMIN,
    "breakglass": BREAKGLASS,
    "desk": DESK_KEY,
    "system": SYSTEM,
}


def can(actor: Actor, action: Action, case: Case | None = None) -> Verdict:
    """Decide; what the table does not name is denied."""
    condition = ROLES.get(_role(actor), {}).get(action)
    return "deny" if condition is None else condition(actor, case)


def check(actor: Actor, action: Action, case: Case | None = None) -> None:
    """Raise unless allowed: ``NotFound`` for what is not there for them, else ``Forbidden``.

    What they might read by a reason on record is refused with ``ReasonRequired``.
    """
    if can(actor, action, case) == "allow":
        return
    read = "allow" if case is None else can(actor, Action.READ, case)
    if read == "deny":
        raise NotFound
    raise ReasonRequired if read == "mask" else Forbidden(action.value)


def _role(actor: Actor) -> str:
    if actor.kind == "api":
        return "desk" if "desk" in actor.scopes else ""
    if actor.limited:
        return ""
    return "system" if actor.kind == "system" else actor.role
