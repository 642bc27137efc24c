"""Grouped writes: what arrives while one group commits goes down together in the next.

No timer: a lone write goes at once, a busy desk forms groups by itself. Each write is
answered only after the commit that holds it. When a group fails, its members are tried
singly, so that a poisoned one fails alone.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Overloaded, Refused

Q = TypeVar("Q")
A = TypeVar("A")

LARGEST = 128
WAITING_LIMIT = 4_000


class Groups(Generic[Q, A]):
    """One lane per tenant; ``write`` stores many and answers each, in order."""

    def __init__(self, db: Database, write: Callable[[Tx, list[Q]], Awaitable[list[A | Refused]]]) -> None:
        """Take the verb that writes a group inside one transaction."""
        self._db = db
        self._write = write
        self._waiting: dict[str, deque[tuple[Q, asyncio.Future[A]]]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}

    async def submit(self, tenant: str, wanted: Q) -> A:
        """Store ``wanted`` durably and return its answer; raises its own refusal only."""
        lane = self._waiting.setdefault(tenant, deque())
        if len(lane) >= WAITING_LIMIT:
            raise Overloaded("too many writes are waiting", retry_after=1)
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        lane.append((wanted, answer))
        if tenant not in self._running:
            self._running[tenant] = asyncio.create_task(self._drain(tenant, lane))
        return await answer

    async def _drain(self, tenant: str, lane: deque[tuple[Q, asyncio.Future[A]]]) -> None:
        try:
            while lane:
                group = [lane.popleft() for _ in range(min(len(lane), LARGEST))]
                await self._store(tenant, [member for member in group if not member[1].cancelled()])
        finally:
            del self._running[tenant]

    async def _store(self, tenant: str, group: list[tuple[Q, asyncio.Future[A]]]) -> None:
        try:
            async with self._db.transaction(tenant) as tx:
                answers = await self._write(tx, [wanted for wanted, _ in group])
        except Exception as error:  # noqa: BLE001 - each member gets it, or its own after a try alone
            await self._fail(tenant, group, error)
            return
        for (_, future), answer in zip(group, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, Refused):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    async def _fail(self, tenant: str, group: list[tuple[Q, asyncio.Future[A]]], error: Exception) -> None:
        if len(group) > 1 and not isinstance(error, Overloaded):
            for member in group:
                await self._store(tenant, [member])
            return
        for _, future in group:
            if not future.done():
                future.set_exception(error)
