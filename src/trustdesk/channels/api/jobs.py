"""The sender of webhooks: takes what is due, sends it outside any transaction, records what came of it."""

import random
from collections import Counter
from collections.abc import Coroutine, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from typing_extensions import override

from trustdesk.channels.api import actions, rules, store
from trustdesk.channels.api.model import Parcel, Result
from trustdesk.channels.api.send import attempt
from trustdesk.kit import clock, failpoints, ids
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress
from trustdesk.kit.jobs import Job
from trustdesk.kit.rounds import Rounds
from trustdesk.kit.secrets import Keys, Unsealable

log = structlog.get_logger()

MOST_RUNNING = 64
MOST_EACH = 16
LEASE = timedelta(seconds=60)  # far beyond the longest call: nobody else sends it meanwhile
KEPT = timedelta(days=30)
EVERY_NIGHT = "17 3 * * *"


class Sender(Rounds):
    """Sends what is due for every brand, of no webhook too much at once."""

    def __init__(self, db: Database, keys: Keys, tenants: Sequence[str], egress: Egress) -> None:
        """Take what to send with; ``run`` does it until cancelled."""
        super().__init__(tenants, actions.DUE, MOST_RUNNING, sweeps=db.sweeps)
        self._db = db
        self._keys = keys
        self._egress = egress
        self._busy: Counter[UUID] = Counter()

    @override
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """Take what is due."""
        async with self._db.transaction(tenant) as tx:
            parcels = await store.claim(tx, most, MOST_EACH, self._busy, LEASE)
        self._busy.update(parcel.webhook for parcel in parcels)
        return [self._send(tenant, parcel) for parcel in parcels]

    async def _send(self, tenant: str, parcel: Parcel) -> None:
        try:
            await self._deliver(tenant, parcel)
        finally:
            self._busy -= Counter([parcel.webhook])

    async def _deliver(self, tenant: str, parcel: Parcel) -> None:
        try:
            result = await self._attempt(parcel)
            failpoints.reach("after_send")
            await self._db.back.taken(lambda: self._record(tenant, parcel, result))
        except Exception:  # the others go on; this one comes again when its lease runs out
            log.exception("webhook failed", delivery=str(parcel.id))

    async def _record(self, tenant: str, parcel: Parcel, result: Result) -> None:
        async with self._db.transaction(tenant) as tx:
            if rules.arrived(result):
                await store.arrived(tx, parcel.id, result)
            else:
                dice = random.random()  # noqa: S311 - spreads attempts, guards nothing
                await store.missed(tx, parcel.id, result, rules.wait(parcel.attempts, result, dice))

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
