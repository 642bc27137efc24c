"""``python -m bench [part …]``: measure and print; without names, everything.

Parts: pages, idle, posts, live, sockets, lists, lines, telegram. Nothing is left running; bench data is kept (``bench.data``).
"""

import os
import signal
import sys
from collections.abc import Callable

from bench import idle, lines, lists, live, pages, posts, telegram
from bench.figures import Say, note, say

PARTS: dict[str, Callable[[Say], None]] = {
    "pages": pages.measure,
    "idle": idle.measure,
    "posts": posts.measure,
    "live": live.measure,
    "sockets": live.sockets,
    "lists": lists.measure,
    "lines": lines.measure,
    "telegram": telegram.measure,
}


def main(asked: list[str]) -> int:
    unknown = set(asked) - PARTS.keys()
    if unknown:
        note(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    # Told to end, it ends in order: what it has started ends with it.
    signal.signal(signal.SIGTERM, _end)
    note(f"{os.cpu_count()} processors, load before: {os.getloadavg()[0]:.2f}")
    for name, measure in PARTS.items():
        if not asked or name in asked:
            measure(say)
    return 0


def _end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
