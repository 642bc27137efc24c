"""Telegram: updates taken in a second, each durable when it is answered, and read into conversations."""

import asyncio
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import msgspec

from bench.desk import BRAND, ROOT, Desk, scratch
from bench.figures import Say, note
from bench.gauges import percentile
from bench.keepalive import KeepAlive

SECONDS = 8.0
CLIENTS = 16
PEOPLE = 500
DRAIN_LIMIT_S = 120
SECRET = "a-secret-of-the-bench"
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
CLOSED = "http://127.0.0.1:9"  # nobody is there: answers wait, as they would in an outage of Telegram
SETTLED = "select count(*), count(*) filter (where next_at is not null) from arrivals where line = 'telegram'"
TEXT = "My deposit of 120.50 over TRC20 has not arrived, number {count}"


def measure(say: Say) -> None:
    with scratch("telegram") as desk:
        _set_up(desk)
        began = time.perf_counter()
        seconds = asyncio.run(_pour(desk))
        poured = time.perf_counter() - began
        taken, left = _arrivals(desk)
        drained = _drain(desk, began)
        if taken != len(seconds):
            raise RuntimeError(f"{len(seconds)} updates were answered 200, {taken} are there")
    say("telegram_updates_rps", len(seconds) / poured, "1/s")
    say("telegram_update_p99_ms", percentile(seconds, 99) * 1000, "ms")
    say("telegram_read_rps", len(seconds) / drained, "1/s")
    note(f"{left} of {taken} updates were not read yet when the last was answered")


def _set_up(desk: Desk) -> None:
    """Set the line up by a file, as an operator would."""
    lines = [
        f"[{BRAND}.telegram]",
        "enabled = true",
        'bot_name = "bench_bot"',
        f'base_url = "{CLOSED}"',
        'token = { env = "BENCH_TOKEN" }',
        'webhook_secret = { env = "BENCH_SECRET" }',
    ]
    given = {"PORT": str(desk.port), "DATA_DIR": str(desk.folder), "DATABASE_URL": ""}
    secrets = {"BENCH_TOKEN": TOKEN, "BENCH_SECRET": SECRET}
    subprocess.run(
        [sys.executable, "-m", "trustdesk", "config", "apply", "-"],
        cwd=ROOT,
        env=os.environ | given | secrets,
        input="\n".join(lines),
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=60,
    )


async def _pour(desk: Desk) -> list[float]:
    """Post updates as fast as they are answered; how long each took."""
    until, seconds = time.perf_counter() + SECONDS, list[float]()
    updates = _updates()

    def following() -> bytes | None:
        return next(updates) if time.perf_counter() < until else None

    def answered(status: int, answer: bytes, took: float) -> None:
        if status != 200:
            raise RuntimeError(f"an update was answered {status}: {answer[-200:]!r}")
        seconds.append(took)

    loop = asyncio.get_running_loop()
    clients: list[KeepAlive] = []
    for _ in range(CLIENTS):
        _, client = await loop.create_connection(
            lambda: KeepAlive(following, answered), "127.0.0.1", desk.port
        )
        clients.append(client)
    await asyncio.gather(*(client.done for client in clients))
    return seconds


def _updates() -> Iterator[bytes]:
    for count in itertools.count(1):
        person = 1_000_000 + count % PEOPLE
        message = {
            "message_id": count,
            "from": {"id": person, "is_bot": False, "first_name": "Mei", "language_code": "en"},
            "chat": {"id": person, "type": "private", "first_name": "Mei"},
            "date": int(time.time()),
            "text": TEXT.format(count=count),
        }
        body = msgspec.json.encode({"update_id": count, "message": message})
        head = (
            f"POST /api/v1/telegram/{BRAND} HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\n"
            f"x-telegram-bot-api-secret-token: {SECRET}\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


def _arrivals(desk: Desk) -> tuple[int, int]:
    with desk.admin() as admin:
        row = admin.execute(SETTLED).fetchone()
    assert row is not None
    return row[0], row[1]


def _drain(desk: Desk, began: float) -> float:
    """Wait until everything is read; seconds since it began."""
    while _arrivals(desk)[1]:
        if time.perf_counter() - began > DRAIN_LIMIT_S:
            raise RuntimeError("updates are still waiting to be read")
        time.sleep(0.1)
    return time.perf_counter() - began
