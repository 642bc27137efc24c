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

from tests.guard import announced, planted
from tests.guard.ordinary import EVERYDAY
from trustdesk import guard

SHORT = "我的USDT充值没有到账，已经等了两个小时了，请帮忙看看"
MIXED = (
    "您好，我的充值还没有到账。I sent 500 USDT over TRC20 an hour ago, TxID "
    "9b0c6f1d4b7f0a4b2d8c2b1e0f6a7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7, order 8847123550012. 页面一直显示处理中，"
    "密码我也忘记了，验证码收不到，已经等了两个小时。Please check my account 27182818 and tell me what you need from me. "
    "昨天提现了一千个 USDT，手续费扣了 1.5，到现在链上还查不到记录，请帮忙看看是什么情况，谢谢您。The app says that "
    "withdrawals are under maintenance until 18:00 UTC, is that right? 我在线等您的回复，希望尽快处理，非常着急。Thank you!"
)
LONG = ("I sent 500 USDT over TRC20 an hour ago and it is still not in my account. " * 7)[:500]
ROUNDS = 5
CALLS = 2_000
PLANTED = 10_000


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


Planted = tuple[str, str]  # the text around the secret, and the secret


def makers() -> list[Callable[[random.Random], Planted]]:
    """One source of secrets for each kind, and for each language of recovery phrases."""

    def alone(make: Callable[[random.Random], str], rnd: random.Random) -> Planted:
        secret = make(rnd)
        return secret, secret

    phrases = [partial(alone, partial(phrase, language)) for language in planted.SPACED + planted.CHINESE]
    proved = [partial(alone, make) for _, make in planted.PROVED.values()]
    return [*proved, *phrases, *announced.ANNOUNCED.values()]


def recall() -> float:
    """Plant secrets of every kind and language; the share that is masked from first to last letter."""
    rnd = random.Random(1)
    made = makers()
    masked = 0
    for count in range(PLANTED):
        before, after = rnd.choice(planted.BEFORE), rnd.choice(planted.AFTER)
        text, secret = made[count % len(made)](rnd)
        findings = guard.clean(f"{before}{text}{after}").findings
        # The number before the first word of a list, brackets and quotes around it may stay.
        core = secret.strip(' 0123456789.)["]') or secret
        start = len(before) + text.index(core)
        masked += any(one.start <= start and one.end >= start + len(core) for one in findings)
    return masked / PLANTED * 100


def altered() -> int:
    """Count what is altered of what customers write every day, in this repository's own examples."""
    return sum(guard.clean(text).text != text for text in (*planted.ORDINARY, *EVERYDAY))


def main() -> None:
    """Print all figures."""
    figure("guard_short_us", microseconds(SHORT), "us")
    figure("guard_500_us", microseconds(LONG), "us")
    figure("guard_mixed_500_us", microseconds(MIXED[:500]), "us")
    figure("guard_mixed_500_rps", 1e6 / microseconds(MIXED[:500]), "messages/s")
    figure("guard_recall", recall(), "%")
    figure("guard_everyday_altered", altered(), "texts")
    if data := os.environ.get("BANKING77"):
        with Path(data).open(encoding="utf-8") as file:
            texts = [row["text"] for row in csv.DictReader(file)]
        figure("guard_banking77_altered", sum(guard.clean(text).text != text for text in texts), "rows")


if __name__ == "__main__":
    main()
