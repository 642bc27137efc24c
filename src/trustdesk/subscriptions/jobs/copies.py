"""Carries copies out: one by one at the pace of their way, each begun on record before it is handed over."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec
import structlog
from typing_extensions import override

from trustdesk import guard
from trustdesk.brands import Brand
from trustdesk.kit import clock, failpoints
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Overloaded, Refused
from trustdesk.kit.groups import Groups
from trustdesk.kit.rounds import Rounds
from trustdesk.kit.secrets import Keys
from trustdesk.subscriptions.actions import subscribing
from trustdesk.subscriptions.actions.circulars import COPIES_DUE, SETTLED
from trustdesk.subscriptions.actions.packing import Post, pack
from trustdesk.subscriptions.model import (
    Copy,
    CopyState,
    Ended,
    Gone,
    Herald,
    Later,
    Outcome,
    Sent,
    Unsure,
    Word,
)
from trustdesk.subscriptions.rules.waiting import told, wait_in
from trustdesk.subscriptions.store import copies as store

log = structlog.get_logger()

SLOWEST = 10  # copies a minute: whoever waits for their turn has it within the lease
LEASE = timedelta(seconds=120)  # beyond that wait and beyond the patience of every herald
PATIENCE_SECONDS = 45.0
FAREWELL_SECONDS = 10.0  # for what is being handed over when the node stops
STATES: Mapping[type, CopyState] = {Gone: "gone", Unsure: "unsure"}


class Ground(msgspec.Struct, frozen=True):
    """What of the house the carrying stands on."""

    db: Database
    keys: Keys
    brands: Mapping[str, Brand]
    base_url: str


class Copies(Rounds):
    """Carries the copies of one way."""

    def __init__(self, ground: Ground, herald: Herald) -> None:
        """Take who carries; ``run`` works until cancelled."""
        super().__init__(sorted(ground.brands), COPIES_DUE, herald.at_once, sweeps=ground.db.sweeps)
        self._ground = ground
        self._db = ground.db
        self._herald = herald
        self._paces: defaultdict[str, float] = defaultdict(float)
        self._begins: Groups[Copy, bool] = Groups(ground.db, self._note_begun)
        self._ends: Groups[Ended, None] = Groups(ground.db, self._note_ended)

    @override
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """Take what is due and make it ready; what may have arrived already is left to a person."""
        brand = self._ground.brands[tenant]
        post = Post(self._ground.keys, self._ground.base_url, brand.locales[0])
        async with self._db.transaction(tenant) as tx:
            if not self._herald.again and await store.leave_unsure(tx, self._herald.way):
                tx.news.add(SETTLED)
            copies = await store.claim(tx, self._herald.way, most, LEASE)
            words = await pack(tx, post, copies, clock.utc_now()) if copies else {}
        return [self._carry(tenant, one, words.get(one.id)) for one in copies]

    async def _carry(self, tenant: str, copy: Copy, word: Word | None) -> None:
        try:
            if word is None:
                ended = Ended(id=copy.id, attempts=copy.attempts, state="dropped")
            else:
                await self._paced(tenant)
                failpoints.reach("before_circular_begin")
                if not await self._begins.submit(tenant, copy):
                    return
                failpoints.reach("before_circular_send")
                ended = self._ended(copy, await self._handed_over(tenant, word))
                failpoints.reach("after_circular_send")
            await self._ends.submit(tenant, ended)
            failpoints.reach("after_circular_settle")
        except Overloaded:
            log.warning("what became of a copy was not recorded", copy=str(copy.id))

    async def _paced(self, tenant: str) -> None:
        """Wait for a turn at the pace of the way."""
        gap = 60 / max(await self._herald.per_minute(tenant), SLOWEST)
        now = asyncio.get_running_loop().time()
        at = max(now, self._paces[tenant])
        self._paces[tenant] = at + gap
        await asyncio.sleep(at - now)

    async def _handed_over(self, tenant: str, word: Word) -> Outcome:
        """Hand it over; when the node stops meanwhile, what is under way is seen to its end."""
        handing = asyncio.create_task(self._tried(tenant, word))
        try:
            return await asyncio.shield(handing)
        except asyncio.CancelledError:
            return await asyncio.wait_for(handing, FAREWELL_SECONDS)

    async def _tried(self, tenant: str, word: Word) -> Outcome:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._herald.carry(tenant, word)
        except Exception as error:
            log.warning("a copy could not be carried", copy=str(word.id), exc_info=error)
            reason = type(error).__name__
            return Later(reason) if self._herald.again else Unsure(reason)

    def _ended(self, copy: Copy, outcome: Outcome) -> Ended:
        ended = Ended(id=copy.id, attempts=copy.attempts, state="sent", subscriber=copy.subscriber)
        if isinstance(outcome, Sent):
            return ended
        reason = told(guard.clean(outcome.reason).text)
        wait = wait_in(copy.attempts, copy.age, outcome.seconds) if isinstance(outcome, Later) else None
        state = "due" if wait is not None else STATES.get(type(outcome), "failed")
        return msgspec.structs.replace(ended, state=state, reason=reason, again_in=wait)

    async def _note_begun(self, tx: Tx, group: list[Copy]) -> list[bool | Refused]:
        ours = await store.begin(tx, group, LEASE)
        return [one.id in ours for one in group]

    async def _note_ended(self, tx: Tx, group: list[Ended]) -> list[Refused | None]:
        await store.settle(tx, group)
        await subscribing.leave(tx, {one.subscriber for one in group if one.state == "gone"})
        tx.news.add(SETTLED)
        return [None for _ in group]
