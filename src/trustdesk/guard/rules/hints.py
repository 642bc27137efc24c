"""Hints: words of which a text must hold one before a dearer question is asked of it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

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
