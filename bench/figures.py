"""Printing figures, one JSON line each; remarks for people go beside, not between."""

import sys
from collections.abc import Callable

import msgspec

Say = Callable[[str, float, str], None]


def say(figure: str, value: float, unit: str) -> None:
    line = {"figure": figure, "value": round(value, 4 if abs(value) < 1 else 2), "unit": unit}
    print(msgspec.json.encode(line).decode(), flush=True)


def note(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)
