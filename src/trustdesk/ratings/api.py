"""The HTTP route of ratings; customers rate through their own line."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.params import Parameter

from trustdesk.kit import cursors
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.ratings import store
from trustdesk.ratings.views import Ratings, RatingView
from trustdesk.staff import Action, can, check


@get("/api/v1/ratings", opt={"policy": "staff"})
async def list_ratings(
    db: Database,
    actor: Actor,
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Ratings:
    """List ratings, latest first, with every agent's average (supervisors)."""
    check(actor, Action.SEE_RATINGS)
    after = cursors.read(cursor) if cursor else store.LATEST
    async with db.transaction(actor.tenant) as tx:
        found = await store.page(tx, after, limit + 1)
        agents = await store.averages(tx)
    more = len(found) > limit
    at, conversation = found[limit - 1][2] if more else store.LATEST
    return Ratings(
        [_shown(actor, view, case) for view, case, _ in found[:limit]],
        cursors.write(at, conversation) if more else None,
        agents,
    )


def _shown(actor: Actor, view: RatingView, case: store.Rated) -> RatingView:
    """Show what the customer wrote only to who may read the conversation now."""
    readable = can(actor, Action.READ, case) == "allow"
    return view if readable else msgspec.structs.replace(view, text="")


ROUTES = [list_ratings]
