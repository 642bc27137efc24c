"""Breakers: what stands between us and an upstream that hangs.

Few calls at once, few that wait; after several failures in a row nobody is sent for a while, and then
one first. What is refused here costs nothing and is told at once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from trustdesk.kit.egress import Unreachable

T = TypeVar("T")

AT_ONCE = 16
MOST_WAITING = 64
FAILURES = 5
PAUSE_SECONDS = 15.0


class Breaker:
    """Guards one upstream on this node."""

    def __init__(self, *, at_once: int = AT_ONCE, waiting: int = MOST_WAITING) -> None:
        """Take how many calls may run, and how many may wait for their turn."""
        self._turn = asyncio.Semaphore(at_once)
        self._room = at_once + waiting
        self._inside = 0
        self._failures = 0
        self._shut_until = 0.0

    @property
    def shut(self) -> bool:
        """Tell whether nobody is sent now."""
        return asyncio.get_running_loop().time() < self._shut_until

    async def through(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make the call and return its answer; raises ``Unreachable`` at once while it is of no use."""
        if self.shut:
            raise Unreachable("not asked: it failed several times just now")
        if self._inside >= self._room:
            raise Unreachable("not asked: too many wait for it already")
        if self._failures >= FAILURES:
            self._close()  # only this one goes, to find out
        self._inside += 1
        try:
            async with self._turn:
                answer = await call()
        except Unreachable:
            self._failures += 1
            if self._failures >= FAILURES:
                self._close()
            raise
        finally:
            self._inside -= 1
        self._failures, self._shut_until = 0, 0.0
        return answer

    def _close(self) -> None:
        self._shut_until = asyncio.get_running_loop().time() + PAUSE_SECONDS
