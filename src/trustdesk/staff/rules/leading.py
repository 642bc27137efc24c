"""Whom one may stop."""

from uuid import UUID

from trustdesk.kit.actors import Actor

BELOW_A_SUPERVISOR = frozenset({"agent", "senior", "editor", "breakglass"})
# Who leads grants break-glass access, and does not get it.
GET_BREAKGLASS = frozenset({"agent", "senior", "editor"})


def may_suspend(actor: Actor, agent: UUID, role: str) -> bool:
    """Tell whether the actor may stop such an agent: nobody themselves, supervisors not their equals."""
    if str(agent) == actor.id:
        return False
    return actor.role != "supervisor" or role in BELOW_A_SUPERVISOR


def needs_four_eyes(role: str) -> bool:
    """Tell whether somebody of this role is let in again only by two people."""
    return role not in BELOW_A_SUPERVISOR
