"""How fast and how well secrets are recognised: one JSON line a figure.

With ``BANKING77`` naming the training file of that data set, also how many of its 10,003 ordinary
questions would be altered.
"""

import csv
import json
import os
import random
import statistics
import time
from pathlib import Path

from tests.guard import planted
from trustdesk import guard

SHORT = "我的USDT充值没有到账，已经等了两个小时了，请帮忙看看"
LONG = ("I sent 500 USDT over TRC20 an hour ago and it is still not in my account. " * 7)[:500]
ROUNDS = 5
CALLS = 2_000
PLANTED = 2_000


def figure(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    print(json.dumps({"figure": name, "value": round(value, 2), "unit": unit}), flush=True)


def microseconds(text: str) -> float:
    """Measure one call, the median of several rounds."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(CALLS):
            guard.clean(text)
        rounds.append((time.perf_counter() - began) / CALLS * 1e6)
    return statistics.median(rounds)


def recall() -> float:
    """Plant secrets of every kind whose shape proves them; the share that is masked."""
    rnd = random.Random(1)
    masked = 0
    for count in range(PLANTED):
        _, make = list(planted.PROVED.values())[count % len(planted.PROVED)]
        secret = make(rnd)
        text = rnd.choice(planted.BEFORE) + secret + rnd.choice(planted.AFTER)
        masked += secret not in guard.clean(text).text
    return masked / PLANTED * 100


def main() -> None:
    """Print all figures."""
    figure("guard_short_us", microseconds(SHORT), "us")
    figure("guard_500_us", microseconds(LONG), "us")
    figure("guard_500_rps", 1e6 / microseconds(LONG), "messages/s")
    figure("guard_recall", recall(), "%")
    if data := os.environ.get("BANKING77"):
        with Path(data).open(encoding="utf-8") as file:
            texts = [row["text"] for row in csv.DictReader(file)]
        figure("guard_banking77_altered", sum(guard.clean(text).text != text for text in texts), "rows")


if __name__ == "__main__":
    main()
