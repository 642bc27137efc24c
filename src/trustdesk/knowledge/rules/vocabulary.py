"""The words under which articles are found: one script, one word per thing, small slips forgiven."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import cast

import opencc
import rjieba

from trustdesk.knowledge.rules.synonyms import SAME, STOP

WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
CJK = re.compile(r"[㐀-鿿]")
CASE_NUMBER = re.compile(r"\b[a-z]{2,3}-[a-z0-9]{3}-[a-z0-9]{4}\b")
CASE = "case"
SHORTEST_FORGIVEN = 4


def words(text: str) -> list[str]:
    """Cut a text into the words it is found by: folded, simplified, the trade's synonyms made one."""
    plain = folded(text)
    found: list[str] = []
    framed = f" {plain} "
    for phrase, one in _phrases():
        if phrase in framed:
            found += [one] * framed.count(phrase)
    # A number of ours stands for what it numbers.
    plain, numbered = CASE_NUMBER.subn(" ", plain)
    found += [CASE] * numbered
    pieces = rjieba.cut_for_search(plain) if CJK.search(plain) else WORD.findall(plain)
    canon = _canon()
    for piece in pieces:
        word = canon.get(piece, piece)
        if piece not in STOP and any(letter.isalnum() for letter in piece):
            found.append(_stem(word))
    return found


def folded(text: str) -> str:
    """Write a text in one form: full and half width alike, simplified characters, small letters."""
    return simplified(unicodedata.normalize("NFKC", text)).casefold()


def simplified(text: str) -> str:
    """Write traditional Chinese in simplified characters; everything else stays."""
    return _converter()(text) if CJK.search(text) else text


def forgiven(asked: Sequence[str], known: Mapping[str, int]) -> list[str]:
    """Replace a Latin word nobody uses by the most used one that differs in one slip of the finger."""
    return [word if word in known else _nearest(word, known) for word in asked]


def _nearest(word: str, vocabulary: Mapping[str, int]) -> str:
    if len(word) < SHORTEST_FORGIVEN or not word.isascii():
        return word
    near = [known for known in _slips(word) if known in vocabulary]
    return max(near, key=lambda known: (vocabulary[known], known)) if near else word


def _slips(word: str) -> set[str]:
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    gone = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    other = {a + letter + b[1:] for a, b in halves if b for letter in letters}
    more = {a + letter + b for a, b in halves for letter in letters}
    return gone | swapped | other | more


def _stem(word: str) -> str:
    """Leave off an English plural: enough for titles and questions."""
    if word.isascii() and len(word) > SHORTEST_FORGIVEN and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


@cache
def _canon() -> dict[str, str]:
    return {word: group[0] for group in SAME for word in group}


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """List what the cutter would take apart: phrases of several words, and Chinese terms it may not know."""
    return tuple(
        (word if CJK.search(word) else f" {word} ", group[0])
        for group in SAME
        for word in group
        if " " in word or (CJK.search(word) and len(word) > 1)
    )


@cache
def _converter() -> Callable[[str], str]:
    return cast("Callable[[str], str]", opencc.OpenCC("t2s").convert)
