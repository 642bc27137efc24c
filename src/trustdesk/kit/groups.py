"""Grouped writes: what arrives while one group commits goes down together in the next.

No timer: a lone write goes at once, a busy desk forms groups by itself. Each write is
answered only after the commit that holds it. Two groups of a tenant may be under way at
once, one being written while the other is made ready; writes about the same thing always
take the same lane and so keep their order. When a group fails, its members are tried
singly, so that a poisoned one fails alone.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from trustdesk.kit import failpoints
from trustdesk.kit.db import Database, Tx, UniqueViolation
from trustdesk.kit.errors import Overloaded, Refused

Q = TypeVar("Q")
A = TypeVar("A")
Lane = tuple[str, int]

LARGEST = 128
LANES = 2
WAITING_LIMIT = 4_000


class Groups(Generic[Q, A]):
    """A few lanes per tenant; ``write`` stores many and answers each, in order."""

    def __init__(
        self,
        db: Database,
        write: Callable[[Tx, list[Q]], Awaitable[list[A | Refused]]],
        about: Callable[[Q], Hashable],
    ) -> None:
        """Take the verb that writes a group inside one transaction, and what a write is about."""
        self._db = db
        self._write = write
        self._about = about
        self._waiting: dict[Lane, deque[tuple[Q, asyncio.Future[A]]]] = {}
        self._running: dict[Lane, asyncio.Task[None]] = {}

    async def submit(self, tenant: str, wanted: Q) -> A:
        """Store ``wanted`` durably and return its answer; raises its own refusal only."""
        lane = (tenant, hash(self._about(wanted)) % LANES)
        waiting = self._waiting.setdefault(lane, deque())
        if len(waiting) >= WAITING_LIMIT:
            raise Overloaded("too many writes are waiting", retry_after=1)
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        waiting.append((wanted, answer))
        if lane not in self._running:
            self._running[lane] = asyncio.create_task(self._drain(lane, waiting))
        return await answer

    async def _drain(self, lane: Lane, waiting: deque[tuple[Q, asyncio.Future[A]]]) -> None:
        try:
            while waiting:
                group = [waiting.popleft() for _ in range(min(len(waiting), LARGEST))]
                await self._store(lane[0], [member for member in group if not member[1].cancelled()])
        finally:
            del self._running[lane]

    async def _store(
        self, tenant: str, group: list[tuple[Q, asyncio.Future[A]]], *, again: bool = False
    ) -> None:
        failpoints.reach("before_group")
        try:
            async with self._db.transaction(tenant) as tx:
                answers = await self._write(tx, [wanted for wanted, _ in group])
        except Exception as error:  # noqa: BLE001 - each member gets it, or its own after a try alone
            await self._fail(tenant, group, error, again=again)
            return
        failpoints.reach("after_group")
        for (_, future), answer in zip(group, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, Refused):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    async def _fail(
        self, tenant: str, group: list[tuple[Q, asyncio.Future[A]]], error: Exception, *, again: bool
    ) -> None:
        if len(group) > 1 and not isinstance(error, Overloaded):
            for member in group:
                await self._store(tenant, [member])
            return
        if isinstance(error, UniqueViolation) and not again:
            # The same write was under way on another node; it is stored now, and found when looked for again.
            await self._store(tenant, group, again=True)
            return
        for _, future in group:
            if not future.done():
                future.set_exception(error)
