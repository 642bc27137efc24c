"""The HTTP routes and the live topic of the lines' health."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import Parameter
from typing_extensions import override

from trustdesk import guard
from trustdesk.channels import setup
from trustdesk.channels.health import actions
from trustdesk.channels.health.jobs import Watch
from trustdesk.channels.health.model import Page, Way
from trustdesk.channels.health.views import LineCards, LineFailures, TriedAgain
from trustdesk.channels.post import DUE_IN, DUE_OUT, STUCK
from trustdesk.kit import cursors
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News
from trustdesk.kit.errors import NotFound
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.kit.secrets import Keys
from trustdesk.staff import Action, can, check

PAGE = 20
STIRS = frozenset({DUE_IN, DUE_OUT, STUCK, setup.CHANGED, setup.TROUBLES})


class RawBody(msgspec.Struct, frozen=True):
    """Why what arrived has to be read as it came."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=r"\S")]


@get("/api/v1/lines", opt={"policy": "agent"})
async def list_lines(db: Database, watch: Watch, actor: Actor, now: datetime) -> LineCards:
    """Tell how every line fares: last received and sent, what waits, what failed."""
    check(actor, Action.SEE_HEALTH)
    async with db.transaction(actor.tenant) as tx:
        cards = await actions.standing(tx, watch.watched, now)
    return LineCards(cards, can(actor, Action.READ_RAW) == "allow")


@get("/api/v1/lines/{line:str}/failures", opt={"policy": "agent"})
async def list_failures(  # noqa: PLR0913, PLR0917 - what the edge hands in
    db: Database,
    keys: Keys,
    actor: Actor,
    line: str,
    way: Way = "in",
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = PAGE,
) -> LineFailures:
    """List what waits for a person on a line: what could not be read, or what could not be sent."""
    before = cursors.read(cursor) if cursor else actions.LATEST
    async with db.transaction(actor.tenant) as tx:
        found = await actions.failures(tx, actor, keys, line, way, Page(before, limit + 1))
    items = found[:limit]
    return LineFailures(items, cursors.write(items[-1].at, items[-1].id) if len(found) > limit else None)


@post("/api/v1/lines/{line:str}/failures/{way:str}/{id:uuid}/again", opt={"policy": "agent"}, status_code=204)
async def try_one_again(db: Database, actor: Actor, line: str, way: str, id: UUID) -> None:
    """Try one again: ``in`` is read anew, ``out`` is sent anew."""
    known: dict[str, Way] = {"in": "in", "out": "out"}
    if way not in known:
        raise NotFound
    async with db.transaction(actor.tenant) as tx:
        await actions.again(tx, actor, line, known[way], id)


@post("/api/v1/lines/{line:str}/held/{id:uuid}/let-in", opt={"policy": "agent"}, status_code=204)
async def let_one_in(db: Database, actor: Actor, line: str, id: UUID) -> None:
    """Take something in that was set aside: whoever may read what arrived judges it."""
    async with db.transaction(actor.tenant) as tx:
        await actions.judge(tx, actor, line, id, "let_in")


@post("/api/v1/lines/{line:str}/held/{id:uuid}/drop", opt={"policy": "agent"}, status_code=204)
async def drop_one(db: Database, actor: Actor, line: str, id: UUID) -> None:
    """Drop something that was set aside and that nobody needs; its bytes are forgotten after thirty days."""
    async with db.transaction(actor.tenant) as tx:
        await actions.judge(tx, actor, line, id, "dropped")


@post("/api/v1/lines/{line:str}/again", opt={"policy": "agent"}, status_code=200)
async def try_all_again(db: Database, actor: Actor, line: str) -> TriedAgain:
    """Try everything that failed on a line again, the latest few hundred."""
    async with db.transaction(actor.tenant) as tx:
        return TriedAgain(await actions.all_again(tx, actor, line))


@post(
    "/api/v1/arrivals/{id:uuid}/raw",
    opt={"policy": "agent", "gives": ("application/octet-stream",)},
    status_code=200,
)
async def post_raw(
    db: Database, keys: Keys, actor: Actor, now: datetime, id: UUID, data: RawBody
) -> Response[bytes]:
    """Give what arrived as it came, unmasked, to who may; needs a fresh proof and a reason, on record."""
    async with db.transaction(actor.tenant) as tx:
        arrival = await actions.raw(tx, actor, keys, id, guard.clean(data.reason).text, now)
    headers = {"content-disposition": f'attachment; filename="{arrival.line}-{id}.bin"'}
    return Response(arrival.body, status_code=200, media_type="application/octet-stream", headers=headers)


class LinesFeed(Feed):
    """Topic ``lines``: something about how the lines fare may have changed; who follows asks again."""

    prefix = "lines"

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit who may see how the desk is."""
        return Subscription(socket, topic, None) if can(socket.viewer, Action.SEE_HEALTH) == "allow" else None

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Nothing is missed: the figures were asked for when this was followed."""

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Say so, and nothing more: a burst costs no reading here."""
        if STIRS.isdisjoint(woken):
            return
        for one in followers:
            one.push({"t": "lines"})


ROUTES = [list_lines, list_failures, try_one_again, let_one_in, drop_one, try_all_again, post_raw]
