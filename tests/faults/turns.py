"""Whose turn it was on a busy machine: how long a process ran, and how long it stood ready and waited."""

import asyncio
import time
from bisect import bisect_right
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

EVERY_SECONDS = 0.2
Look = tuple[float, int, float, float]  # when, which process, ran, waited: all in seconds


class Turns:
    """Looks at the first thread of a process, whichever it is at the time."""

    def __init__(self, pid: Callable[[], int]) -> None:
        self._pid = pid
        self._looks: list[Look] = []

    def look(self) -> None:
        pid = self._pid()
        with suppress(OSError, ValueError):
            ran, waited, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
            self._looks.append((time.time(), pid, int(ran) / 1e9, int(waited) / 1e9))

    def between(self, begun: float, ended: float) -> tuple[float, float]:
        """How long it ran and waited between two times, as far as it was the same process."""
        first, last = self._before(begun), self._before(ended)
        if first is None or last is None or first[1] != last[1]:
            return 0.0, 0.0
        return last[2] - first[2], last[3] - first[3]

    def _before(self, when: float) -> Look | None:
        place = bisect_right(self._looks, when, key=lambda look: look[0])
        return self._looks[place - 1] if place else None


@asynccontextmanager
async def watched(pid: Callable[[], int]) -> AsyncIterator[Turns]:
    """Look again and again while the body runs."""
    turns = Turns(pid)

    async def looking() -> None:
        while True:
            turns.look()
            await asyncio.sleep(EVERY_SECONDS)

    task = asyncio.create_task(looking())
    try:
        yield turns
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
