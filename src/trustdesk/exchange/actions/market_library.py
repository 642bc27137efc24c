"""The library of exchanges, asked through a child of its own; what it wants fetched is fetched here.

The child has no network: it says what it wants, and that goes through the one way out, with its checks,
its deadlines and a breaker for each exchange. A child that hangs or answers nonsense is ended.
"""

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import msgspec

from trustdesk.exchange.model.market import Missing, Span
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.kit.breakers import Breaker
from trustdesk.kit.egress import Bounds, Egress, Refused, Unreachable

CHILD = Path(__file__).with_name("market_child.py")
BOUNDS = Bounds(seconds=6.0, bytes=16 * 1024 * 1024)
LONGEST_LINE = 32 * 1024 * 1024
MOST_FETCHES = 40
SECONDS = 20.0
START_SECONDS = 15.0
AT_ONCE = 2


class Absent(Exception):
    """There is nothing to read; ``why`` is the code that is shown."""

    def __init__(self, why: Missing) -> None:
        """Take why."""
        super().__init__(why)
        self.why: Missing = why


class Wish(msgspec.Struct, frozen=True):
    """What the library wants fetched."""

    url: str
    method: str = "GET"
    headers: dict[str, Any] = {}
    body: str | None = None


class Line(msgspec.Struct, frozen=True):
    """One line of the child's."""

    ready: str | None = None
    missing: Missing | None = None
    fetch: Wish | None = None
    done: msgspec.Raw = msgspec.Raw(b"")
    said: str = ""


class MarketLibrary:
    """The exchanges of one brand's library; ``python`` is the interpreter in which it is installed."""

    def __init__(self, python: str, exchange: str, egress: Egress, library: str = "ccxt") -> None:
        """Take the interpreter, the exchange as the library names it, and the way out; nothing starts yet."""
        self._python = python
        self._exchange = exchange
        self._egress = egress
        self._library = library
        self._breaker = Breaker(at_once=AT_ONCE)
        self._turn = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None
        self._asking: set[asyncio.Task[bytes]] = set()

    async def candles(self, span: Span) -> bytes:
        """Read candles."""
        since, until = (int(at.timestamp() * 1000) for at in (span.since, span.until))
        return await self._asked(
            "candles", symbol=span.symbol, market=span.market, series=span.series, seconds=span.seconds,
            since=since, until=until,
        )  # fmt: skip

    async def book(self, symbol: str, market: str) -> bytes:
        """Read the book."""
        return await self._asked("book", symbol=symbol, market=market)

    async def symbol(self, symbol: str, market: str) -> bytes:
        """Read how a symbol may be traded."""
        return await self._asked("symbol", symbol=symbol, market=market)

    async def networks(self, asset: str) -> bytes:
        """Read how a coin moves."""
        return await self._asked("networks", asset=asset)

    async def close(self) -> None:
        """End what is being asked, and the child."""
        for task in list(self._asking):
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        await self._end()

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None and child.returncode is None:
            child.kill()
            await child.wait()

    async def _asked(self, want: str, **more: object) -> bytes:
        if not self._python:
            raise Absent("library_missing")
        wanted = msgspec.json.encode({"want": want, "exchange": self._exchange, **more})
        # Whoever asks may give up; reading the list of symbols goes on, and is there the next time.
        task = asyncio.ensure_future(self._breaker.through(lambda: self._one(wanted)))
        self._asking.add(task)
        task.add_done_callback(self._asked_for)
        return await asyncio.shield(task)

    def _asked_for(self, task: asyncio.Task[bytes]) -> None:
        self._asking.discard(task)
        if not task.cancelled():
            task.exception()  # told to who still waits, if anybody does

    async def _one(self, wanted: bytes) -> bytes:
        async with self._turn:
            try:
                async with asyncio.timeout(SECONDS):
                    return await self._spoken(await self._started(), wanted)
            except TimeoutError as error:
                await self._end()
                raise Unreachable(f"no answer within {SECONDS:g} s") from error
            except (OSError, asyncio.IncompleteReadError, ValueError) as error:
                await self._end()
                raise Unreachable(f"the library ended: {error}"[:200]) from error
            except (asyncio.CancelledError, Nonsense):
                await self._end()
                raise

    async def _started(self) -> asyncio.subprocess.Process:
        if self._child is not None and self._child.returncode is None:
            return self._child
        self._child = await asyncio.create_subprocess_exec(
            self._python, "-I", str(CHILD), self._library, limit=LONGEST_LINE,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env={"PATH": "", "LANG": "C.UTF-8"},
        )  # fmt: skip
        async with asyncio.timeout(START_SECONDS):
            first = await _line(self._child)
        if first.missing is not None:
            await self._end()
            raise Absent(first.missing)
        return self._child

    async def _spoken(self, child: asyncio.subprocess.Process, wanted: bytes) -> bytes:
        await _write(child, wanted)
        for _ in range(MOST_FETCHES):
            said = await _line(child)
            if done := bytes(said.done):
                return done
            if said.missing in {"unreachable", "nonsense"}:
                raise Unreachable(said.said or said.missing)
            if said.missing is not None:
                raise Absent(said.missing)
            if said.fetch is None:
                raise Nonsense("the library said nothing")
            await _write(child, msgspec.json.encode(await self._fetched(said.fetch)))
        raise Nonsense("the library wants too much")

    async def _fetched(self, wish: Wish) -> dict[str, object]:
        headers = {str(name).lower(): str(value) for name, value in wish.headers.items()}
        try:
            if wish.method == "GET":
                answer = await self._egress.get(wish.url, headers, bounds=BOUNDS)
            elif wish.method == "POST":
                answer = await self._egress.post(wish.url, (wish.body or "").encode(), headers, BOUNDS)
            else:
                return {"refused": True}
        except (Refused, Unreachable):
            return {"refused": True}
        return {"status": answer.status, "body": answer.body.decode("utf-8", "replace")}


async def _write(child: asyncio.subprocess.Process, line: bytes) -> None:
    if child.stdin is None:
        raise OSError("no pipe")
    child.stdin.write(line + b"\n")
    with contextlib.suppress(ConnectionError):  # its end is read below
        await child.stdin.drain()


async def _line(child: asyncio.subprocess.Process) -> Line:
    if child.stdout is None:
        raise OSError("no pipe")
    line = await child.stdout.readline()
    if not line:
        raise OSError("it said nothing")
    try:
        return msgspec.json.decode(line, type=Line)
    except msgspec.MsgspecError as error:
        raise Nonsense(str(error)[:200]) from error
