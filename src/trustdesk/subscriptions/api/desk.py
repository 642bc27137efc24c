"""Circulars as editors see them: whom an announcement goes to, how far it is, what is to be sent again."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

from litestar import get, post
from typing_extensions import override

from trustdesk import announcements
from trustdesk.announcements import Kind
from trustdesk.evidence import About, append
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News, Tx
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.staff import Action, can, check
from trustdesk.subscriptions.actions import circulars
from trustdesk.subscriptions.model import Circular, Herald, Tally
from trustdesk.subscriptions.store import copies as store
from trustdesk.subscriptions.store import subscribers
from trustdesk.subscriptions.views import (
    AudiencesView,
    AudienceView,
    CircularsView,
    CircularView,
    FaultView,
    PostedView,
    SentAgain,
)

KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_FAULTS = 20
STIRS = frozenset({circulars.CIRCULARS_DUE, circulars.SETTLED})


class Heralds:
    """Everybody who carries announcements."""

    def __init__(self, heralds: Sequence[Herald]) -> None:
        """Take them."""
        self.all = heralds

    async def mails(self, brand: str) -> bool:
        """Tell whether announcements of a brand go out by mail."""
        return any([one.way == "email" and await one.place(brand) for one in self.all])

    async def places(self, brand: str) -> list[PostedView]:
        """List the places everybody reads that are set up."""
        social = [one for one in self.all if one.way not in ("email", "push")]
        named = [PostedView(one.way, await one.place(brand)) for one in social]
        return [one for one in named if one.place]


@get("/api/v1/announcements/reach", opt={"policy": "staff"})
async def show_reach(db: Database, actor: Actor, heralds: Heralds) -> AudiencesView:
    """Tell whom announcements of each kind go to."""
    check(actor, Action.KEEP_ANNOUNCEMENTS)
    async with db.transaction(actor.tenant) as tx:
        counted = await subscribers.reach(tx)
    mail, places = await heralds.mails(actor.tenant), await heralds.places(actor.tenant)
    return AudiencesView(
        {
            kind: AudienceView(counted.get((kind, "email"), 0), counted.get((kind, "push"), 0), mail, places)
            for kind in KINDS
        }
    )


@get("/api/v1/announcements/{id:uuid}/circulars", opt={"policy": "staff"})
async def list_circulars(db: Database, actor: Actor, id: UUID) -> CircularsView:
    """List when an announcement went out, and how every time has fared, the latest first."""
    check(actor, Action.KEEP_ANNOUNCEMENTS)
    async with db.transaction(actor.tenant) as tx:
        await announcements.found(tx, id)
        return CircularsView([await _view(tx, *one) for one in await circulars.tallied(tx, id)])


@post(
    "/api/v1/announcements/{id:uuid}/circulars/{circular:uuid}/again",
    opt={"policy": "staff"},
    status_code=200,
)
async def send_again(db: Database, actor: Actor, id: UUID, circular: UUID) -> SentAgain:
    """Send what failed, or may not have arrived, once more."""
    async with db.transaction(actor.tenant) as tx:
        many = await circulars.again(tx, actor, id, circular)
        about = About("announcement", str(id))
        await append(tx, actor, "announcement.send_again", about, {"circular": circular, "copies": many})
    return SentAgain(many)


async def _view(tx: Tx, one: Circular, ways: list[Tally]) -> CircularView:
    faults = await store.faults(tx, one.id, MOST_FAULTS)
    return CircularView(
        id=one.id,
        corrected=one.round > 0,
        state=one.state,
        due_at=one.due_at,
        asked_by=one.asked_by,
        ways=ways,
        faults=[FaultView(way=f.way, state=f.state, why=f.reason, count=f.count) for f in faults],
    )


class CircularsFeed(Feed):
    """Topic ``circulars``: something about how circulars fare has changed; who follows asks again."""

    prefix = "circulars"

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit who keeps announcements."""
        allowed = can(socket.viewer, Action.KEEP_ANNOUNCEMENTS) == "allow"
        return Subscription(socket, topic, None) if allowed else None

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Nothing is missed: what there was was asked for when this was followed."""

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Say so, and nothing more."""
        if STIRS.isdisjoint(woken):
            return
        for one in followers:
            one.push({"t": "circulars"})


ROUTES = [show_reach, list_circulars, send_again]
