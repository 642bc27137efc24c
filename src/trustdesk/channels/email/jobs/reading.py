"""Mails read side by side: what waits while others are read shares a child, so that a flood needs few."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec

from trustdesk.channels.email.parsing import Parsed, parsed, parsed_many
from trustdesk.kit import courtesy
from trustdesk.kit.confined import Unreadable

ONE = "trustdesk.channels.email.parsing:confined"
SEVERAL = "trustdesk.channels.email.parsing:confined_many"
AT_ONCE = 2
MOST = 16
ALONE = 64 * 1024  # larger mails keep nobody waiting: each has a child of its own

Run = Callable[[str, bytes], Awaitable[bytes]]


@dataclass(slots=True, eq=False)
class _Waiting:
    raw: bytes
    found: asyncio.Future[Parsed]


class Reader:
    """Reads mails in confined children. What one mail does to its child is never laid to another's charge."""

    def __init__(self, run: Run) -> None:
        """Take who runs a function on bytes in a child."""
        self._run = run
        self._waiting: deque[_Waiting] = deque()
        self._reading: set[asyncio.Task[None]] = set()

    async def read(self, raw: bytes) -> Parsed:
        """Read one mail; raises ``Unreadable``, with the code of what was too much."""
        if len(raw) > ALONE:
            return parsed(await self._run(ONE, raw))
        waiting = _Waiting(raw, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if len(self._reading) < AT_ONCE:
            task = asyncio.create_task(self._work())
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        return await waiting.found

    async def close(self) -> None:
        """Read no more."""
        for task in list(self._reading):
            task.cancel()
        await asyncio.gather(*self._reading, return_exceptions=True)

    async def _work(self) -> None:
        while self._waiting:
            await courtesy.give_way()  # whoever is typing comes first; meanwhile the group grows
            taken = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            group = [one for one in taken if not one.found.done()]
            try:
                await self._several(group)
            except Exception as error:  # noqa: BLE001 - each of them hears it
                for one in group:
                    _say(one, error)

    async def _several(self, group: list[_Waiting]) -> None:
        """Read a group in one child; if that ends the child, each in one of its own."""
        if len(group) > 1:
            try:
                answer = await self._run(SEVERAL, msgspec.msgpack.encode([one.raw for one in group]))
            except Unreadable:
                pass
            else:
                for one, outcome in zip(group, parsed_many(answer), strict=True):
                    _say(one, outcome.parsed or Unreadable(outcome.refused))
                return
        for one in group:
            try:
                _say(one, parsed(await self._run(ONE, one.raw)))
            except Unreadable as error:
                _say(one, error)


def _say(one: _Waiting, said: Parsed | Exception) -> None:
    if one.found.done():
        return
    if isinstance(said, Exception):
        one.found.set_exception(said)
    else:
        one.found.set_result(said)
