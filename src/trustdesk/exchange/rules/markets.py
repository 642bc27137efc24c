"""Judging what a market interface answers: digits into Decimals, statuses into our own words. Pure.

Digits arrive as strings, as the exchange wrote them. A number without quotes is refused: it has been a float.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, TypeVar

import msgspec

from trustdesk.exchange.model.market import Book, Candle, Level, PublicNetwork, Span, Symbols
from trustdesk.exchange.rules.answers import Nonsense

T = TypeVar("T")

Millis = Annotated[int, msgspec.Meta(ge=0, lt=4_102_444_800_000)]
Number = Annotated[str, msgspec.Meta(max_length=60)]
MOST_LEVELS = 400
MOST_CANDLES = 1_500
LARGEST, SMALLEST = Decimal("1e18"), Decimal("1e-30")
WIDTHS = (60, 300, 900, 3600, 14_400, 86_400)
MOST_WANTED = 600  # candles in one picture; a longer time is read in wider ones

# Deposit statuses that the library leaves as they are; 7xxxx: the chain took the block of the credit back.
DEPOSIT_STATUS: Mapping[str, str] = {
    "0": "seen", "1": "confirming", "2": "confirming", "3": "credited", "4": "refused", "7": "rolled_back",
    "10011": "held", "10012": "credited", "70011": "rolled_back", "70012": "rolled_back",
    "70013": "rolled_back",
}  # fmt: skip
WITHDRAWAL_STATUS: Mapping[str, str] = {
    "securitycheck": "checking", "pending": "waiting", "moreinformationrequired": "checking",
    "blockchainconfirmed": "confirmed", "success": "confirmed", "cancelbyuser": "cancelled",
    "reject": "refused", "fail": "failed", "unknown": "waiting",
}  # fmt: skip


class WireBook(msgspec.Struct, frozen=True):
    """A book as it travels: prices and amounts as digits."""

    at: Millis | None = None
    bids: list[tuple[Number, Number]] = []
    asks: list[tuple[Number, Number]] = []


class WireSymbol(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of a symbol as they travel."""

    symbol: str
    trading: bool | None = True
    tick: Number | None = None
    step: Number | None = None
    least_amount: Number | None = None
    least_value: Number | None = None
    highest_buy: Number | None = None
    lowest_sell: Number | None = None
    taker: Number | None = None
    maker: Number | None = None


class WireNetwork(msgspec.Struct, frozen=True, kw_only=True):
    """A coin on a network as it travels."""

    asset: str
    network: str
    deposits: bool | None = None
    withdrawals: bool | None = None
    fee: Number | None = None
    least_deposit: Number | None = None
    least_withdrawal: Number | None = None
    credit_at: Number | None = None
    unlock_at: Number | None = None


WireCandle = tuple[Millis, Number, Number, Number, Number, Number | None]


def width_for(since: datetime, until: datetime) -> int:
    """Give the width of candles, in seconds, that shows a span of time in one picture."""
    long = (until - since) / timedelta(seconds=1)
    return next((width for width in WIDTHS if long / width <= MOST_WANTED), WIDTHS[-1])


def candles(body: bytes, span: Span) -> list[Candle]:
    """Read candles, oldest first, each time once, within the span; raises ``Nonsense`` for what cannot be."""
    found = [_candle(row) for row in _decoded(body, list[WireCandle])[:MOST_CANDLES]]
    early = span.since - timedelta(seconds=span.seconds)
    inside = {one.at: one for one in found if early < one.at <= span.until}
    return [inside[at] for at in sorted(inside)]


def book(body: bytes, now: datetime) -> Book:
    """Read a book, the best price first; a crossed one is nonsense."""
    wire = _decoded(body, WireBook)
    bids, asks = _levels(wire.bids, falling=True), _levels(wire.asks, falling=False)
    if bids and asks and bids[0].price >= asks[0].price:
        raise Nonsense("the best bid is not below the best ask")
    return Book(at=now if wire.at is None else _at(wire.at), bids=bids, asks=asks)


def symbol(body: bytes) -> Symbols:
    """Read how a symbol may be traded."""
    wire = _decoded(body, WireSymbol)
    rates = {"taker", "maker"}  # a maker's may be below zero
    said = {
        name: _amount(text, negative=name in rates)
        for name in wire.__struct_fields__
        if name not in {"symbol", "trading"} and (text := getattr(wire, name)) is not None
    }
    return Symbols(symbol=wire.symbol, trading=wire.trading is not False, **said)


def networks(body: bytes) -> list[PublicNetwork]:
    """Read how coins move; a count of confirmations that is no count is left out."""
    return [
        PublicNetwork(
            asset=one.asset,
            network=one.network,
            deposits=one.deposits,
            withdrawals=one.withdrawals,
            fee=_maybe(one.fee),
            least_deposit=_maybe(one.least_deposit),
            least_withdrawal=_maybe(one.least_withdrawal),
            credit_at=_count(one.credit_at),
            unlock_at=_count(one.unlock_at),
        )
        for one in _decoded(body, list[WireNetwork])
    ]


def deposit_state(raw: str) -> str | None:
    """Name a deposit status of an exchange in our words; None for one that nobody has told us of."""
    return DEPOSIT_STATUS.get(raw.strip())


def withdrawal_state(raw: str) -> str | None:
    """Name a withdrawal status of an exchange in our words; None for one that nobody has told us of."""
    return WITHDRAWAL_STATUS.get("".join(raw.casefold().split("_")).replace(" ", ""))


def _candle(row: WireCandle) -> Candle:
    at, opened, high, low, closed, volume = row
    made = Candle(
        at=_at(at),
        open=_amount(opened),
        high=_amount(high),
        low=_amount(low),
        close=_amount(closed),
        volume=_maybe(volume),
    )
    if not made.low <= min(made.open, made.close) <= max(made.open, made.close) <= made.high:
        raise Nonsense(f"a candle at {made.at.isoformat()} is not within its own high and low")
    return made


def _levels(rows: Sequence[tuple[str, str]], *, falling: bool) -> tuple[Level, ...]:
    levels = [Level(_amount(price), _amount(amount)) for price, amount in rows[:MOST_LEVELS]]
    return tuple(sorted(levels, key=lambda one: one.price, reverse=falling))


def _at(millis: int) -> datetime:
    return datetime.fromtimestamp(millis / 1000, UTC)


def _maybe(text: str | None) -> Decimal | None:
    return None if text is None or not text.strip() else _amount(text)


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 8 else None  # noqa: PLR2004


def _amount(text: str, *, negative: bool = False) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise Nonsense(f"{text[:40]!r} is no amount") from error
    size = abs(amount) if amount.is_finite() else LARGEST
    if size >= LARGEST or (size and size < SMALLEST) or (amount < 0 and not negative):
        raise Nonsense(f"{text[:40]!r} is no amount")
    return amount


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Nonsense(str(error)[:200]) from error
