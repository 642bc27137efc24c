"""The sender of webhooks: takes what is due, sends it outside any transaction, records what came of it."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from trustdesk.channels.api import actions, rules, store
from trustdesk.channels.api.model import Parcel, Result
from trustdesk.channels.api.send import attempt
from trustdesk.kit import clock, failpoints, ids
from trustdesk.kit.db import Database, News
from trustdesk.kit.egress import Egress
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.jobs import Job
from trustdesk.kit.secrets import Keys, Unsealable

log = structlog.get_logger()

SWEEP_SECONDS = 1.0
PAUSE_SECONDS = 0.02  # between rounds: under load one round then serves many that are done
MOST_RUNNING = 64
MOST_EACH = 16
LEASE = timedelta(seconds=60)  # far beyond the longest call: nobody else sends it meanwhile
KEPT = timedelta(days=30)
EVERY_NIGHT = "17 3 * * *"


class Sender:
    """Sends what is due for every brand; several nodes share the work by row locks and leases."""

    def __init__(self, db: Database, keys: Keys, tenants: Sequence[str], egress: Egress) -> None:
        """Take what to send with; ``run`` does it until cancelled."""
        self._db = db
        self._keys = keys
        self._tenants = tenants
        self._egress = egress
        self._woken = asyncio.Event()
        self._running: dict[asyncio.Task[None], UUID] = {}

    def wake(self, _tenant: str, news: News | None = None) -> None:
        """Hear of a commit; only one after which something is due counts."""
        if news is None or actions.DUE in news:
            self._woken.set()

    async def run(self) -> None:
        """Send until cancelled. What was under way then is sent again when its lease runs out."""
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), SWEEP_SECONDS)
                self._woken.clear()
                await self._look()
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _look(self) -> None:
        try:
            await self._round()
        except Exception:  # what is due stays due
            log.exception("webhooks could not be claimed")

    async def settle(self) -> None:
        """Send until nothing is due (tests)."""
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
                    busy = Counter(self._running.values())
                    parcels = await store.claim(tx, room, MOST_EACH, busy, LEASE)
            except Overloaded:
                return
            for parcel in parcels:
                task = asyncio.create_task(self._deliver(tenant, parcel))
                self._running[task] = parcel.webhook
                task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        # There is room again; more may be waiting for it.
        self._running.pop(task, None)
        self._woken.set()

    async def _deliver(self, tenant: str, parcel: Parcel) -> None:
        try:
            result = await self._attempt(parcel)
            failpoints.reach("after_send")
            async with self._db.transaction(tenant) as tx:
                if rules.arrived(result):
                    await store.arrived(tx, parcel.id, result)
                else:
                    dice = random.random()  # noqa: S311 - spreads attempts, guards nothing
                    await store.missed(tx, parcel.id, result, rules.wait(parcel.attempts, result, dice))
        except Overloaded:
            log.warning("a webhook's result was not recorded", delivery=str(parcel.id))
        except Exception:  # the others go on; this one comes again when its lease runs out
            log.exception("webhook failed", delivery=str(parcel.id))

    async def _attempt(self, parcel: Parcel) -> Result:
        try:
            sealed = self._keys.open(actions.PURPOSE, parcel.secret_sealed, bound=str(parcel.webhook))
        except Unsealable:
            return Result(None, "the secret cannot be read with this server's key")
        return await attempt(self._egress, parcel, sealed.decode(), clock.utc_now())


def jobs() -> list[Job]:
    """Name the room's scheduled work."""
    return [Job("webhooks.forget", _forget, every=EVERY_NIGHT)]


async def _forget(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    """Drop what was settled long ago from the log: it holds what customers wrote."""
    async with db.transaction(tenant) as tx:
        await store.forget_before(tx, ids.earliest(clock.utc_now() - KEPT))
