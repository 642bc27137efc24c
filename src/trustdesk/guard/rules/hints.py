"""Hints: words of which a text must hold one before a dearer question is asked of it."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from ahocorasick_rs import AhoCorasick

Mark = int  # one bit for each set of hints
EVERY_MARK: Final = -1
_FIGURE = re.compile(r"\d")
Holds = Callable[[str], re.Match[str] | None]


def any_of(hints: Iterable[str]) -> Holds:
    """Make the question whether a text holds any of these: one pass over it, common beginnings tried once."""
    tree: dict[str, Any] = {}
    for hint in hints:
        branch = tree
        for letter in hint:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return re.compile(_pattern(tree)).search


def _pattern(tree: dict[str, Any]) -> str:
    if "" in tree:
        return ""  # whatever begins like this holds it
    ways = [re.escape(letter) + _pattern(branch) for letter, branch in sorted(tree.items())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


class Sieve:
    """Sets of hints that are all looked for in one pass over a text, however many they are; and any figure."""

    def __init__(self) -> None:
        """Begin with the mark of texts that hold a figure."""
        self._sets: dict[str, Mark] = {}
        self._count = 0
        self._automaton: AhoCorasick | None = None
        self.figures = self.any_of(())

    def any_of(self, hints: Iterable[str]) -> Mark:
        """Add a set of hints in lower case; the bit it gives is set in the marks of every text that holds one."""
        mark = 1 << self._count
        self._count += 1
        for hint in hints:
            self._sets[hint] = self._sets.get(hint, 0) | mark
        self._automaton = None
        return mark

    def marks(self, low: str) -> Mark:
        """Give the bits of all sets of which a text in lower case holds a hint, and whether it holds a figure."""
        if self._automaton is None:
            self._automaton = AhoCorasick(self._sets, store_patterns=True)
        found = self.figures if _FIGURE.search(low) else 0
        try:
            for hint in self._automaton.find_matches_as_strings(low, overlapping=True):
                found |= self._sets[hint]
        except UnicodeEncodeError:  # half a surrogate pair, which no sieve of bytes can read
            return EVERY_MARK
        return found


# The one sieve of all rules that look for secrets.
SECRETS: Final = Sieve()
