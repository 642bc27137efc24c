"""The one tap by which a customer has their account frozen, from within the chat."""

from datetime import datetime, timedelta

import msgspec
from litestar import post

from trustdesk import conversations, exchange, procedures
from trustdesk.kit import limits
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound

TAPS, TAPS_WITHIN = 20, timedelta(hours=1)


class FreezeBody(msgspec.Struct, frozen=True):
    """The customer's own tap; the same tap again is the same request."""

    client_id: conversations.ClientId


@post("/api/v1/widget/freeze", opt={"policy": "visitor", "limited": True}, status_code=200)
async def post_freeze(
    db: Database,
    window: exchange.Window,
    actor: Actor,
    now: datetime,
    data: FreezeBody,
) -> procedures.Safety:
    """Ask the exchange to freeze the account of whoever writes here; nobody has to agree first.

    409 ``not_signed_in`` while nobody knows which account it is.
    """
    await limits.spend(db, f"freeze:{actor.tenant}:{actor.key}", TAPS, TAPS_WITHIN)
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        if case is None:
            raise NotFound
        told = await procedures.freeze(tx, actor, case, data.client_id, now)
    # Committed: what happens from here on is done by the minute's job if this node dies.
    await exchange.send_due(db, window, actor.tenant)
    return told


ROUTES = [post_freeze]
