"""The one tap by which a customer has their account frozen, from within the chat."""

from datetime import datetime, timedelta

import msgspec
from litestar import Response, get, post

from trustdesk import conversations, customers, exchange, procedures
from trustdesk.kit import limits
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
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
        case = await _current(tx, actor)
        told = await procedures.freeze(tx, actor, case, data.client_id, now)
    # Committed: what happens from here on is done by the minute's job if this node dies.
    await exchange.send_due(db, window, actor.tenant)
    return told


@get(
    "/api/v1/widget/evidence",
    opt={"policy": "visitor", "gives": ("application/zip",)},
    dependencies=conversations.PROVIDED,
)
async def get_evidence(db: Database, actor: Actor, shown: conversations.Shown) -> Response[bytes]:
    """Take the evidence pack of one's own conversation along: transcript, events, steps, signed, as ZIP."""
    customers.check(actor.level, customers.Thing.TAKE_TRANSCRIPT)
    async with db.transaction(actor.tenant) as tx:
        case = await _current(tx, actor)
    await conversations.settle(db, shown.sealer, actor, case)
    async with db.transaction(actor.tenant) as tx:
        gathered = await procedures.gather(tx, actor, await _current(tx, actor), shown)
    return procedures.handed(case.number, await procedures.pack(gathered, actor, shown))


async def _current(tx: Tx, actor: Actor) -> conversations.Conversation:
    case = await conversations.current_of(tx, actor)
    if case is None:
        raise NotFound
    return case


ROUTES = [post_freeze, get_evidence]
