"""Conversation numbers: short enough to read aloud, safe against slips, telling nothing of volume.

``BG-7K3-M9QX``: the brand's prefix, six symbols, a check symbol. The alphabet leaves out what looks
or sounds alike (0 O, 1 I L, 2 Z, 5 S, 8). The check symbol is Luhn's algorithm modulo N, which
finds every single wrong symbol and nearly every swap of neighbours.
"""

import re

ALPHABET = "34679ACDEFGHJKMNPQRTUVWXYB"
BASE = len(ALPHABET)
LENGTH = 6
SPACE = BASE**LENGTH
# Coprime to BASE (26 = 2 · 13), so that multiplying walks through every number exactly once.
STEP = 181_081_427
START = 97_654_321
SHAPE = re.compile(r"([A-Z]{2})-?([A-Z0-9]{3})-?([A-Z0-9]{4})")


def make(prefix: str, count: int) -> str:
    """Write the ``count``-th number of the desk; different counts below 308,915,776 differ."""
    value = (count * STEP + START) % SPACE
    body = ""
    for _ in range(LENGTH):
        value, digit = divmod(value, BASE)
        body += ALPHABET[digit]
    return f"{prefix}-{body[:3]}-{body[3:]}{check_symbol(body)}"


def read(spoken: str) -> str | None:
    """Read a number as people write it (case, blanks, missing hyphens); None when it cannot be one."""
    found = SHAPE.fullmatch(re.sub(r"[\s–—_]", "", spoken).upper())
    if found is None:
        return None
    prefix, head, tail = found.groups()
    body = head + tail[:-1]
    if not set(body) <= set(ALPHABET) or check_symbol(body) != tail[-1]:
        return None
    return f"{prefix}-{head}-{tail}"


def check_symbol(body: str) -> str:
    """Compute the check symbol (Luhn mod N, N even)."""
    total = 0
    for place, symbol in enumerate(reversed(body)):
        value = ALPHABET.index(symbol) * (2 if place % 2 == 0 else 1)
        total += value // BASE + value % BASE
    return ALPHABET[-total % BASE]
