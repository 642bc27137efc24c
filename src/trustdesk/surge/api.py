"""The HTTP routes of surges and of the desk's hours, and the live topic that everybody may follow."""

from collections.abc import Sequence
from datetime import datetime

from litestar import get, put
from typing_extensions import override

from trustdesk.brands import Brand, known
from trustdesk.guard import Guard
from trustdesk.kit import clock, i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News, Tx
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.staff import Action, check
from trustdesk.surge.actions import showing, switching
from trustdesk.surge.actions.switching import Parts
from trustdesk.surge.model import SURGE, SurgeBody
from trustdesk.surge.views import SurgeDesk, SurgeView, UsualWeek


class Board:
    """What everybody may know, kept in memory until it changes: many thousands may look at once."""

    def __init__(self, db: Database, parts: Parts) -> None:
        """Begin with nothing known."""
        self._db, self.parts = db, parts
        self._now: dict[str, SurgeView] = {}
        self._changes = 0

    async def now(self, tenant: str, now: datetime) -> SurgeView:
        """Show what holds now."""
        if (held := self._now.get(tenant)) is not None:
            return held
        async with self._db.transaction(tenant) as tx:
            return await self.within(tx, now)

    async def within(self, tx: Tx, now: datetime) -> SurgeView:
        """Show what holds now, read in a transaction if it is not known."""
        held, changes = self._now.get(tx.tenant), self._changes
        if held is None:
            held = await showing.view(tx, self.parts, now)
            if changes == self._changes:  # else what was read may be old already
                self._now[tx.tenant] = held
        return held

    async def headline(self, tx: Tx, words: i18n.Words, now: datetime) -> str:
        """Say it in one line; empty when nothing is to be said."""
        shown = await self.within(tx, now)
        return showing.headline(words, self.parts.brands[tx.tenant], shown) if shown.on else ""

    def woken(self, tenant: str, news: News | None) -> None:
        """Forget what has changed."""
        if news is None or SURGE in news:
            self._changes += 1
            self._now.pop(tenant, None)

    def forget(self) -> None:
        """Forget everything: news may have been lost."""
        self._changes += 1
        self._now.clear()


@get("/api/v1/widget/{brand:str}/surge", opt={"policy": "public"})
async def get_public(board: Board, brands: dict[str, Brand], brand: str, now: datetime) -> SurgeView:
    """Say whether more write than can be answered, how long it takes, and what helps meanwhile."""
    return await board.now(known(brands, brand).slug, now)


@get("/api/v1/surge", opt={"policy": "staff"})
async def get_desk(db: Database, board: Board, actor: Actor, now: datetime) -> SurgeDesk:
    """Show the switch, what stands beside it, the rule and what was before (supervisors, administrators)."""
    check(actor, Action.SWITCH_SURGE)
    async with db.transaction(actor.tenant) as tx:
        return await showing.desk(tx, board.parts, now)


@put("/api/v1/surge", opt={"policy": "staff"})
async def put_surge(
    db: Database, guard: Guard, board: Board, actor: Actor, now: datetime, data: SurgeBody
) -> SurgeDesk:
    """Switch surge mode on or off, or change what is said in it; the same again changes nothing more."""
    async with db.transaction(actor.tenant) as tx:
        await switching.switch(tx, guard, actor, data, now)
        return await showing.desk(tx, board.parts, now)


@get("/api/v1/surge/hours", opt={"policy": "staff"})
async def get_hours(db: Database, board: Board, actor: Actor, now: datetime) -> UsualWeek:
    """Show a usual week of the desk by hour: how many begin, and how long they wait."""
    check(actor, Action.SWITCH_SURGE)
    async with db.transaction(actor.tenant) as tx:
        return await showing.hours(tx, board.parts, now)


class SurgeFeed(Feed):
    """Topic ``surge``: how it stands, now and whenever that changes, the same for customers and staff."""

    prefix = "surge"

    def __init__(self, board: Board) -> None:
        """Take where it is read from."""
        self._board = board

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit everybody: it stands above the help centre as well."""
        return Subscription(socket, topic, SURGE)

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Tell how it stands now."""
        await self._tell(subscription.viewer.tenant, [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Tell who has not been told this."""
        await self._tell(tenant, followers)

    async def _tell(self, tenant: str, followers: Sequence[Subscription]) -> None:
        now = await self._board.now(tenant, clock.utc_now())
        for one in followers:
            if one.state != now:
                one.state = now
                one.push({"t": "surge", "now": now})


ROUTES = [get_public, get_desk, put_surge, get_hours]
