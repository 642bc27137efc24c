"""Nouns of the market: candles, the order book, how a symbol may be traded, and when all that was read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

Series = Literal["last", "mark", "index"]
# Why a part of the market is empty. ``no_such_exchange``: the library does not know it (any more).
Missing = Literal[
    "not_set_up", "library_missing", "no_such_exchange", "not_offered", "unknown_symbol", "unreachable",
    "nonsense",
]  # fmt: skip


class Candle(msgspec.Struct, frozen=True, kw_only=True):
    """Trading in one span of time from ``at``; the volume is in the base coin; mark prices have none."""

    at: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal | None = None


class Level(msgspec.Struct, frozen=True):
    """What waits in the book at one price."""

    price: Decimal
    amount: Decimal


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """The book of a symbol: the best price first on either side."""

    at: datetime
    bids: tuple[Level, ...] = ()
    asks: tuple[Level, ...] = ()


class Symbols(msgspec.Struct, frozen=True, kw_only=True):
    """How a symbol may be traded. None: not told."""

    symbol: str
    trading: bool = True
    tick: Decimal | None = None
    step: Decimal | None = None
    least_amount: Decimal | None = None
    least_value: Decimal | None = None
    highest_buy: Decimal | None = None
    lowest_sell: Decimal | None = None
    taker: Decimal | None = None
    maker: Decimal | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Which candles are asked for."""

    symbol: str
    market: Literal["spot", "contract"]
    since: datetime
    until: datetime
    seconds: int = 60
    series: Series = "last"

    @property
    def many(self) -> int:
        """How many candles it is."""
        return int((self.until - self.since) / timedelta(seconds=self.seconds)) + 1


class Candles(msgspec.Struct, frozen=True, kw_only=True):
    """Candles, oldest first, and when they were read; or why there are none."""

    read_at: datetime
    seconds: int = 60
    candles: Sequence[Candle] = ()
    missing: Missing | None = None


class BookRead(msgspec.Struct, frozen=True, kw_only=True):
    """The book, and when it was read; or why there is none."""

    read_at: datetime
    book: Book | None = None
    missing: Missing | None = None


class SymbolRead(msgspec.Struct, frozen=True, kw_only=True):
    """How a symbol may be traded, and when that was read; or why it is not known."""

    read_at: datetime
    symbol: Symbols | None = None
    missing: Missing | None = None


class PublicNetwork(msgspec.Struct, frozen=True, kw_only=True):
    """How a coin moves on a network by the public interface; None: not told.

    ``credit_at`` and ``unlock_at`` are confirmations: to be credited, and to be withdrawn again.
    """

    asset: str
    network: str
    deposits: bool | None = None
    withdrawals: bool | None = None
    fee: Decimal | None = None
    least_deposit: Decimal | None = None
    least_withdrawal: Decimal | None = None
    credit_at: int | None = None
    unlock_at: int | None = None


class NetworksRead(msgspec.Struct, frozen=True, kw_only=True):
    """How coins move by the public interface, and when that was read; or why it is not known."""

    read_at: datetime
    networks: Sequence[PublicNetwork] = ()
    missing: Missing | None = None
