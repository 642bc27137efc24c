"""Rounds: what is due is taken under a lease and worked on side by side, until nothing is due."""

import asyncio
import contextlib
from abc import abstractmethod
from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import UUID

import structlog

from trustdesk.kit.db import News
from trustdesk.kit.errors import Overloaded

log = structlog.get_logger()

SWEEP_SECONDS = 1.0
PAUSE_SECONDS = 0.02  # between rounds: under load one round then serves many that are done
MOST_RUNNING = 32


class Rounds:
    """Works on what is due for every brand; several nodes share the work by row locks and leases."""

    def __init__(self, tenants: Sequence[str], due: UUID, most: int = MOST_RUNNING) -> None:
        """Take whose work it is, the news after which something is due, and how many go side by side."""
        self._tenants = tenants
        self._most = most
        self._due = due
        self._woken = asyncio.Event()
        self._woken.set()  # what lies there from before is due at once
        self._running: set[asyncio.Task[None]] = set()

    @abstractmethod
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """Take up to ``most`` that are due; each is then run and records what came of it."""

    def wake(self, _tenant: str, news: News | None = None) -> None:
        """Hear of a commit; only one after which something is due counts."""
        if news is None or self._due in news:
            self._woken.set()

    async def run(self) -> None:
        """Work until cancelled. What was under way then is taken again when its lease runs out."""
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), SWEEP_SECONDS)
                self._woken.clear()
                try:
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
        while await self._round() or self._running:
            if self._running:
                await asyncio.wait(list(self._running), return_when=asyncio.FIRST_COMPLETED)

    async def _round(self) -> int:
        begun = 0
        for tenant in self._tenants:
            room = self._most - len(self._running)
            if room <= 0:
                break
            try:
                claimed = await self.claim(tenant, room)
            except Overloaded:
                break
            for one in claimed:
                task = asyncio.create_task(one)
                self._running.add(task)
                task.add_done_callback(self._done)
            begun += len(claimed)
        return begun

    def _done(self, task: asyncio.Task[None]) -> None:
        # There is room again, and what waited for this one may be due.
        self._running.discard(task)
        self._woken.set()
