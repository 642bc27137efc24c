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
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.guard import planted
from trustdesk import guard

SHORT = "我的USDT充值没有到账，已经等了两个小时了，请帮忙看看"
LONG = ("I sent 500 USDT over TRC20 an hour ago and it is still not in my account. " * 7)[:500]
ROUNDS = 5
CALLS = 2_000
PLANTED = 4_200


def figure(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    print(json.dumps({"figure": name, "value": round(value, 2), "unit": unit}), flush=True)


def microseconds(text: str) -> float:
    """Measure one call in processor time, the median of several rounds: others may use the machine."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(CALLS):
            guard.clean(text)
        rounds.append((time.process_time() - began) / CALLS * 1e6)
    return statistics.median(rounds)


def phrase(language: str, rnd: random.Random) -> str:
    """Make a recovery phrase and set it out as people do."""
    return planted.written(rnd, planted.phrase(rnd, language, rnd.choice((12, 24))))


def makers() -> list[Callable[[random.Random], str]]:
    """One source of secrets for each kind, and for each language of recovery phrases."""
    phrases = [partial(phrase, language) for language in planted.SPACED + planted.CHINESE]
    return [make for _, make in planted.PROVED.values()] + phrases


def recall() -> float:
    """Plant secrets of every kind and language; the share that is masked from first to last letter."""
    rnd = random.Random(1)
    made = makers()
    masked = 0
    for count in range(PLANTED):
        before, after = rnd.choice(planted.BEFORE), rnd.choice(planted.AFTER)
        secret = made[count % len(made)](rnd)
        findings = guard.clean(f"{before}{secret}{after}").findings
        # The number before the first word of a list, brackets and quotes around it may stay.
        core = secret.strip(' 0123456789.)["]')
        start = len(before) + secret.index(core)
        masked += any(one.start <= start and one.end >= start + len(core) for one in findings)
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
