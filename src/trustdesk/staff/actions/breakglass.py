"""Break-glass access: granted for hours to who works here already, over by itself."""

from datetime import datetime
from uuid import UUID

from trustdesk import evidence
from trustdesk.evidence import About, Why
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, Forbidden, NotFound
from trustdesk.kit.events import publish
from trustdesk.staff.actions.sessions import end_sessions
from trustdesk.staff.events import BreakglassEnded, BreakglassGranted
from trustdesk.staff.rules.access import Action, check
from trustdesk.staff.rules.freshness import require_fresh
from trustdesk.staff.rules.leading import GET_BREAKGLASS
from trustdesk.staff.store import agents as agent_store
from trustdesk.staff.store import breakglass as store


async def check_grantee(tx: Tx, actor: Actor, id: UUID) -> None:
    """Refuse to ask for somebody who is not there, for oneself, and for who leads or has it already."""
    check(actor, Action.GRANT_BREAKGLASS)
    member = await agent_store.agent(tx, id)
    if member is None:
        raise NotFound
    if str(id) == actor.id:
        raise Forbidden("break-glass access is for somebody else")
    if member.role == "breakglass":
        raise Conflict("they have break-glass access")
    if member.role not in GET_BREAKGLASS:
        raise Forbidden(f"{member.role} does not get break-glass access")


async def grant(tx: Tx, actor: Actor, id: UUID, until: datetime, reason: str, now: datetime) -> None:
    """Give an agent break-glass access until a time; they sign in anew. Asks for a fresh proof.

    The caller has used up an approval of exactly this.
    """
    require_fresh(actor, now)
    await agent_store.lock(tx, id)
    await check_grantee(tx, actor, id)
    await store.give(tx, id, until)
    detail = {"until": until.isoformat()}
    await evidence.append(tx, actor, "agent.breakglass", About("agent", str(id)), detail, Why(reason))
    await publish(tx, BreakglassGranted(about=id, by=actor.id, reason=reason, until=until))
    await end_sessions(tx, id)


async def end_over(tx: Tx, now: datetime) -> int:
    """Give back their own role to whom break-glass access was granted and is over; returns to how many."""
    ended = await store.take_back(tx, now)
    for id in ended:
        await evidence.append(tx, system(tx.tenant), "agent.breakglass_over", About("agent", str(id)))
        await publish(tx, BreakglassEnded(about=id))
        await end_sessions(tx, id)
    return len(ended)
