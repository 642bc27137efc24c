"""Grouped writes: what arrives while one group is written goes down together in the next.

No timer: a lone write goes at once, a busy desk forms groups by itself. Each write is
answered only after the commit that holds it, and they keep their order. When a group fails,
its members are tried singly, so that a poisoned one fails alone.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from trustdesk.kit import courtesy, failpoints
from trustdesk.kit.db import Database, Tx, UniqueViolation
from trustdesk.kit.errors import Overloaded, Refused

Q = TypeVar("Q")
A = TypeVar("A")
Group = list[tuple[Q, asyncio.Future[A]]]

LARGEST = 128
WAITING_LIMIT = 4_000


class Queue(Generic[Q, A]):
    """What waits at one tenant, and who writes it."""

    def __init__(self) -> None:
        """Start empty."""
        self.waiting: deque[tuple[Q, asyncio.Future[A]]] = deque()
        self.writing: asyncio.Task[None] | None = None

    def group(self) -> "Group[Q, A]":
        """Take those who still wait for an answer, as many as go down at once."""
        taken = (self.waiting.popleft() for _ in range(min(len(self.waiting), LARGEST)))
        return [member for member in taken if not member[1].cancelled()]


class Groups(Generic[Q, A]):
    """A queue per tenant; ``write`` stores many and answers each, in order."""

    def __init__(self, db: Database, write: Callable[[Tx, list[Q]], Awaitable[list[A | Refused]]]) -> None:
        """Take the verb that writes a group inside one transaction."""
        self._db = db
        self._write = write
        self._queues: dict[str, Queue[Q, A]] = {}

    async def submit(self, tenant: str, wanted: Q, *, patient: bool = False) -> A:
        """Store ``wanted`` durably and return its answer; raises its own refusal only.

        For what is ``patient`` nobody waits at a screen: it makes nobody else give way.
        """
        queue = self._queues.setdefault(tenant, Queue())
        if len(queue.waiting) >= WAITING_LIMIT:
            raise Overloaded("too many writes are waiting", retry_after=1)
        if not patient:
            courtesy.PRESSURE.add(1)
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        queue.waiting.append((wanted, answer))
        if queue.writing is None:
            queue.writing = asyncio.create_task(self._run(tenant, queue))
        return await answer

    async def _run(self, tenant: str, queue: Queue[Q, A]) -> None:
        try:
            while queue.waiting:
                if group := queue.group():
                    await self._store(tenant, group)
        finally:
            queue.writing = None

    async def _store(self, tenant: str, group: "Group[Q, A]", *, again: bool = False) -> None:
        failpoints.reach("before_group")
        try:
            async with self._db.transaction(tenant, brief=True) as tx:
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

    async def _fail(self, tenant: str, group: "Group[Q, A]", error: Exception, *, again: bool) -> None:
        if len(group) > 1 and not isinstance(error, Overloaded):
            for member in group:
                await self._store(tenant, [member])
            return
        if isinstance(error, UniqueViolation) and not again:
            # The same write was under way elsewhere; it is stored now, and found when looked for again.
            await self._store(tenant, group, again=True)
            return
        for _, future in group:
            if not future.done():
                future.set_exception(error)
