"""The sandbox's market: one path of prices for each symbol, the same every time, around its stories. Pure.

Minutes count from the hour in which the world was made; before zero is the past in which the stories lie.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from trustdesk.exchange import Network

Key = tuple[str, str]
MINUTE = timedelta(minutes=1)
CENT = Decimal("0.01")
MOST = 1_500
LEVELS = 40
# Corners of the path: (minute, price). Between them it is straight, but for a little unrest.
CORNERS: dict[Key, Sequence[tuple[int, int]]] = {
    ("BTCUSDT", "spot"): (
        (-1500, 92400), (-600, 92100), (-426, 91620), (-421, 91230), (-416, 91480), (-300, 91900), (0, 92100),
    ),
    ("BTCUSDT", "contract"): (
        (-1500, 20040), (-720, 20010), (-300, 19930), (-243, 19872), (-240, 19722), (-234, 19790),
        (-90, 19980), (0, 20110),
    ),
}  # fmt: skip
UNREST = {"spot": Decimal(40), "contract": Decimal(6)}
# What a story turns on: the lowest price of one minute.
LOWS: dict[tuple[str, str, str], dict[int, Decimal]] = {
    ("BTCUSDT", "spot", "last"): {-420: Decimal("91150.00")},
    ("BTCUSDT", "contract", "last"): {-240: Decimal("19715.00")},
    ("BTCUSDT", "contract", "mark"): {-240: Decimal("19708.90")},
}
RULES: dict[str, dict[str, str]] = {
    "spot": {
        "tick": "0.01", "step": "0.00001", "least_amount": "0.00001", "least_value": "5", "taker": "0.001",
        "maker": "0.001",
    },
    "contract": {
        "tick": "0.01", "step": "0.001", "least_amount": "0.001", "least_value": "5", "taker": "0.0006",
        "maker": "0.0002",
    },
}  # fmt: skip


def known(symbol: str, market: str) -> bool:
    """Whether this is traded here."""
    return (symbol, market) in CORNERS


def price(symbol: str, market: str, minute: int) -> Decimal:
    """Give the price at the beginning of a minute."""
    corners = CORNERS[symbol, market]
    if minute <= corners[0][0]:
        return Decimal(corners[0][1])
    for (before, low), (after, high) in pairwise(corners):
        if minute <= after:
            return (low + Decimal(high - low) * (minute - before) / (after - before)).quantize(CENT)
    return Decimal(corners[-1][1])


def candles(key: Key, series: str, anchor: datetime, span: tuple[datetime, datetime, int]) -> Iterator[Any]:
    """Give candles as they travel: the milliseconds, then digits."""
    since, until, seconds = span
    width = max(1, seconds // 60)
    first = -(-int((since - anchor) / MINUTE) // width) * width
    for start in range(first, min(int((until - anchor) / MINUTE), first + MOST * width) + 1, width):
        parts = [_minute(key, series, start + n) for n in range(width)]
        low, high = min(one[2] for one in parts), max(one[1] for one in parts)
        at = int((anchor + start * MINUTE).timestamp() * 1000)
        volume = None if series == "mark" else f"{width * 3 + _unrest(key, series, start, 3):.2f}"
        yield [at, f"{parts[0][0]}", f"{high}", f"{low}", f"{parts[-1][3]}", volume]


def book(key: Key, minute: int, now: datetime) -> dict[str, Any]:
    """Give the book around the price of a minute."""
    middle = price(*key, minute)
    sides = {"bids": -1, "asks": 1}
    levels = {
        side: [
            [f"{middle + sign * (CENT * 150 + n * CENT * 75)}", f"{_unrest(key, side, n, 2) + CENT * 3:.3f}"]
            for n in range(LEVELS)
        ]
        for side, sign in sides.items()
    }
    return {"at": int(now.timestamp() * 1000), **levels}


def symbol(key: Key, minute: int) -> dict[str, Any]:
    """Tell how a symbol may be traded."""
    middle = price(*key, minute)
    bounds = {"highest_buy": middle * Decimal("1.1"), "lowest_sell": middle * Decimal("0.9")}
    limits = {name: f"{bound.quantize(CENT)}" for name, bound in bounds.items()}
    return {"symbol": key[0], "trading": True, **RULES[key[1]], **limits}


def network(one: Network) -> dict[str, Any]:
    """Tell how a coin moves, as it travels."""
    return {
        "asset": one.asset,
        "network": one.network,
        "deposits": one.deposits,
        "withdrawals": one.withdrawals,
        "fee": one.fee,
        "least_deposit": one.minimum,
        "credit_at": str(one.credit_at),
        "unlock_at": str(one.unlock_at),
    }


def _minute(key: Key, series: str, minute: int) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    opened, closed = price(*key, minute), price(*key, minute + 1)
    calm = UNREST[key[1]]
    high = max(opened, closed) + _unrest(key, series, minute, calm)
    low = min(opened, closed) - _unrest(key, f"{series} low", minute, calm)
    return opened, high, LOWS.get((*key, series), {}).get(minute, low), closed


def _unrest(key: Key, what: str, minute: int, most: Decimal | int) -> Decimal:
    """Give something between nothing and this, the same every time."""
    digest = hashlib.sha256("/".join((*key, what, str(minute))).encode()).digest()
    return (Decimal(int.from_bytes(digest[:4], "big")) / 2**32 * most).quantize(CENT)
