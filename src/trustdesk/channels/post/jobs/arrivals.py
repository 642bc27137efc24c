"""Reads what has arrived: each by its line's translator, none in the way of another."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from typing_extensions import override

from trustdesk import guard
from trustdesk.channels.post import rules
from trustdesk.channels.post.actions import arrivals as actions
from trustdesk.channels.post.model import Ended, Kept, Translator
from trustdesk.channels.post.store import arrivals as store
from trustdesk.channels.post.store import held
from trustdesk.kit import clock, failpoints
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Overloaded, Refused
from trustdesk.kit.groups import Groups
from trustdesk.kit.jobs import Job
from trustdesk.kit.rounds import Leased
from trustdesk.kit.secrets import Keys

log = structlog.get_logger()

PATIENCE_SECONDS = 90  # for one arrival, its media fetched
LEASE = timedelta(seconds=2)  # as long as what a dead node was reading lies still
KEPT = timedelta(days=30)
EVERY_NIGHT = "23 3 * * *"
AT_A_TIME = 500


class Arrivals(Leased):
    """Has what has arrived translated; whose first try has failed stops nobody behind it."""

    def __init__(
        self, db: Database, keys: Keys, tenants: Sequence[str], translators: Sequence[Translator]
    ) -> None:
        """Take who reads which line; ``run`` does it until cancelled."""
        super().__init__(tenants, actions.DUE_IN, sweeps=db.sweeps)
        self._db = db
        self._keys = keys
        self._translators = {one.line: one for one in translators}
        self._ends: Groups[Ended, None] = Groups(db, self._write)
        self._under_way: dict[str, set[UUID]] = defaultdict(set)

    @override
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """Take what is due, of each sender the first."""
        async with self._db.transaction(tenant) as tx:
            under_way = list(self._under_way[tenant])
            claimed = await store.claim(tx, most, LEASE, under_way)
            next_in = None if claimed else await store.next_in(tx, under_way)
        if next_in is not None:
            self.look_in(next_in, tenant)
        self._under_way[tenant] |= {one.id for one in claimed}
        return [self._read(tenant, one) for one in claimed]

    @override
    async def renew(self, tenant: str) -> None:
        """Hold what is being read."""
        if ids := list(self._under_way[tenant]):
            async with self._db.transaction(tenant) as tx:
                await store.hold(tx, ids, LEASE)

    async def _read(self, tenant: str, kept: Kept) -> None:
        try:
            await self._read_held(tenant, kept)
        finally:
            self._under_way[tenant].discard(kept.id)

    async def _read_held(self, tenant: str, kept: Kept) -> None:
        failpoints.reach("after_raw_commit")
        try:
            ended = await self._take(tenant, kept)
            failpoints.reach("after_take")
            await self._db.back.taken(lambda: self._ends.submit(tenant, ended, patient=True))
        except Exception:  # the others go on; this one comes again when its lease runs out
            log.exception("an arrival could not be ended", arrival=str(kept.id))

    async def _take(self, tenant: str, kept: Kept) -> Ended:
        """Have it translated; it stays due when nothing can be said of it now, as the database is away."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                arrival = actions.opened(self._keys, kept)
                took = await self._translators[kept.line].take(tenant, arrival)
        except Overloaded as error:
            return Ended(id=kept.id, state="due", again_in=error.put_off)
        except Exception as error:
            if not isinstance(error, Refused):
                log.warning("an arrival could not be read", arrival=str(kept.id), exc_info=error)
            wait = rules.wait_in(kept.attempts)
            reason = guard.clean(rules.reason_of(error)).text
            return Ended(id=kept.id, state="failed", reason=reason, again_in=wait)
        return Ended(
            id=kept.id,
            state=took.state,
            conversation=took.conversation,
            number=took.number,
            reason=took.reason,
            glimpse=took.glimpse,
            may_enter=took.may_enter,
        )

    async def _write(self, tx: Tx, group: list[Ended]) -> list[Refused | None]:
        await store.end(tx, group)
        if aside := [one for one in group if one.state == "quarantined"]:
            await actions.set_aside(tx, self._keys, aside)
        if any(one.state in {"failed", "quarantined"} for one in group):
            tx.news.add(actions.STUCK)
        return [None for _ in group]


def jobs() -> list[Job]:
    """Name the room's scheduled work."""
    return [Job("post.empty", _empty, every=EVERY_NIGHT)]


async def _empty(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    """Drop the bodies of what was settled long ago: they hold what customers wrote."""
    emptied = AT_A_TIME
    while emptied == AT_A_TIME:
        async with db.transaction(tenant) as tx:
            gone = await store.empty(tx, clock.utc_now() - KEPT, AT_A_TIME)
            await held.forget(tx, gone)
            emptied = len(gone)
