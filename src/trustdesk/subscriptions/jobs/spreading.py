"""Writes circulars out as copies, batch by batch, each in a transaction of its own: a kill loses none."""

from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import UUID

import structlog
from typing_extensions import override

from trustdesk.kit import clock, failpoints
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.rounds import Rounds
from trustdesk.subscriptions.actions import circulars as actions
from trustdesk.subscriptions.model import Herald
from trustdesk.subscriptions.store import circulars as store

log = structlog.get_logger()

MOST_AT_ONCE = 4


class Circulars(Rounds):
    """Spreads what is due; ``heralds`` name the places that everybody reads."""

    def __init__(self, db: Database, tenants: Sequence[str], heralds: Sequence[Herald]) -> None:
        """Take whose circulars they are; ``run`` works until cancelled."""
        super().__init__(tenants, actions.CIRCULARS_DUE, MOST_AT_ONCE, sweeps=db.sweeps)
        self._db = db
        self._heralds = [one for one in heralds if one.way not in ("email", "push")]
        self._under_way: set[UUID] = set()

    @override
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """List what is due and not under way here; the row's lock keeps other nodes off."""
        async with self._db.transaction(tenant) as tx:
            due = [id for id in await store.due(tx, most) if id not in self._under_way]
        self._under_way |= set(due)
        return [self._spread(tenant, id) for id in due]

    async def _spread(self, tenant: str, id: UUID) -> None:
        try:
            places = [one.way for one in self._heralds if await one.place(tenant)]
            more = True
            while more:
                async with self._db.transaction(tenant) as tx:
                    more = await actions.spread(tx, id, places, clock.utc_now())
                failpoints.reach("circular_batch")
        except Overloaded:
            log.warning("a circular was not spread to its end", circular=str(id))
        finally:
            self._under_way.discard(id)
