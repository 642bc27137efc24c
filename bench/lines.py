"""Mail: taken in, read, on the agent's screen; the chat meanwhile; and what a poisoned one holds up."""

import json
import os
import smtplib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from websockets.sync.client import connect

from bench import load
from bench.desk import BRAND, ROOT, Desk, scratch
from bench.figures import Say, note
from bench.gauges import percentile
from tests.channels.email.servers import DESK, QUIET, dovecot, postfix
from tests.channels.email.zone import Nobody
from tests.faults.mails import written
from tests.ports import free_pair

MAILS = int(os.environ.get("BENCH_MAILS", "2000"))
CONNECTIONS = 8
WATCHED = 60
CHATTING, CHAT_SECONDS = 4, 6.0
TYPING, TYPED_A_SECOND = 16, 50.0  # at a pace of their own, as people do
MAILS_A_SECOND = 20  # seventy thousand in an hour
PAUSE_SECONDS = 0.1
LIMIT_SECONDS = 600
UNREAD = "select count(*) filter (where next_at is not null), count(*) from arrivals where line = 'email'"
NESTED = 12_000  # opened and never closed: what a reader without limits would choke on


def measure(say: Say) -> None:
    port = free_pair()
    with (
        Nobody() as names,
        dovecot() as boxes,
        postfix(port, boxes.lmtp_port) as mta,
        _told(TRUSTDESK_MAIL_PORT=str(port), TRUSTDESK_NAME_SERVERS=names.address),
        scratch("lines") as desk,
    ):
        _set_up(desk)
        _flood(desk, port, say)
        _watch(desk, mta.port, say)
        _chat(desk, port, say)
        _poison(desk, port, say)


