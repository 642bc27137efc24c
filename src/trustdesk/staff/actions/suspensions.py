"""The kill switch: an agent stopped at once on every node, and let in again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import evidence
from trustdesk.evidence import About, Why
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Forbidden, NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.staff.actions.sessions import end_sessions
from trustdesk.staff.events import AgentSuspended, AgentWentAway, SuspensionLifted
from trustdesk.staff.model import Standing
from trustdesk.staff.rules.access import Action, check
from trustdesk.staff.rules.freshness import require_fresh
from trustdesk.staff.rules.leading import may_suspend, needs_four_eyes
from trustdesk.staff.store import agents as agent_store
from trustdesk.staff.store import suspensions as store


class ApprovalRequired(Forbidden):
    """One pair of eyes is not enough for this."""

    code = "approval_required"


async def standings(tx: Tx, actor: Actor, now: datetime) -> Sequence[Standing]:
    """List how the agents of the brand stand."""
    check(actor, Action.SEE_STAFF)
    return await store.standings(tx, now)


async def suspend(tx: Tx, actor: Actor, id: UUID, reason: str, now: datetime) -> None:
    """Stop an agent: every session and socket ends, what they hold unanswered goes back to the queue.

    Stopping must be quick, so it asks for no fresh proof. Who is suspended already stays so.
    """
    await _over(tx, actor, id)
    if not await store.suspend(tx, id):
        return
    await store.insert(tx, uuid7(), id, (actor.name, reason), now)
    await evidence.append(tx, actor, "agent.suspend", About("agent", str(id)), why=Why(reason))
    await publish(tx, AgentSuspended(about=id, by=actor.id, reason=reason))
    # Said even of who was offline already: they may hold unanswered work.
    await publish(tx, AgentWentAway(about=id, state="offline"))
    await end_sessions(tx, id)


async def lift(tx: Tx, actor: Actor, id: UUID, reason: str, now: datetime) -> None:
    """Let an agent in again; they sign in anew. Asks for a fresh proof of who lifts.

    A leader is let in again by four eyes: then it is the desk itself that lifts.
    """
    require_fresh(actor, now)
    role = await _over(tx, actor, id)
    if actor.kind != "system" and needs_four_eyes(role):
        raise ApprovalRequired
    if await store.lift(tx, id, (actor.name, reason), now):
        await evidence.append(tx, actor, "agent.lift", About("agent", str(id)), why=Why(reason))
        await publish(tx, SuspensionLifted(about=id, by=actor.id, reason=reason))


async def _over(tx: Tx, actor: Actor, id: UUID) -> str:
    check(actor, Action.SUSPEND)
    role = await agent_store.lock(tx, id)
    if role is None:
        raise NotFound
    if not may_suspend(actor, id, role):
        raise Forbidden(f"{actor.role} does not suspend {role}")
    return role
