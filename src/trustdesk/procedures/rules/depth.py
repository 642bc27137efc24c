"""Walking the book: how much an order could take at once, at which price, what waits ahead. Pure."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Literal

import msgspec

from trustdesk.exchange import Book, Level

ZERO = Decimal(0)
DIGITS = 60


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """What an order takes from the book: amounts in the base coin, ``value`` in the quote coin."""

    filled: Decimal
    left: Decimal
    value: Decimal
    levels: int
    average: Decimal | None
    worst: Decimal | None


def walk(book: Book, side: Literal["buy", "sell"], amount: Decimal, limit: Decimal | None = None) -> Walk:
    """Walk the other side of the book, no further than the limit: how much would have filled at once."""
    left, value, levels, worst = amount, ZERO, 0, None
    with localcontext(prec=DIGITS):
        for level in _best_first(book, side):
            if left <= 0 or (limit is not None and _beyond(level.price, limit, side)):
                break
            taken = min(left, level.amount)
            left, value, levels, worst = left - taken, value + taken * level.price, levels + 1, level.price
        filled = amount - left
        average = value / filled if filled else None
    return Walk(filled=filled, left=left, value=value, levels=levels, average=average, worst=worst)


def waiting_ahead(book: Book, side: Literal["buy", "sell"], price: Decimal) -> Decimal:
    """Sum what lies in the book at a better price or the same: it may be served before an order there."""
    own = book.bids if side == "buy" else book.asks
    return sum((one.amount for one in own if not _beyond(price, one.price, side)), ZERO)


def would_take(book: Book, side: Literal["buy", "sell"], price: Decimal) -> bool | None:
    """Whether an order at this price trades at once, which post-only refuses; None for an empty book."""
    levels = _best_first(book, side)
    return None if not levels else not _beyond(levels[0].price, price, side)


def _best_first(book: Book, side: Literal["buy", "sell"]) -> Sequence[Level]:
    levels = book.asks if side == "buy" else book.bids
    return sorted(levels, key=lambda one: one.price, reverse=side == "sell")


def _beyond(price: Decimal, limit: Decimal, side: Literal["buy", "sell"]) -> bool:
    return price > limit if side == "buy" else price < limit
