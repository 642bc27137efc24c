"""The words of a text as numbers: counted, hashed into buckets, so that a model keeps nobody's words."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias

import rjieba

from trustdesk.knowledge import folded, words

BUCKETS = 2_048  # for each of the two families: words with their neighbours, and pieces of words
PIECES = (3, 4, 5)
LATIN = re.compile(r"[a-z0-9]+")
CJK = re.compile(r"[㐀-鿿]+")
LONGEST = 600
Array: TypeAlias = Any  # of numbers, in rows
Counts: TypeAlias = tuple[dict[int, int], dict[int, int]]


def numbers() -> Array:
    """Give numpy, which takes its memory only where somebody needs it."""
    import numpy as np  # noqa: PLC0415 - see above

    return np


def counts(text: str) -> Counts:
    """Count a text's words and pieces, by bucket; the sign of a bucket is in its number's lowest bit."""
    plain = folded(text)[:LONGEST]
    return _hashed(_words(plain)), _hashed(_pieces(plain))


def _words(plain: str) -> Iterator[str]:
    cut: list[str] = rjieba.cut(plain) if CJK.search(plain) else LATIN.findall(plain)
    found = [word for word in cut if any(letter.isalnum() for letter in word)]
    yield from found
    yield from (f"{one} {next_one}" for one, next_one in pairwise(found))
    yield from (f"={word}" for word in words(plain))


def _pieces(plain: str) -> Iterator[str]:
    for run in CJK.findall(plain):
        yield from run
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    for word in LATIN.findall(plain):
        framed = f"<{word}>"
        for size in PIECES:
            yield from (framed[at : at + size] for at in range(max(len(framed) - size + 1, 1)))


def _hashed(pieces: Iterator[str]) -> dict[int, int]:
    return dict(Counter(_bucket(piece) for piece in pieces))


@cache
def _bucket(piece: str) -> int:
    return zlib.crc32(piece.encode()) % (2 * BUCKETS)


def matrix(counted: Sequence[Counts]) -> Array:
    """Lay counts out as rows, each family damped by logarithm; not yet weighed."""
    np = numbers()
    laid = np.zeros((len(counted), 2 * BUCKETS), dtype="float32")
    for row, families in enumerate(counted):
        for offset, family in zip((0, BUCKETS), families, strict=True):
            for bucket, count in family.items():
                damped = 1.0 + float(np.log(count))
                laid[row, offset + bucket // 2] += damped if bucket % 2 else -damped
    return laid


def rarity(laid: Array) -> Array:
    """Weigh buckets by how rare they are among the examples."""
    np = numbers()
    return np.log((1 + len(laid)) / (1 + (laid != 0).sum(axis=0))).astype("float32") + 1


def weighed(laid: Array, rare: Array) -> Array:
    """Weigh rows by rarity, each family brought to the same length."""
    np = numbers()
    rows = laid * rare
    for family in (slice(0, BUCKETS), slice(BUCKETS, None)):
        lengths = np.linalg.norm(rows[:, family], axis=1, keepdims=True)
        rows[:, family] /= np.maximum(lengths, 1e-9) * np.sqrt(2)
    return rows
