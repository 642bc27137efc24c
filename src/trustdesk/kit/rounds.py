"""Rounds: what is due is taken under a lease and worked on side by side, until nothing is due."""

import asyncio
import contextlib
import math
from abc import abstractmethod
from collections import Counter
from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import UUID

import structlog

from trustdesk.kit.away import AWAY_SECONDS
from trustdesk.kit.db import News
from trustdesk.kit.errors import Overloaded

log = structlog.get_logger()

SWEEP_SECONDS = 1.0
PAUSE_SECONDS = 0.02  # between rounds: under load one round then serves many that are done
MOST_RUNNING = 32


class Rounds:
    """Works on what is due for every brand; several nodes share the work by row locks and leases.

    Brands take turns for what room there is: a flood at one stops no other.
    """

    def __init__(
        self,
        tenants: Sequence[str],
        due: UUID,
        most: int = MOST_RUNNING,
        *,
        sweeps: asyncio.Lock | None = None,
    ) -> None:
        """Take whose work it is, the news after which something is due, and how many go side by side.

        Who shares ``sweeps`` looks one after the other where no news came.
        """
        self._sweeps = sweeps or asyncio.Lock()
        self._order = list(tenants)
        self._most = most
        self._due = due
        self._woken = asyncio.Event()
        self._dirty: set[str] = set()
        self._running: dict[asyncio.Task[None], str] = {}
        self._wake_all()  # what lies there from before is due at once

    @abstractmethod
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """Take up to ``most`` that are due; each is then run and records what came of it."""

    def wake(self, tenant: str, news: News | None = None) -> None:
        """Hear of a commit; only one after which something is due counts."""
        if news is None or self._due in news:
            self._wake(tenant)

    def look_in(self, seconds: float, tenant: str) -> None:
        """Look again after so many seconds, unless the next look comes sooner anyway."""
        if seconds < SWEEP_SECONDS:
            asyncio.get_running_loop().call_later(seconds, self._wake, tenant)

    async def run(self) -> None:
        """Work until cancelled. What was under way then is taken again when its lease runs out."""
        clock, swept = asyncio.get_running_loop().time, 0.0
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), SWEEP_SECONDS)
                turn = contextlib.nullcontext() if self._woken.is_set() else self._sweeps
                if clock() - swept >= SWEEP_SECONDS:
                    swept = clock()
                    self._wake_all()
                try:
                    async with turn:
                        await self._round()
                except Exception:  # what is due stays due
                    log.exception("nothing could be claimed", work=type(self).__name__)
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def settle(self) -> None:
        """Work until nothing is due (tests and seeding)."""
        self._wake_all()
        while await self._round() or self._running:
            if self._running:
                await asyncio.wait(list(self._running), return_when=asyncio.FIRST_COMPLETED)

    async def _round(self) -> int:
        begun = 0
        self._woken.clear()
        turns = self._turns()
        for place, tenant in enumerate(turns):
            room = self._most - len(self._running)
            if room <= 0:
                break  # whoever is done makes room, and wakes
            self._dirty.discard(tenant)
            share = math.ceil(room / (len(turns) - place))
            try:
                claimed = await self.claim(tenant, share)
            except Overloaded:
                self.look_in(AWAY_SECONDS, tenant)
                break
            self._begin(tenant, claimed)
            if len(claimed) >= share:
                self._wake(tenant)
            begun += len(claimed)
        return begun

    def _turns(self) -> list[str]:
        """Whose turn it is: who has least under way, and of these who waits longest."""
        busy = Counter(self._running.values())
        return sorted((one for one in self._order if one in self._dirty), key=busy.__getitem__)

    def _begin(self, tenant: str, claimed: Sequence[Coroutine[Any, Any, None]]) -> None:
        for one in claimed:
            task = asyncio.create_task(one)
            self._running[task] = tenant
            task.add_done_callback(self._done)
        if claimed:
            self._order.remove(tenant)
            self._order.append(tenant)

    def _done(self, task: "asyncio.Task[None]") -> None:
        # There is room again, and what waited for this one may be due.
        self._wake(self._running.pop(task))

    def _wake(self, tenant: str) -> None:
        self._dirty |= {tenant} & set(self._order)
        self._woken.set()

    def _wake_all(self) -> None:
        self._dirty.update(self._order)
        self._woken.set()
