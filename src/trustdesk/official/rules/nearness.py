"""How near two writings are, and where exactly they differ."""

import re
from difflib import SequenceMatcher

from trustdesk.official.model import Piece, PieceMark
from trustdesk.official.rules.confusables import name_of, plain

LONGEST = 253
PARTS = re.compile(r"([.@_-])")
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORT, LONG = 5, 8
MARKS: dict[str, PieceMark] = {"equal": "same", "replace": "changed", "delete": "added", "insert": "missing"}


def distance(given: str, official: str) -> int:
    """Count the letters to change, add, leave out or swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(official) + 1))
    for place, letter in enumerate(given, start=1):
        earlier, before, row = before, row, [place]
        for other, wanted in enumerate(official, start=1):
            cost = min(before[other] + 1, row[other - 1] + 1, before[other - 1] + (letter != wanted))
            swapped = place > 1 and other > 1 and letter == official[other - 2] and given[place - 2] == wanted
            row.append(min(cost, earlier[other - 2] + 1) if swapped else cost)
    return row[-1]


def slip(given: str, name: str) -> bool:
    """Whether ``given`` is ``name`` with a slip of the fingers; in short names only typical ones count."""
    if given == name or abs(len(given) - len(name)) > 1 + (len(name) >= LONG):
        return False
    apart = distance(given, name)
    if len(name) >= SHORT:
        return apart <= 1 + (len(name) >= LONG)
    return apart == 1 and _typical(given, name)


def _typical(given: str, name: str) -> bool:
    """A doubled letter, two swapped, or the key beside the right one."""
    if len(given) == len(name):
        wrong = [(one, two) for one, two in zip(given, name, strict=True) if one != two]
        return len(wrong) > 1 or _neighbours(*wrong[0])
    doubled = (name[:place] + name[place - 1] + name[place:] for place in range(1, len(name) + 1))
    return given in doubled


def _neighbours(one: str, two: str) -> bool:
    for above, below in zip(ROWS, (*ROWS[1:], ""), strict=True):
        place = above.find(one)
        if place >= 0 and two in above[max(0, place - 1) : place + 2] + below[max(0, place - 1) : place + 1]:
            return True
        place = below.find(one)
        if place >= 0 and two in above[place : place + 2]:
            return True
    return False


def nearest(given: str, officials: tuple[str, ...]) -> str:
    """Give the official writing that ``given`` is nearest to."""
    seen = plain(given)[:LONGEST]
    return min(officials, key=lambda one: distance(seen, one[:LONGEST]), default="")


def difference(given: str, official: str) -> tuple[Piece, ...]:
    """Draw ``given`` against ``official``, letter by letter; strange letters are spelt out."""
    parts, wanted = PARTS.split(given[:LONGEST]), PARTS.split(official[:LONGEST])
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, parts, wanted, autojunk=False).get_opcodes():
        one, two = parts[a:b], wanted[c:d]
        if kind == "replace" and len(one) == len(two):
            for pair in zip(one, two, strict=True):
                pieces += _letters(*pair)
        elif kind == "replace":
            pieces += _letters("".join(one), "".join(two))
        else:
            pieces.append(_piece(MARKS[kind], "".join(one), "".join(two)))
    return tuple(pieces)


def _letters(given: str, official: str) -> list[Piece]:
    """Compare letter by letter where one part can be read as the other; else one stands for the other."""
    inside = official and given and (official in plain(given) or given in official)
    if not inside and distance(plain(given), official) > max(1, len(official) // 3):
        return [_piece("changed", given, official)]
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, given, official, autojunk=False).get_opcodes():
        one, two = given[a:b], official[c:d]
        if kind == "replace" and len(one) == len(two):
            pieces += [_piece("changed", *pair) for pair in zip(one, two, strict=True)]
        else:
            pieces.append(_piece(MARKS[kind], one, two))
    return pieces


def _piece(mark: PieceMark, given: str, official: str) -> Piece:
    names = () if mark == "same" else tuple(name_of(letter) for letter in given if not letter.isascii())
    return Piece(mark, given, official, names)