def _flood(desk: Desk, port: int, say: Say) -> None:
    """Many mails at once, straight into the desk's door; then until the last of them is read."""
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_hand_over, args=(port, MAILS // CONNECTIONS)) for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    received = time.perf_counter() - began
    waiting, kept = _arrivals(desk)
    count = MAILS // CONNECTIONS * CONNECTIONS
    if kept != count:
        raise RuntimeError(f"{count} mails were taken over, {kept} are there")
    while _arrivals(desk)[0]:
        if time.perf_counter() - began > LIMIT_SECONDS:
            raise RuntimeError("the mails are not read")
        time.sleep(0.05)
    say("mails_received_per_s", count / received, "1/s")
    say("mails_read_per_s", count / (time.perf_counter() - began), "1/s")
    note(f"{waiting} of {count} mails were not read yet when the last was taken over")


def _hand_over(port: int, count: int) -> None:
    began = uuid4().hex[:8]
    with smtplib.LMTP("127.0.0.1", port, timeout=120) as server:
        for place in range(count):
            raw = written(f"{began}-{place}", "plain")
            server.sendmail(f"{began}-{place}@{QUIET}", [f"support@{DESK}"], raw)


def _watch(desk: Desk, mta: int, say: Say) -> None:
    """Mails one after the other through the mail server, until each stands on an agent's screen."""
    agent = desk.sign_in()[-1]
    sent: dict[str, float] = {}
    seconds: list[float] = []
    url = desk.world.base_url.replace("http", "ws", 1) + "/api/v1/live"
    with connect(url, additional_headers={"authorization": f"Bearer {agent}"}, max_size=None) as socket:
        socket.send(json.dumps({"t": "sub", "topic": "inbox", "after": None}))
        pouring = threading.Thread(target=_one_by_one, args=(mta, sent))
        pouring.start()
        end = time.monotonic() + 120
        while len(seconds) < WATCHED and time.monotonic() < end:
            frame = str(socket.recv(timeout=60))
            now = time.perf_counter()
            seconds += [now - sent.pop(marker) for marker in list(sent) if marker in frame]
        pouring.join()
    if len(seconds) < WATCHED:
        raise RuntimeError(f"{WATCHED - len(seconds)} mails never reached the screen")
    say("mail_to_screen_p50_ms", percentile(seconds, 0.5) * 1000, "ms")
    say("mail_to_screen_p95_ms", percentile(seconds, 0.95) * 1000, "ms")


def _one_by_one(mta: int, sent: dict[str, float]) -> None:
    began = uuid4().hex[:8]
    with smtplib.SMTP("127.0.0.1", mta, timeout=60) as server:
        for place in range(WATCHED):
            marker = f"{began}-{place}-x"
            raw = written(marker, "plain")
            sent[marker] = time.perf_counter()
            server.sendmail(f"{marker}@{QUIET}", [f"support@{DESK}"], raw)
            time.sleep(PAUSE_SECONDS)


def _chat(desk: Desk, port: int, say: Say) -> None:
    """Customers in the chat, first alone, then while mails pour in at a steady pace.

    Once as many messages as the desk can store, where mail must cost some; once as many as people write.
    """
    for name, clients, rate in (("chat", CHATTING, 0.0), ("chat_paced", TYPING, TYPED_A_SECOND)):
        _chat_at(
            load.Plan(
                kind="messages",
                port=desk.port,
                tokens=[desk.api_key],
                clients=clients,
                seconds=CHAT_SECONDS,
                rate=rate,
            ),
            port,
            name,
            say,
        )


def _chat_at(plan: load.Plan, port: int, chat: str, say: Say) -> None:
    alone = load.run(plan)
    over = threading.Event()
    pouring = threading.Thread(target=_steadily, args=(port, over))
    pouring.start()
    meanwhile = load.run(plan)
    over.set()
    pouring.join()
    for name, seen in (("alone", alone), ("while_mail_pours", meanwhile)):
        if seen.wrong:
            raise RuntimeError(f"{seen.wrong} answers were refusals, such as {seen.example}")
        say(f"{chat}_{name}_rps", seen.per_second, "1/s")
        say(f"{chat}_{name}_p50_ms", seen.p50, "ms")
        say(f"{chat}_{name}_p99_ms", seen.p99, "ms")


def _steadily(port: int, over: threading.Event) -> None:
    began, place = uuid4().hex[:8], 0
    with smtplib.LMTP("127.0.0.1", port, timeout=120) as server:
        while not over.wait(1 / MAILS_A_SECOND):
            marker, place = f"{began}-{place}", place + 1
            server.sendmail(f"{marker}@{QUIET}", [f"support@{DESK}"], written(marker, "plain"))


def _poison(desk: Desk, port: int, say: Say) -> None:
    """Mails made to choke a reader, and an honest one behind them: how long that one waits longer."""
    marker = f"{uuid4().hex[:8]}-honest"
    head = written(f"{uuid4().hex[:8]}-poison", "plain").partition(b"\r\n\r\n")[0]
    bomb = head + b"\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * NESTED
    words = b" ".join([b"=?utf-8?q?a?="] * 20_000)
    with smtplib.LMTP("127.0.0.1", port, timeout=60) as server:
        for place, raw in enumerate((bomb, head.replace(b"Subject:", b"Subject: " + words), bomb + b"x")):
            server.sendmail(f"poison-{place}@{QUIET}", [f"support@{DESK}"], raw)
        server.sendmail(f"{marker}@{QUIET}", [f"support@{DESK}"], written(marker, "plain"))
    began = time.perf_counter()
    while not _is_read(desk):
        if time.perf_counter() - began > LIMIT_SECONDS:
            raise RuntimeError("an honest mail behind poisoned ones is not read")
        time.sleep(0.01)
    say("mail_behind_poison_ms", (time.perf_counter() - began) * 1000, "ms")


def _is_read(desk: Desk) -> bool:
    with desk.admin() as admin:
        found = admin.execute(
            "select state from arrivals where line = 'email' order by received_at desc, id desc limit 1"
        ).fetchone()
    return found is not None and found[0] == "taken"


def _arrivals(desk: Desk) -> tuple[int, int]:
    with desk.admin() as admin:
        found = admin.execute(UNREAD).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)


def _set_up(desk: Desk) -> None:
    """Set the line up by a file, as an operator would; nobody sends, so that only taking in is measured."""
    lines = f'[{BRAND}.email]\nenabled = true\naddress = "support@{DESK}"\n'
    given = {"PORT": str(desk.port), "DATA_DIR": str(desk.folder), "DATABASE_URL": ""}
    subprocess.run(
        [sys.executable, "-m", "trustdesk", "config", "apply", "-"],
        cwd=ROOT,
        env=os.environ | given,
        input=lines.encode(),
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _told(**more: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
