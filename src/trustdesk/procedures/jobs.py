"""Work of the room: what is to be looked into is looked into at once, beside everything else; clocks run."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import structlog

from trustdesk.exchange import Window
from trustdesk.kit import clock
from trustdesk.kit.db import Database, News
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.jobs import EVERY_MINUTE, Job
from trustdesk.procedures.actions import looking, moving, policies

log = structlog.get_logger()

SWEEP_SECONDS = 1.0
PAUSE_SECONDS = 0.02
MOST_RUNNING = 64
MOST_LATE = 100


class Looker:
    """Looks into what waits for every brand; several nodes share the work by row locks and leases.

    An exchange or a chain that hangs costs its own looks their deadline, and nobody else anything.
    """

    def __init__(self, db: Database, window: Window, brands_dir: Path, tenants: Sequence[str]) -> None:
        """Take what to look with; ``run`` does it until cancelled. Raises ``Misconfigured``."""
        self._db = db
        self._out = looking.Outlook(window, policies.load(brands_dir, tenants))
        self._tenants = tenants
        self._woken = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    def wake(self, _tenant: str, news: News | None = None) -> None:
        """Hear of a commit; only one after which something is to be looked into counts."""
        if news is None or moving.LOOKS in news:
            self._woken.set()

    async def run(self) -> None:
        """Look until cancelled; what was under way then is looked into again when its lease runs out."""
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), SWEEP_SECONDS)
                self._woken.clear()
                try:
                    await self._round()
                except Exception:  # what waits, waits on
                    log.exception("procedures could not be claimed")
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def settle(self) -> None:
        """Look until nothing waits (tests)."""
        await self._round()
        while self._running:
            await asyncio.wait(list(self._running))
            await self._round()

    async def _round(self) -> None:
        for tenant in self._tenants:
            room = MOST_RUNNING - len(self._running)
            if room <= 0:
                return
            try:
                async with self._db.transaction(tenant) as tx:
                    claimed = await looking.claim(tx, clock.utc_now(), room)
            except Overloaded:
                return
            for one in claimed:
                task = asyncio.create_task(self._look(tenant, one))
                self._running.add(task)
                task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._woken.set()

    async def _look(self, tenant: str, one: looking.Claimed) -> None:
        try:
            diagnosis = await looking.look(one, self._out, tenant, clock.utc_now())
            async with self._db.transaction(tenant) as tx:
                await looking.found(tx, one.running, diagnosis, clock.utc_now())
        except Overloaded:
            log.warning("a diagnosis was not recorded", procedure=str(one.running.id))
        except Exception:  # the others go on; its clock brings this one to a person
            log.exception("a look failed", procedure=str(one.running.id))


def jobs() -> list[Job]:
    """Name the room's jobs."""
    return [Job("procedures.clocks", _clocks, every=EVERY_MINUTE)]


async def _clocks(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    await run_clocks(db, tenant)


async def run_clocks(db: Database, tenant: str) -> None:
    """Bring on everything whose time has run out."""
    done = MOST_LATE
    while done == MOST_LATE:
        async with db.transaction(tenant) as tx:
            done = await looking.late(tx, clock.utc_now(), MOST_LATE)
