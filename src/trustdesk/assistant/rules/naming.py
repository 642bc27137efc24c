"""What a customer names in passing: amounts with their coin, numbers of orders and accounts."""

import re
from collections.abc import Iterator

_AMOUNT = re.compile(
    r"(?<![\w.,])\d[\d,]*(?:\.\d+)?\s?(?:[A-Z]{3,6}|usdt|btc|eth|刀|U)(?![A-Za-z0-9])|(?<![\w.])[$¥€]\s?\d[\d,]*(?:\.\d+)?"
)
_NUMBER = re.compile(r"(?<![\w.])(?:[A-Za-z]{1,4}[-_]?)?\d{6,20}(?![\w.])")


def amounts(text: str) -> Iterator[str]:
    """Find amounts with their coin, as they were written."""
    yield from (" ".join(found[0].split()) for found in _AMOUNT.finditer(text))


def numbers(text: str) -> Iterator[str]:
    """Find numbers of orders, accounts and errors: six digits and more that are no hash."""
    yield from (found[0] for found in _NUMBER.finditer(text))
