"""The one tap by which a customer has their account frozen, and their evidence, on the page of their case."""

from litestar import Response, get, post

from trustdesk import conversations, exchange, procedures
from trustdesk.channels import paper
from trustdesk.channels.paper import Asked
from trustdesk.channels.status.api.case import back, counted, shown_
from trustdesk.channels.status.api.place import GIVEN, OPT, Place
from trustdesk.channels.status.jobs import cases
from trustdesk.kit import ids
from trustdesk.kit.errors import Invalid, Refused


@post("/{brand:str}/status/freeze", opt=OPT, include_in_schema=False, dependencies=GIVEN, status_code=200)
async def freeze(request: Asked, place: Place, window: exchange.Window) -> Response[str]:
    """Ask the exchange to freeze the account; the same tap again is the same request."""
    given = await paper.fields(request, "client_id")
    try:
        link = await counted(place)
        if ids.parse(given["client_id"]) is None:
            raise Invalid("client_id")
        await cases.freeze(place.parts, place.brand, link, given["client_id"], place.now)
    except Refused as refused:
        return await shown_(place, refused=refused)
    await exchange.send_due(place.parts.db, window, place.brand.slug)
    return back(place, "frozen")


@get(
    "/{brand:str}/status/evidence",
    opt=OPT,
    include_in_schema=False,
    dependencies=GIVEN | conversations.PROVIDED,
)
async def evidence(place: Place, shown: conversations.Shown) -> Response[bytes]:
    """Take the evidence pack along."""
    actor = cases.reader(place.brand, place.opened())
    db = place.parts.db
    async with db.transaction(place.brand.slug) as tx:
        case = await cases.opened(tx, place.opened())
    await conversations.settle(db, shown.sealer, actor, case)
    async with db.transaction(place.brand.slug) as tx:
        case = await cases.opened(tx, place.opened())
        gathered = await procedures.gather(tx, actor, case, shown)
    return procedures.handed(case.number, await procedures.pack(gathered, actor, shown))


ROUTES = [freeze, evidence]
