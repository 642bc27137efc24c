"""Small charts that prove something: candles of a span, few enough to be drawn and kept, no extreme lost. Pure."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.exchange import Book, Candle
from trustdesk.procedures.model.diagnosis import Chart, Level, Point, Series

MOST_CANDLES = 96
MOST_LEVELS = 24
LAST = Label("Last price", "最新成交价")
MARK = Label("Mark price", "标记价格")


def seconds(at: datetime) -> Decimal:
    """Write a moment as a chart does: whole seconds since 1970."""
    return Decimal(int(at.timestamp()))


def grouped(candles: Sequence[Candle], most: int = MOST_CANDLES) -> list[Candle]:
    """Put neighbouring candles together until there are few enough; highs and lows stay what they were."""
    size = -(-len(candles) // most) or 1
    parts = [candles[start : start + size] for start in range(0, len(candles), size)]
    return [
        Candle(
            at=part[0].at,
            open=part[0].open,
            high=max(one.high for one in part),
            low=min(one.low for one in part),
            close=part[-1].close,
        )
        for part in parts
    ]


def candle_series(candles: Sequence[Candle], label: Label = LAST) -> Series:
    """Draw candles."""
    points = tuple(
        Point(x=seconds(one.at), y=one.close, low=one.low, high=one.high, open=one.open)
        for one in grouped(candles)
    )
    return Series(label=label, shape="candles", points=points)


def line_series(candles: Sequence[Candle], side: str, label: Label) -> Series:
    """Draw the price that matters to a side as a line: the lows for a long, the highs for a short."""
    points = tuple(
        Point(x=seconds(one.at), y=one.low if side == "long" else one.high) for one in grouped(candles)
    )
    return Series(label=label, shape="line", points=points)


def book_chart(book: Book, quote: str, note: Label, price: Decimal | None = None) -> Chart:
    """Draw what waits in the book on either side, and an order's price."""

    def side(label: Label, levels: Sequence[tuple[Decimal, Decimal]]) -> Series:
        points = tuple(Point(x=at, y=amount) for at, amount in sorted(levels))
        return Series(label=label, shape="bars", points=points)

    bids = [(one.price, one.amount) for one in book.bids[:MOST_LEVELS]]
    asks = [(one.price, one.amount) for one in book.asks[:MOST_LEVELS]]
    own = Label("Price of the order", "委托价格")
    return Chart(
        title=Label("Order book now", "当前买卖盘"),
        axis="price",
        unit=quote,
        series=(side(Label("Buyers", "买盘"), bids), side(Label("Sellers", "卖盘"), asks)),
        levels=() if price is None else (Level(own, price, "accent", across=False),),
        note=note,
    )
