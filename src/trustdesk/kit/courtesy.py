"""Courtesy: work that nobody waits for at the screen gives way while many people write on this node.

Under load the processor is for who is typing; what reads, guesses and looks into things comes after, yet
never stops: it waits two seconds at most before each of its steps, and where it takes turns, one step waits
after the other. What somebody does wait for, though not at the keyboard, rests after each step as long as the
step took. What comes in by mail counts as nobody's typing.
"""

import asyncio
import math
import time

FADING_SECONDS = 0.2  # how fast what was written is forgotten
MANY = 20.0  # writes not forgotten yet: about a hundred a second
PAUSE_SECONDS = 0.02
PAUSES = 100  # two seconds
LONGEST_REST_SECONDS = 0.5


class Pressure:
    """How much has been written lately: each write counts one, and fades."""

    def __init__(self) -> None:
        """Begin calm."""
        self._level = 0.0
        self._at = 0.0

    def add(self, writes: int) -> None:
        """Count writes that go down now."""
        now = time.monotonic()
        self._level, self._at = self._faded(now) + writes, now

    def high(self) -> bool:
        """Tell whether many people write right now."""
        return self._faded(time.monotonic()) > MANY

    def _faded(self, now: float) -> float:
        return self._level * math.exp((self._at - now) / FADING_SECONDS)


PRESSURE = Pressure()


async def give_way(pauses: int = PAUSES) -> None:
    """Wait while many people write, two seconds at most unless less is said."""
    for _ in range(pauses):
        if not PRESSURE.high():
            return
        await asyncio.sleep(PAUSE_SECONDS)


class Turns:
    """Steps of one kind of work that give way one after the other, however many are due."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._turn = asyncio.Lock()

    async def take(self) -> None:
        """Wait for the turn, and then while many people write: under load one step in two seconds goes on."""
        async with self._turn:
            await give_way()


async def rest(took: float) -> None:
    """Wait while many people write, as long as a step took in seconds, and half a second at most."""
    await give_way(math.ceil(min(took, LONGEST_REST_SECONDS) / PAUSE_SECONDS))
