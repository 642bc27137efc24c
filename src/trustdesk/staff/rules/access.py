"""Who may do what: one pure table for every actor, action and conversation."""

import enum
from collections.abc import Callable
from typing import Literal, Protocol
from uuid import UUID

from trustdesk.kit.actors import Actor
from trustdesk.kit.errors import Forbidden, NotFound
from trustdesk.kit.fields import ACCOUNT, CONTACT, FieldClass

Verdict = Literal["allow", "mask", "deny"]


class Action(enum.StrEnum):
    """Everything that is guarded."""

    READ = "read"
    SEE_CONTACT = "see_contact"
    WRITE = "write"
    NOTE = "note"
    TAKE = "take"
    ASSIGN = "assign"
    TAKE_OVER = "take_over"
    MANAGE_WEBHOOKS = "manage_webhooks"
    MANAGE_MACROS = "manage_macros"
    SEE_HEALTH = "see_health"
    SEE_RATINGS = "see_ratings"
    DECIDE_TIES = "decide_ties"
    JUDGE_IMPOSTORS = "judge_impostors"
    SETTLE = "settle"


class Case(Protocol):
    """What the table needs to know of a conversation."""

    @property
    def assignee(self) -> UUID | None: ...
    @property
    def team(self) -> str | None: ...


Condition = Callable[[Actor, Case | None], Verdict]


def _always(_actor: Actor, _case: Case | None) -> Verdict:
    return "allow"


def _within_reach(actor: Actor, case: Case | None) -> Verdict:
    """Allow for one's own conversations, those of one's teams, and those of no team."""
    if case is None or str(case.assignee) == actor.id or case.team is None or case.team in actor.teams:
        return "allow"
    return "deny"


def _held(actor: Actor, case: Case | None) -> Verdict:
    """Allow for the one who holds the conversation now; others see a mask."""
    return "allow" if case is not None and str(case.assignee) == actor.id else "mask"


def _masked(_actor: Actor, _case: Case | None) -> Verdict:
    return "mask"


AGENT: dict[Action, Condition] = {
    Action.READ: _within_reach,
    Action.SEE_CONTACT: _held,
    Action.WRITE: _within_reach,
    Action.NOTE: _within_reach,
    Action.TAKE: _within_reach,
    Action.ASSIGN: _within_reach,
}
SENIOR = AGENT | {Action.MANAGE_MACROS: _always}
SUPERVISOR = dict.fromkeys(AGENT, _always) | {
    Action.SEE_CONTACT: _held,
    Action.TAKE_OVER: _always,
    Action.MANAGE_MACROS: _always,
    Action.SEE_HEALTH: _always,
    Action.SEE_RATINGS: _always,
    Action.JUDGE_IMPOSTORS: _always,
    Action.MANAGE_WEBHOOKS: _always,
    Action.DECIDE_TIES: _always,
}
# Administrators configure the desk and read no conversation; a webhook would read for them.
ADMIN = {Action.MANAGE_MACROS: _always, Action.SEE_HEALTH: _always}
# A key of the exchange's own back office works on all conversations of its brand.
DESK_KEY = dict.fromkeys((Action.READ, Action.WRITE, Action.NOTE, Action.ASSIGN), _always) | {
    Action.MANAGE_WEBHOOKS: _always,
    Action.SEE_HEALTH: _always,
    Action.SEE_CONTACT: _masked,
    Action.SETTLE: _always,
}
SYSTEM = dict.fromkeys(Action, _always)

ROLES: dict[str, dict[Action, Condition]] = {
    "agent": AGENT,
    "senior": SENIOR,
    "supervisor": SUPERVISOR,
    "admin": ADMIN,
    "desk": DESK_KEY,
    "system": SYSTEM,
}


def can(actor: Actor, action: Action, case: Case | None = None) -> Verdict:
    """Decide; what the table does not name is denied."""
    condition = ROLES.get(_role(actor), {}).get(action)
    return "deny" if condition is None else condition(actor, case)


def check(actor: Actor, action: Action, case: Case | None = None) -> None:
    """Raise unless allowed: ``NotFound`` for what may not even be read, else ``Forbidden``."""
    if can(actor, action, case) == "allow":
        return
    if case is not None and can(actor, Action.READ, case) != "allow":
        raise NotFound
    raise Forbidden(action.value)


def scopes_of(actor: Actor, case: Case | None) -> frozenset[FieldClass]:
    """Tell which field classes of this conversation the actor may read unmasked."""
    seen = {ACCOUNT}
    if can(actor, Action.SEE_CONTACT, case) == "allow":
        seen.add(CONTACT)
    return frozenset(seen)


def _role(actor: Actor) -> str:
    if actor.kind == "api":
        return "desk" if "desk" in actor.scopes else ""
    return "system" if actor.kind == "system" else actor.role
