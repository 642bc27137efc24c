"""Sends replies out: takes what is due, has it carried outside any transaction, records what came of it."""

import asyncio
import random
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any

import structlog
from typing_extensions import override

from trustdesk import guard
from trustdesk.channels.post import rules
from trustdesk.channels.post.actions import deliveries as actions
from trustdesk.channels.post.model import Carrier, Claimed, Failed, Later, Parcel, Result, Sent
from trustdesk.channels.post.store import deliveries as store
from trustdesk.kit import clock, failpoints
from trustdesk.kit.db import Database
from trustdesk.kit.rounds import Rounds
from trustdesk.kit.secrets import Keys

log = structlog.get_logger()

PATIENCE_SECONDS = 45
LEASE = timedelta(seconds=60)  # beyond that patience: nobody else sends it meanwhile
NO_ADDRESS = "no_address"


class Deliveries(Rounds):
    """Sends what is due, of each conversation in its order."""

    def __init__(self, db: Database, keys: Keys, tenants: Sequence[str], carriers: Sequence[Carrier]) -> None:
        """Take who carries which lines; ``run`` does it until cancelled."""
        super().__init__(tenants, actions.DUE_OUT, sweeps=db.sweeps)
        self._db = db
        self._keys = keys
        self._carriers = {line: one for one in carriers for line in one.lines}

    @override
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """Take what is due, and read what it takes to send it."""
        async with self._db.transaction(tenant) as tx:
            claimed = await store.claim(tx, most, LEASE)
            parcels = await actions.pack(tx, self._keys, claimed) if claimed else {}
        return [self._deliver(tenant, one, parcels[one.id]) for one in claimed]

    async def _deliver(self, tenant: str, one: Claimed, parcel: Parcel) -> None:
        try:
            failpoints.reach("before_provider_send")
            result = await self._carry(tenant, parcel)
            failpoints.reach("after_provider_send")
            await self._db.back.taken(lambda: self._record(tenant, one, result))
            failpoints.reach("after_mark_sent")
        except Exception:  # the others go on; this one comes again when its lease runs out
            log.exception("a delivery could not be recorded", delivery=str(one.id))

    async def _carry(self, tenant: str, parcel: Parcel) -> Result:
        if not parcel.target:
            return Failed(NO_ADDRESS)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._carriers[parcel.line].carry(tenant, parcel)
        except Exception as error:
            log.warning("a delivery failed", delivery=str(parcel.id), exc_info=error)
            return Later(guard.clean(rules.reason_of(error)).text)

    async def _record(self, tenant: str, one: Claimed, result: Result) -> None:
        async with self._db.transaction(tenant) as tx:
            if isinstance(result, Sent):
                await actions.sent(tx, one, result.external_id)
                return
            wait = None
            if isinstance(result, Later):
                dice = random.random()  # noqa: S311 - spreads attempts, guards nothing
                wait = rules.wait_out(one.attempts, one.age, result.seconds, dice)
            if wait is None:
                await actions.fail(tx, one, result.reason, clock.utc_now())
            else:
                await actions.later(tx, one, result.reason, wait)
