"""Facts: published beside the truth they describe, heard by reactions with a durable cursor.

``publish`` writes rows of ``events`` in the caller's transaction. ``Reactor`` reads them
below the horizon of running transactions, so that no late commit is ever skipped, and hands
them to each reaction in batches, at least once. A batch and the reaction's cursor commit
together; an event that fails is set aside and retried alone with back-off, in sight.
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


React = Callable[[Tx, Sequence[Event]], Awaitable[None]]


class Reaction(msgspec.Struct, frozen=True):
    """What a room does when it hears facts of these kinds; idempotent, by its own unique keys."""

    name: str
    kinds: tuple[type[Fact], ...]
    react: React


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
        """Let every reaction hear a batch and retry what is due.

        Tells whether anything was heard, and whether an older transaction still hides what has
        been committed: in both cases there is more to come.
        """
        heard = False
        for reaction in self._reactions:
            heard |= await self._undisturbed(self._advance(tenant, reaction), tenant, reaction)
        try:
            async with self._db.transaction(tenant) as tx:
                due, hidden = await event_store.left_over(tx)
        except Overloaded:
            return heard, False
        for reaction in self._reactions:
            if reaction.name in due:
                heard |= await self._undisturbed(self._retry(tenant, reaction), tenant, reaction)
        return heard, hidden

    async def _undisturbed(self, work: Awaitable[bool], tenant: str, reaction: Reaction) -> bool:
        """Keep one reaction's trouble from the others; what failed is tried again next round."""
        try:
            return await work
        except Overloaded:
            await asyncio.sleep(0.2)
        except Exception:
            log.exception("reaction failed", reaction=reaction.name, tenant=tenant)
        return False

    async def _advance(self, tenant: str, reaction: Reaction) -> bool:
        """Hear the next batch: all at once, or one by one when the batch fails."""
        try:
            return await self._hear(tenant, reaction, BATCH, alone=False)
        except Overloaded:
            raise
        except Exception:  # noqa: BLE001 - found again, singly, and set aside
            heard = False
            for _ in range(BATCH):
                if not await self._hear(tenant, reaction, 1, alone=True):
                    break
                heard = True
            return heard

    async def _hear(self, tenant: str, reaction: Reaction, most: int, *, alone: bool) -> bool:
        kinds = [kind.__name__ for kind in reaction.kinds]
        async with self._db.transaction(tenant) as tx:
            cursor = await event_store.lock_cursor(tx, reaction.name)
            if cursor is None:
                return False
            rows = await event_store.after(tx, cursor, kinds, most)
            if not rows:
                return False
            await event_store.move_cursor(tx, reaction.name, rows[-1]["xid"], rows[-1]["id"])
            batch = [decode(tenant, row) for row in rows if row["body"] is not None]
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
