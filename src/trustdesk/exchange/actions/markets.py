"""Market facts of one brand: candles, the book, how a symbol may be traded, how a coin moves.

Nobody waits for a market that does not answer: what is missing says why, what was read says when. Nothing
here decides anything; procedures read it.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from urllib.parse import urlencode

import msgspec

from trustdesk.brands import Brand
from trustdesk.exchange.actions.market_library import Absent, MarketLibrary
from trustdesk.exchange.model.market import BookRead, Candles, Missing, NetworksRead, Span, SymbolRead
from trustdesk.exchange.rules import markets as rules
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.kit.breakers import Breaker
from trustdesk.kit.egress import Answer, Bounds, Egress, Refused, Unreachable
from trustdesk.kit.settings import Settings

T = TypeVar("T", Candles, BookRead, SymbolRead, NetworksRead)

BOUNDS = Bounds(seconds=4.0, bytes=1024 * 1024)
FRESH = timedelta(seconds=30)
MOST_KEPT = 300
OK, UNKNOWN = 200, 404


class MarketSource(Protocol):
    """What a market is read from; answers are JSON in which every amount is a string of digits."""

    async def candles(self, span: Span) -> bytes:
        """Give candles: ``[[ms, open, high, low, close, volume], …]``."""
        ...

    async def book(self, symbol: str, market: str) -> bytes:
        """Give the book: ``{at, bids: [[price, amount], …], asks}``."""
        ...

    async def symbol(self, symbol: str, market: str) -> bytes:
        """Give how a symbol may be traded."""
        ...

    async def networks(self, asset: str) -> bytes:
        """Give how a coin moves."""
        ...

    async def close(self) -> None:
        """Let go of whatever is held."""
        ...


class SandboxMarket:
    """The sandbox's market, over HTTP."""

    def __init__(self, url: str, egress: Egress, bounds: Bounds = BOUNDS) -> None:
        """Take where it answers, and the way out."""
        self._url = url
        self._egress = egress
        self._bounds = bounds
        self._breaker = Breaker()

    async def candles(self, span: Span) -> bytes:
        """Read candles."""
        times = {"since": span.since.isoformat(), "until": span.until.isoformat(), "seconds": span.seconds}
        return await self._get("candles", symbol=span.symbol, market=span.market, series=span.series, **times)

    async def book(self, symbol: str, market: str) -> bytes:
        """Read the book."""
        return await self._get("book", symbol=symbol, market=market)

    async def symbol(self, symbol: str, market: str) -> bytes:
        """Read how a symbol may be traded."""
        return await self._get("symbol", symbol=symbol, market=market)

    async def networks(self, asset: str) -> bytes:
        """Read how a coin moves."""
        return await self._get("networks", asset=asset)

    async def close(self) -> None:
        """Nothing is held."""

    async def _get(self, what: str, **query: object) -> bytes:
        url = f"{self._url}/{what}?{urlencode(query)}"

        async def call() -> Answer:
            return await self._egress.get(url, {"accept": "application/json"}, bounds=self._bounds)

        answer = await self._breaker.through(call)
        if answer.status == UNKNOWN:
            raise Absent("unknown_symbol")
        if answer.status != OK:
            raise Unreachable(f"status {answer.status}")
        return answer.body


class Markets:
    """The market of one brand, or None behind it; what was read is kept a short while with its time."""

    def __init__(self, source: MarketSource | None) -> None:
        """Take what it is read from."""
        self._source = source
        self._kept: dict[object, Candles | BookRead | SymbolRead | NetworksRead] = {}

    async def candles(self, span: Span, now: datetime) -> Candles:
        """Read candles; never raises for what is out there."""
        key = ("candles", span)
        source = self._source
        if source is None:
            return Candles(read_at=now, seconds=span.seconds, missing="not_set_up")

        async def ask() -> Candles:
            found = rules.candles(await source.candles(span), span)
            return Candles(read_at=now, seconds=span.seconds, candles=found)

        empty = Candles(read_at=now, seconds=span.seconds)
        return await self._through(key, ask, empty, now)

    async def book(self, symbol: str, market: str, now: datetime) -> BookRead:
        """Read the book."""
        source = self._source
        if source is None:
            return BookRead(read_at=now, missing="not_set_up")

        async def ask() -> BookRead:
            return BookRead(read_at=now, book=rules.book(await source.book(symbol, market), now))

        return await self._through(("book", symbol, market), ask, BookRead(read_at=now), now)

    async def symbol(self, symbol: str, market: str, now: datetime) -> SymbolRead:
        """Read how a symbol may be traded."""
        source = self._source
        if source is None:
            return SymbolRead(read_at=now, missing="not_set_up")

        async def ask() -> SymbolRead:
            return SymbolRead(read_at=now, symbol=rules.symbol(await source.symbol(symbol, market)))

        return await self._through(("symbol", symbol, market), ask, SymbolRead(read_at=now), now)

    async def networks(self, asset: str, now: datetime) -> NetworksRead:
        """Read how a coin moves by the public interface."""
        source = self._source
        if source is None:
            return NetworksRead(read_at=now, missing="not_set_up")

        async def ask() -> NetworksRead:
            return NetworksRead(read_at=now, networks=rules.networks(await source.networks(asset)))

        return await self._through(("networks", asset), ask, NetworksRead(read_at=now), now)

    async def close(self) -> None:
        """Let go of what is held."""
        if self._source is not None:
            await self._source.close()

    async def _through(self, key: object, ask: Callable[[], Awaitable[T]], empty: T, now: datetime) -> T:
        kept = self._kept.get(key)
        if isinstance(kept, type(empty)) and now - kept.read_at < FRESH:
            return kept
        try:
            found = await ask()
        except Absent as absent:
            return _missing(empty, absent.why)
        except (Unreachable, Refused):
            return _missing(empty, "unreachable")
        except (Nonsense, ValueError, OverflowError):
            return _missing(empty, "nonsense")
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = found
        return found


def markets_of(brand: Brand, settings: Settings, egress: Egress) -> Markets:
    """Make the market of a brand: the library's where the brand names an exchange, else the sandbox's."""
    if brand.market is not None:
        return Markets(MarketLibrary(settings.market_python, brand.market.exchange, egress))
    if settings.sandbox_url and brand.connector is None:
        return Markets(SandboxMarket(f"{settings.sandbox_url}/market/{brand.slug}", egress))
    return Markets(None)


def _missing(empty: T, why: Missing) -> T:
    return msgspec.structs.replace(empty, missing=why)
