"""Facts: published beside the truth they describe, heard by reactions with a durable cursor.

``publish`` writes rows of ``events`` in the caller's transaction. ``Reactor`` reads them
below the horizon of running transactions, so that no late commit is ever skipped, once for all
reactions that have come as far, and hands them to each in batches, at least once. A batch and
the reaction's cursor commit together; an event that fails is set aside and retried alone with
back-off, in sight.
"""

import asyncio
import contextlib
import traceback
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import msgspec
import structlog

from trustdesk.kit import clock, event_store, failpoints
from trustdesk.kit.db import Database, News, Tx
from trustdesk.kit.errors import Overloaded

log = structlog.get_logger()

BATCH = 500
PAUSE_SECONDS = (
    0.1  # between rounds: under load one round then serves many commits; a calm desk is heard at once
)
SWEEP_SECONDS = 2.0  # looks even when no news came: another node may have died before telling
EVENT_COLUMNS = ("xid", "id", "kind", "body", "at")
LONGEST_BACKOFF = timedelta(hours=1)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to the thing with the id ``about``. Subclasses are past participles."""

    kinds: ClassVar[dict[str, type["Fact"]]] = {}

    about: UUID

    def __init_subclass__(cls, **given: Any) -> None:
        """Register the kind by its class name, which is its name in the database too."""
        super().__init_subclass__(**given)
        Fact.kinds[cls.__name__] = cls


class Event(msgspec.Struct, frozen=True):
    """A published fact with its place in the order of events."""

    tenant: str
    xid: int
    id: int
    kind: str
    fact: Fact
    at: datetime


Place = tuple[int, int]  # the transaction and the id: the order of events
BEGINNING: Place = (0, 0)

React = Callable[[Tx, Sequence[Event]], Awaitable[None]]


class Reaction(msgspec.Struct, frozen=True):
    """What a room does when it hears facts of these kinds; idempotent, by its own unique keys."""

    name: str
    kinds: tuple[type[Fact], ...]
    react: React


class Page(msgspec.Struct, frozen=True):
    """Events beyond a place, up to another; only those that somebody listens to."""

    start: Place
    end: Place
    events: Sequence[Event]

    def of(self, reaction: Reaction) -> list[Event]:
        """Pick what the reaction listens to."""
        return [event for event in self.events if isinstance(event.fact, reaction.kinds)]

    def singly(self, reaction: Reaction) -> "list[Page]":
        """Cut the page into one for each event of the reaction, and the rest."""
        own = self.of(reaction)
        ends = [(event.xid, event.id) for event in own]
        cuts = list(zip([self.start, *ends], [*ends, self.end], [[one] for one in own] + [[]], strict=True))
        return [Page(*cut) for cut in cuts if cut[0] != cut[1]]


async def publish(tx: Tx, *facts: Fact) -> None:
    """Write the facts in this transaction; they are heard once it has committed."""
    if not facts:
        return
    await event_store.insert(
        tx,
        [type(fact).__name__ for fact in facts],
        [fact.about for fact in facts],
        [msgspec.json.encode(fact).decode() for fact in facts],
    )
    tx.news.update(fact.about for fact in facts)


def decode(tenant: str, row: Any) -> Event:
    """Read an event row back into its fact."""
    fact = msgspec.json.decode(row["body"], type=Fact.kinds[row["kind"]])
    return Event(tenant, row["xid"], row["id"], row["kind"], fact, row["at"])


class Reactor:
    """Runs every reaction over every tenant's events; several nodes share the work by row locks."""

    def __init__(self, db: Database, tenants: Sequence[str], reactions: Sequence[Reaction]) -> None:
        """Take what to run; ``run`` does it until cancelled."""
        self._db = db
        self._tenants = tenants
        self._reactions = reactions
        self._kinds = sorted({kind.__name__ for one in reactions for kind in one.kinds})
        self._woken = asyncio.Event()
        self._dirty: set[str] = set(tenants)

    def wake(self, tenant: str, _news: News | None = None) -> None:
        """Say that there is news for this tenant; cheap, may be called for every commit."""
        self._dirty.add(tenant)
        self._woken.set()

    async def run(self) -> None:
        """React until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), SWEEP_SECONDS)
            self._woken.clear()
            tenants = (self._dirty & set(self._tenants)) or set(self._tenants)
            self._dirty.clear()
            for tenant in sorted(tenants):
                try:
                    heard, hidden = await self._round(tenant)
                    if heard or hidden:
                        self.wake(tenant)
                except Exception:
                    log.exception("round of reactions failed", tenant=tenant)
            await asyncio.sleep(PAUSE_SECONDS)

    async def settle(self) -> None:
        """React until nothing is left to hear (tests and seeding)."""
        while any([(await self._round(tenant))[0] for tenant in self._tenants]):
            pass

    async def _round(self, tenant: str) -> tuple[bool, bool]:
        """Let every reaction hear the page beyond its cursor and retry what is due.

        Tells whether anything was heard, and whether an older transaction still hides what has
        been committed: in both cases there is more to come.
        """
        try:
            async with self._db.transaction(tenant) as tx:
                places = await event_store.cursors(tx)
                starts = {places.get(one.name, BEGINNING) for one in self._reactions}
                pages = {start: await self._page(tx, start) for start in starts}
                due, hidden = await event_store.left_over(tx)
        except Overloaded:
            return False, False
        heard = False
        for page in (one for one in pages.values() if one):
            there = [one for one in self._reactions if places.get(one.name, BEGINNING) == page.start]
            deaf = [one.name for one in there if one.name in places and not page.of(one)]
            heard |= await self._pass_by(tenant, page, deaf)
            for reaction in there:
                if reaction.name not in deaf:
                    heard |= await self._undisturbed(self._advance(tenant, reaction, page), tenant, reaction)
        for reaction in self._reactions:
            if reaction.name in due:
                heard |= await self._undisturbed(self._retry(tenant, reaction), tenant, reaction)
        return heard, hidden

    async def _page(self, tx: Tx, start: Place) -> "Page | None":
        """Read what follows a place, once for all reactions that are there; in a calm desk all are."""
        rows = await event_store.after(tx, start, self._kinds, BATCH)
        if not rows:
            return None
        events = [decode(tx.tenant, row) for row in rows if row["body"] is not None]
        return Page(start, (rows[-1]["xid"], rows[-1]["id"]), events)

    async def _pass_by(self, tenant: str, page: "Page", deaf: list[str]) -> bool:
        """Move the cursors of those who find nothing for them on the page, all at once."""
        if not deaf:
            return False
        try:
            async with self._db.transaction(tenant) as tx:
                return await event_store.move_cursors(tx, deaf, page.start, page.end) > 0
        except Overloaded:
            return False

    async def _undisturbed(self, work: Awaitable[bool], tenant: str, reaction: Reaction) -> bool:
        """Keep one reaction's trouble from the others; what failed is tried again next round."""
        try:
            return await work
        except Overloaded:
            await asyncio.sleep(0.2)
        except Exception:
            log.exception("reaction failed", reaction=reaction.name, tenant=tenant)
        return False

    async def _advance(self, tenant: str, reaction: Reaction, page: "Page") -> bool:
        """Hear a page: all at once, or one by one when the batch fails."""
        try:
            return await self._hear(tenant, reaction, page)
        except Overloaded:
            raise
        except Exception:  # noqa: BLE001 - found again, singly, and set aside
            for step in page.singly(reaction):
                if not await self._hear(tenant, reaction, step, alone=True):
                    return False
            return True

    async def _hear(self, tenant: str, reaction: Reaction, page: "Page", *, alone: bool = False) -> bool:
        batch = page.of(reaction)
        async with self._db.transaction(tenant) as tx:
            if await event_store.lock_cursor(tx, reaction.name) != page.start:
                return False  # another node hears it, or has heard it
            await event_store.move_cursors(tx, [reaction.name], page.start, page.end)
            failpoints.reach("before_reaction")
            if not alone and batch:
                await reaction.react(tx, batch)
                failpoints.reach("after_reaction")
            if not alone or not batch:
                return True
            try:
                async with tx.attempt():
                    await reaction.react(tx, batch)
            except Exception as error:  # noqa: BLE001 - set aside with its reason
                await event_store.set_aside(tx, reaction.name, batch[0], _reason(error))
        return True

    async def _retry(self, tenant: str, reaction: Reaction) -> bool:
        """Try one event that was set aside and is due again."""
        async with self._db.transaction(tenant) as tx:
            failure = await event_store.lock_due(tx, reaction.name)
            if failure is None:
                return False
            event = decode(tenant, {name: failure[f"event_{name}"] for name in EVENT_COLUMNS})
            try:
                async with tx.attempt():
                    await reaction.react(tx, [event])
            except Exception as error:  # noqa: BLE001 - stays in sight with its reason
                due = clock.utc_now() + backoff(failure["attempts"])
                await event_store.put_off(tx, failure["id"], due, _reason(error))
                return False
            await event_store.forget(tx, failure["id"])
        return True


def backoff(attempts: int) -> timedelta:
    """Tell how long to wait after this many failed attempts: 1 s doubling up to an hour."""
    return min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_BACKOFF)


def _reason(error: Exception) -> str:
    return "".join(traceback.format_exception_only(error)).strip()[:500]
