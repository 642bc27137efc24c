"""Grouped writes: what arrives while one group is written goes down together in the next.

No timer: a lone write goes at once, a busy desk forms groups by itself. Each write is
answered only after the commit that holds it. The next group is written while the one before
it commits: the order stays, as what both touch is locked until then, and the disk is not
waited for. When a group fails, its members are tried singly, so that a poisoned one fails
alone.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from trustdesk.kit import failpoints
from trustdesk.kit.db import Database, Tx, UniqueViolation
from trustdesk.kit.errors import Overloaded, Refused

Q = TypeVar("Q")
A = TypeVar("A")
Group = list[tuple[Q, asyncio.Future[A]]]

LARGEST = 128
FLIGHTS = 2  # one is written, one commits
WAITING_LIMIT = 4_000


class Lane(Generic[Q, A]):
    """What waits in one tenant, who is writing, and all that is not yet committed."""

    def __init__(self) -> None:
        """Start empty."""
        self.waiting: deque[tuple[Q, asyncio.Future[A]]] = deque()
        self.writing: object = None
        self.flights: set[asyncio.Task[None]] = set()

    def group(self) -> "Group[Q, A]":
        """Take those who still wait for an answer, as many as go down at once."""
        taken = (self.waiting.popleft() for _ in range(min(len(self.waiting), LARGEST)))
        return [member for member in taken if not member[1].cancelled()]


class Groups(Generic[Q, A]):
    """One lane per tenant; ``write`` stores many and answers each, in order."""

    def __init__(self, db: Database, write: Callable[[Tx, list[Q]], Awaitable[list[A | Refused]]]) -> None:
        """Take the verb that writes a group inside one transaction."""
        self._db = db
        self._write = write
        self._lanes: dict[str, Lane[Q, A]] = {}

    async def submit(self, tenant: str, wanted: Q) -> A:
        """Store ``wanted`` durably and return its answer; raises its own refusal only."""
        lane = self._lanes.setdefault(tenant, Lane())
        if len(lane.waiting) >= WAITING_LIMIT:
            raise Overloaded("too many writes are waiting", retry_after=1)
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        lane.waiting.append((wanted, answer))
        self._go(tenant, lane)
        return await answer

    def _go(self, tenant: str, lane: Lane[Q, A]) -> None:
        if lane.writing is None and len(lane.flights) < FLIGHTS and (group := lane.group()):
            lane.writing = turn = object()
            flight = asyncio.create_task(self._fly(tenant, lane, group, turn))
            lane.flights.add(flight)
            flight.add_done_callback(lambda done: self._landed(tenant, lane, done))

    def _landed(self, tenant: str, lane: Lane[Q, A], flight: asyncio.Task[None]) -> None:
        lane.flights.discard(flight)
        self._go(tenant, lane)

    async def _fly(self, tenant: str, lane: Lane[Q, A], group: "Group[Q, A]", turn: object) -> None:
        def written() -> None:
            if lane.writing is turn:
                lane.writing = None
                self._go(tenant, lane)

        try:
            await self._store(tenant, group, written)
        finally:
            written()

    async def _store(
        self, tenant: str, group: "Group[Q, A]", written: Callable[[], None], *, again: bool = False
    ) -> None:
        failpoints.reach("before_group")
        try:
            async with self._db.transaction(tenant) as tx:
                answers = await self._write(tx, [wanted for wanted, _ in group])
                written()
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
                await self._store(tenant, [member], _later)
            return
        if isinstance(error, UniqueViolation) and not again:
            # The same write was under way on another node; it is stored now, and found when looked for again.
            await self._store(tenant, group, _later, again=True)
            return
        for _, future in group:
            if not future.done():
                future.set_exception(error)


def _later() -> None:
    """Let nobody write before all that failed together has been tried singly."""
