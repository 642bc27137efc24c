"""The load generator, in a process of its own: reads a plan, keeps clients busy, writes what it saw.

It shares the processors with the desk under test, so it does as little as it can.
"""

import asyncio
import random
import subprocess
import sys
import uuid
from collections.abc import Sequence
from time import perf_counter
from typing import Literal
from urllib.parse import quote

import msgspec
import uvloop

from bench import texts
from bench.desk import ROOT
from bench.gauges import percentile
from bench.keepalive import KeepAlive, Next, request

__all__ = ["Plan", "Seen", "quote", "run"]


class Plan(msgspec.Struct, kw_only=True):
    """What to do: post customers' messages, post replies, or read pages, for so many seconds.

    With ``rate`` so many go out a second, answered or not; else each client waits for its answer.
    """

    kind: Literal["messages", "replies", "reads"]
    port: int
    tokens: list[str]
    clients: int = 32
    seconds: float = 10
    warm: float = 2
    customers: int = 2_000
    strangers: float = 0.02
    places: list[str] = []
    rate: float = 0.0


class Seen(msgspec.Struct):
    """What came of it. Latencies are of whole answers, in milliseconds."""

    answers: int
    per_second: float
    p50: float
    p95: float
    p99: float
    wrong: int
    example: str


def run(plan: Plan) -> Seen:
    """Carry the plan out in another process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=msgspec.json.encode(plan),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
        timeout=plan.seconds + plan.warm + 60,
    )
    return msgspec.json.decode(done.stdout, type=Seen)


async def carry_out(plan: Plan) -> Seen:
    loop = asyncio.get_running_loop()
    began = perf_counter()
    counted_from, ends = began + plan.warm, began + plan.warm + plan.seconds
    latencies: list[float] = []
    wrong: list[bytes] = []

    def answered(status: int, answer: bytes, seconds: float) -> None:
        if status >= 300:
            wrong.append(answer)
        elif perf_counter() >= counted_from:
            latencies.append(seconds)

    clients: list[KeepAlive] = []
    for number in range(plan.clients):
        following = _until(ends, _requests(plan, number))
        every = plan.clients / plan.rate if plan.rate else 0.0
        first = began + every * number / plan.clients
        _, client = await loop.create_connection(
            lambda following=following, every=every, first=first: KeepAlive(
                following, answered, every, first
            ),
            "127.0.0.1",
            plan.port,
        )
        clients.append(client)
    await asyncio.gather(*(client.done for client in clients))
    took = perf_counter() - counted_from
    milliseconds = [seconds * 1000 for seconds in latencies] or [0.0]
    p50, p95, p99 = (percentile(milliseconds, part) for part in (0.5, 0.95, 0.99))
    example = wrong[0].decode(errors="replace")[-300:] if wrong else ""
    return Seen(len(latencies), len(latencies) / took, p50, p95, p99, len(wrong), example)


def _until(ends: float, following: Next) -> Next:
    return lambda: following() if perf_counter() < ends else None


def _requests(plan: Plan, number: int) -> Next:
    if plan.kind == "messages":
        return _messages(plan)
    if plan.kind == "replies":
        return _replies(plan, number)
    return _reads(plan)


def _messages(plan: Plan) -> Next:
    said = _encoded(texts.messages(random.Random(1), 400))
    draw = random.random

    def following() -> bytes:
        one = int(draw() * plan.customers)
        who = f"s-{uuid.uuid4().hex}" if draw() < plan.strangers else f"c-{one:06d}"
        locale = "zh-CN" if one % 2 else "en"
        body = (
            b'{"client_id":"%s","customer":{"external_id":"%s","name":"Customer %d","locale":"%s"},"text":%s}'
            % (str(uuid.uuid4()).encode(), who.encode(), one, locale.encode(), said[int(draw() * len(said))])
        )
        return request("POST", "/api/v1/messages", plan.tokens[0], body)

    return following


def _replies(plan: Plan, number: int) -> Next:
    said = _encoded(texts.replies(random.Random(1), 200))
    # An agent answers the conversations they hold, so each is always answered by the same one.
    own = plan.places[number :: plan.clients]
    token = plan.tokens[number % len(plan.tokens)]
    draw = random.random

    def following() -> bytes:
        body = b'{"client_id":"%s","text":%s}' % (str(uuid.uuid4()).encode(), said[int(draw() * len(said))])
        path = f"/api/v1/conversations/{own[int(draw() * len(own))]}/replies"
        return request("POST", path, token, body)

    return following


def _reads(plan: Plan) -> Next:
    prepared = [request("GET", place, token) for place in plan.places for token in plan.tokens]
    return lambda: random.choice(prepared)


def _encoded(said: Sequence[str]) -> list[bytes]:
    return [msgspec.json.encode(text) for text in said]


if __name__ == "__main__":
    seen = uvloop.run(carry_out(msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)))
    sys.stdout.buffer.write(msgspec.json.encode(seen))
