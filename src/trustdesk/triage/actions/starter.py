"""What triage knows from the start: our own examples in two languages, with what they mean beside them.

``words/vectors.bin`` holds the hash of the texts it was made from, then for each text in order a
factor and 384 small numbers. ``python -m scripts.examples`` makes it anew after an example has changed.
"""

import hashlib
import struct
import tomllib
from collections.abc import Sequence
from importlib.resources import files

import msgspec

from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.knowledge import DIMENSIONS
from trustdesk.triage.rules.features import Array, numbers

VECTORS = "vectors.bin"
LARGEST = 127


class Outdated(Exception):
    """The vectors were made from other texts."""


class Told(msgspec.Struct, frozen=True):
    """An example in words: how somebody asked, in which language, and about which topic that was."""

    locale: Locale
    topic: str
    text: str


def told() -> list[Told]:
    """Read our own examples, in the order of their files."""
    folder = files("trustdesk.triage") / "words"
    return [
        Told(locale, topic, text)
        for locale in LOCALES
        for topic, texts in tomllib.loads((folder / f"examples.{locale}.toml").read_text("utf-8")).items()
        for text in texts
    ]


def vectors(examples: Sequence[Told]) -> Array:
    """Read what our examples mean, a row each; raises ``Outdated``."""
    np = numbers()
    kept = (files("trustdesk.triage") / "words" / VECTORS).read_bytes()
    if kept[:32] != mark(examples):
        raise Outdated
    row = np.dtype([("factor", "<f4"), ("numbers", "i1", (DIMENSIONS,))])
    rows: Array = np.frombuffer(kept, dtype=row, offset=32)
    return rows["factor"][:, None] * rows["numbers"].astype("float32")


def mark(examples: Sequence[Told]) -> bytes:
    """Name these texts."""
    return hashlib.sha256("\n".join(one.text for one in examples).encode()).digest()


def packed(examples: Sequence[Told], found: Sequence[bytes]) -> bytes:
    """Put vectors down, each number in a byte."""
    np = numbers()
    parts = [mark(examples)]
    for one in found:
        vector: Array = np.frombuffer(one, dtype="float32")
        factor = float(np.abs(vector).max()) / LARGEST
        parts.append(struct.pack("<f", factor) + np.round(vector / factor).astype("int8").tobytes())
    return b"".join(parts)
