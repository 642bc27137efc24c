"""The word lists of BIP-39, arranged for looking a word up in all of them at once.

Each spelling is interned: it stands in several tables, and once in memory.
"""

import sys
import unicodedata
from collections import defaultdict
from importlib import resources

LANGUAGES = (
    "english",
    "french",
    "spanish",
    "italian",
    "portuguese",
    "czech",
    "turkish",
    "russian",
    "korean",
    "japanese",
    "chinese_simplified",
    "chinese_traditional",
)
CHINESE = 3 << LANGUAGES.index("chinese_simplified")
# One word of the Russian list is published with a damaged letter; what people type is whole.
LOST_LETTER = "\ufffd\ufffd"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
LENGTHS = (24, 21, 18, 15, 12)


def spellings(word: str) -> set[str]:
    """Give ``word`` as people type it: composed, and without its accents."""
    composed = unicodedata.normalize("NFC", word).lower()
    if LOST_LETTER in composed:
        return {composed, *(composed.replace(LOST_LETTER, letter) for letter in CYRILLIC)}
    if "\u3040" <= composed[0] <= "\u30ff" or composed[0] >= "\uac00":
        return {composed}
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )
    # Typed in capitals, the Turkish "ı" cannot be told from "i".
    return {composed, composed.replace("ı", "i"), bare.lower().replace("ı", "i")}


def _lists() -> dict[str, tuple[str, ...]]:
    folder = resources.files("mnemonic") / "wordlist"
    texts = {name: (folder / f"{name}.txt").read_text(encoding="utf-8") for name in LANGUAGES}
    return {name: tuple(map(sys.intern, text.split())) for name, text in texts.items()}


def _masks(lists: dict[str, tuple[str, ...]]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for bit, name in enumerate(LANGUAGES):
        for word in lists[name]:
            for spelling in spellings(word):
                found[sys.intern(spelling)] |= 1 << bit
    # Steel plates and wallets take the first four letters of an English word for the whole.
    for word in lists["english"]:
        found[word[:4]] |= 1
    return dict(found)


def _ranks(lists: dict[str, tuple[str, ...]]) -> tuple[dict[str, int], ...]:
    return tuple(
        {sys.intern(spelling): rank for rank, word in enumerate(lists[name]) for spelling in spellings(word)}
        for name in LANGUAGES
    )


LISTS = _lists()
# Spelling -> the languages it belongs to, one bit each, in the order of LANGUAGES.
MASKS = _masks(LISTS)
# For each language: spelling -> place in the list, which is what the checksum is made of.
RANKS = _ranks(LISTS)
