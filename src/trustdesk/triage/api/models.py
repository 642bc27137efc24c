"""The models: their cards, training a new one, choosing which one reads."""

from typing import Annotated

import msgspec
from litestar import get, post, put

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.staff import Action, check
from trustdesk.triage.actions import learning, showing, training
from trustdesk.triage.views import ConfusionView, ModelsView

MOST_VERSIONS = 1_000_000


class ActiveBody(msgspec.Struct, frozen=True):
    """Which version reads from now on; 0 is the one from the start."""

    version: Annotated[int, msgspec.Meta(ge=0, le=MOST_VERSIONS)]


@get("/api/v1/triage/models", opt={"policy": "staff"})
async def list_models(db: Database, actor: Actor) -> ModelsView:
    """List the models of the brand with their cards."""
    check(actor, Action.MANAGE_ARTICLES)
    start = await learning.started()
    async with db.transaction(actor.tenant) as tx:
        return await showing.models(tx, start.card)


@get("/api/v1/triage/models/{version:int}", opt={"policy": "staff"})
async def get_model(db: Database, actor: Actor, version: int) -> ConfusionView:
    """Show one model's card and which topic it takes for which."""
    check(actor, Action.MANAGE_ARTICLES)
    if not 0 <= version <= MOST_VERSIONS:
        raise NotFound
    start = await learning.started()
    async with db.transaction(actor.tenant) as tx:
        return showing.confusion(await showing.card_of(tx, version, start))


@post("/api/v1/triage/models", opt={"policy": "staff"}, status_code=202)
async def post_model(db: Database, actor: Actor) -> None:
    """Have a new version trained from our examples and the brand's corrections; it waits to be activated."""
    async with db.transaction(actor.tenant) as tx:
        await training.ask(tx, actor)


@put("/api/v1/triage/active", opt={"policy": "staff"})
async def put_active(db: Database, actor: Actor, data: ActiveBody) -> ModelsView:
    """Choose the version that reads; earlier ones stay and can be chosen again."""
    start = await learning.started()
    async with db.transaction(actor.tenant) as tx:
        await training.activate(tx, actor, data.version)
        return await showing.models(tx, start.card)


ROUTES = [list_models, get_model, post_model, put_active]
