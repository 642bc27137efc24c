"""The reactor: facts are heard by reactions, each with a durable cursor.

It reads them below the horizon of running transactions, so that no late commit is ever skipped, once for
all reactions that have come as far, and hands them to each in batches, at least once. A batch and the
reaction's cursor commit together; an event that fails is set aside and retried alone with back-off, in
sight.
"""

import asyncio
import contextlib
import time
import traceback
from collections.abc import Awaitable, Sequence
from datetime import timedelta

import structlog

from trustdesk.kit import clock, courtesy, event_store, failpoints
from trustdesk.kit.db import Database, News, Tx
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.events import BEGINNING, Page, Place, Reaction, decode

log = structlog.get_logger()

BATCH = 500
PATIENT_BATCH = 50  # its transaction is long, and what is written in it is heard only after it
PAUSE_SECONDS = (
    0.1  # between rounds: under load one round then serves many commits; a calm desk is heard at once
)
HIDDEN_LOOKS, HIDDEN_SECONDS = 15, 0.02
SWEEP_SECONDS = 2.0  # looks even when no news came: another node may have died before telling
EVENT_COLUMNS = ("xid", "id", "kind", "body", "at")
LONGEST_BACKOFF = timedelta(hours=1)


class Reactor:
    """Runs every reaction over every tenant's events: the prompt ones, and beside them the patient ones."""

    def __init__(self, db: Database, tenants: Sequence[str], reactions: Sequence[Reaction]) -> None:
        """Take what to run; ``run`` does it until cancelled."""
        sorts = [[one for one in reactions if one.patient is patient] for patient in (False, True)]
        self._rounds = [Listening(db, tenants, same) for same in sorts if same]

    def wake(self, tenant: str, _news: News | None = None) -> None:
        """Say that there is news for this tenant; cheap, may be called for every commit."""
        for one in self._rounds:
            one.wake(tenant)

    async def run(self) -> None:
        """React until cancelled."""
        await asyncio.gather(*(one.run() for one in self._rounds))

    async def settle(self) -> None:
        """React until nothing is left to hear (tests and seeding)."""
        while any([await one.settle() for one in self._rounds]):
            pass


class Listening:
    """Lets some reactions hear, page by page; several nodes share the work by row locks."""

    def __init__(self, db: Database, tenants: Sequence[str], reactions: Sequence[Reaction]) -> None:
        """Take reactions that are all prompt or all patient."""
        self._db = db
        self._patient = reactions[0].patient
        self._batch = PATIENT_BATCH if self._patient else BATCH
        self._tenants = tenants
        self._reactions = reactions
        self._kinds = sorted({kind.__name__ for one in reactions for kind in one.kinds})
        self._woken = asyncio.Event()
        self._dirty: set[str] = set(tenants)

    def wake(self, tenant: str) -> None:
        """Say that there is news for this tenant."""
        self._dirty.add(tenant)
        self._woken.set()

    async def run(self) -> None:
        """React until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), SWEEP_SECONDS)
            turn = contextlib.nullcontext() if self._woken.is_set() else self._db.sweeps
            self._woken.clear()
            tenants = (self._dirty & set(self._tenants)) or set(self._tenants)
            self._dirty.clear()
            async with turn:
                began = time.monotonic()
                await self._rounds(sorted(tenants))
            await asyncio.sleep(PAUSE_SECONDS)
            await courtesy.rest(time.monotonic() - began)

    async def _rounds(self, tenants: Sequence[str]) -> None:
        for tenant in tenants:
            if self._patient:
                await courtesy.give_way()
            try:
                heard, hidden = await self._round(tenant)
                if heard or hidden:
                    self.wake(tenant)
            except Exception:
                log.exception("round of reactions failed", tenant=tenant)

    async def settle(self) -> bool:
        """React until nothing is left to hear; tells whether anything was heard.

        What a transaction elsewhere still hides is waited for briefly: it may be the server's own.
        """
        any_heard, looks = False, HIDDEN_LOOKS
        while looks:
            rounds = [await self._round(tenant) for tenant in self._tenants]
            if any(heard for heard, _ in rounds):
                any_heard, looks = True, HIDDEN_LOOKS
            elif any(hidden for _, hidden in rounds):
                looks -= 1
                await asyncio.sleep(HIDDEN_SECONDS)
            else:
                break
        return any_heard

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

    async def _page(self, tx: Tx, start: Place) -> Page | None:
        """Read what follows a place, once for all reactions that are there; in a calm desk all are."""
        rows = await event_store.after(tx, start, self._kinds, self._batch)
        if not rows:
            return None
        events = [decode(tx.tenant, row) for row in rows if row["body"] is not None]
        return Page(start, (rows[-1]["xid"], rows[-1]["id"]), events)

    async def _pass_by(self, tenant: str, page: Page, deaf: list[str]) -> bool:
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

    async def _advance(self, tenant: str, reaction: Reaction, page: Page) -> bool:
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

    async def _hear(self, tenant: str, reaction: Reaction, page: Page, *, alone: bool = False) -> bool:
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
