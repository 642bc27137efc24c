"""Freezing by the customer's own tap: asked of the exchange at once, with nobody in between."""

from datetime import datetime

from trustdesk import conversations, customers, exchange
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict
from trustdesk.procedures.actions import asking, beginning, moving
from trustdesk.procedures.model.running import Running
from trustdesk.procedures.rules import safety
from trustdesk.procedures.store import running as store
from trustdesk.procedures.views import Safety

SLUG = safety.SLUG
REASON = "customer_tap"


class NotSignedIn(Conflict):
    """Nobody knows yet which account it is: the customer has not signed in at the exchange."""

    code = "not_signed_in"


async def freeze(
    tx: Tx, actor: Actor, case: conversations.Conversation, client_id: str, now: datetime
) -> Safety:
    """Ask for the freeze on behalf of the conversation's own customer; asked twice, it is asked once.

    Raises ``LevelTooLow``, ``NotSignedIn``.
    """
    customers.check(actor.level, customers.Thing.FREEZE)
    uid = await exchange.uid_of(tx, case.customer)
    if uid is None:
        raise NotSignedIn
    write = moving.Write(actor, client_id)
    running = await _running(tx, write, case, now)
    if running.state not in safety.FREEZABLE:
        return Safety(safety.state_of(running.state), now)  # asked for, or frozen, already
    about = exchange.OfWhom(case.id, case.number, case.customer, uid)
    wanted = (client_id, "freeze", exchange.Reason(REASON))
    asked = await exchange.request(tx, actor, about, wanted, now)
    moved = await moving.move(tx, write, running, "request", now, detail="freeze")
    linked = await asking.linked(tx, moved, asked.id)
    return Safety(safety.state_of(linked.state), now)


async def safety_of(tx: Tx, case: conversations.Conversation) -> Safety | None:
    """Tell a customer whether a freeze is offered, asked for or in place; None where nothing is feared."""
    for one in await store.of(tx, case.id):
        if one.slug == SLUG and (one.ended_at is None or one.state in safety.KEPT):
            offered = one.state in safety.FREEZABLE
            if offered and await exchange.uid_of(tx, case.customer) is None:
                return Safety("sign_in", one.at)
            return Safety(safety.state_of(one.state), one.at)
    return None


async def _running(tx: Tx, write: moving.Write, case: conversations.Conversation, now: datetime) -> Running:
    """Obtain the case of the theft, locked; it begins with the tap where none runs."""
    for one in await store.running_in(tx, [case.id]):
        if one.slug == SLUG:
            return one
    begin = moving.Write(write.actor, f"{write.client_id}:begin")
    begun = await beginning.begin(tx, beginning.Wanted(begin, case, SLUG), now)
    locked = None if begun is None else await store.lock(tx, begun.id)
    if locked is None:
        raise Conflict("it began elsewhere at this moment")
    return locked
