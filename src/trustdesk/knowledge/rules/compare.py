"""What has changed between two texts, line by line."""

import difflib
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

Mark = Literal["same", "gone", "new"]
MOST_LINES = 4_000  # beyond this, comparing costs more than it tells


class Line(Struct, frozen=True):
    """One line, and whether it was there before, is there now, or both."""

    mark: Mark
    text: str


def compared(before: str, now: str) -> list[Line]:
    """Compare two texts; what was there before comes before what is there instead."""
    return list(_lines(before.split("\n"), now.split("\n")))


def fresh(before: str, now: str) -> list[int]:
    """Number the lines of ``now``, from nought, that are not as they were ``before``."""
    place = 0
    found: list[int] = []
    for line in compared(before, now):
        if line.mark == "new":
            found.append(place)
        place += line.mark != "gone"
    return found


def _lines(before: list[str], now: list[str]) -> Iterator[Line]:
    if len(before) + len(now) > MOST_LINES:
        yield from (Line("gone", text) for text in before)
        yield from (Line("new", text) for text in now)
        return
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            yield from (Line("same", text) for text in before[i1:i2])
            continue
        yield from (Line("gone", text) for text in before[i1:i2])
        yield from (Line("new", text) for text in now[j1:j2])
