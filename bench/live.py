"""From the customer's send to the agent's screen, and what an idle socket costs."""

import hashlib
import subprocess
import sys
import time
from uuid import uuid4

import msgspec

from bench.desk import BRAND, ROOT, Desk, scratch
from bench.figures import Say, note
from bench.gauges import pss_mb
from bench.screens import Plan, Seen
from trustdesk.kit.secrets import token

VISITORS, SCREENS = 960, 40
A_SECOND = 200
SECONDS = 20.0
IDLE = 5_000


def measure(say: Say) -> None:
    """Visitors write in the widget; agents have their inbox and the conversations open."""
    with scratch("live") as desk:
        agents = desk.sign_in()
        plan = Plan(
            port=desk.port,
            visitors=visit(desk, VISITORS),
            agents=[agents[place % len(agents)] for place in range(SCREENS)],
            per_second=A_SECOND,
            seconds=SECONDS,
        )
        with _screens(plan) as running:
            seen = msgspec.json.decode(running.communicate()[0].splitlines()[-1], type=Seen)
    if seen.missing:
        raise RuntimeError(f"{seen.missing} of {seen.sent} messages never reached a screen")
    say("send_to_screen_p50_ms", seen.p50, "ms")
    say("send_to_screen_p99_ms", seen.p99, "ms")
    note(f"{seen.sent} messages, posted in p50 {seen.post_p50:.1f} ms, p99 {seen.post_p99:.1f} ms")


def sockets(say: Say) -> None:
    """Five thousand visitors look at their conversation and say nothing."""
    with scratch("sockets") as desk:
        few = Plan(port=desk.port, visitors=visit(desk, 200), seconds=1)
        with _screens(few) as running:
            running.communicate()
        server = desk.processes()[:1]
        time.sleep(2)
        before = pss_mb(server)
        plan = Plan(port=desk.port, visitors=visit(desk, IDLE), seconds=6)
        with _screens(plan) as running:
            assert running.stdout is not None
            running.stdout.readline()  # all are connected and follow their topic
            time.sleep(3)
            grown = pss_mb(server) - before
            running.communicate()
    say("idle_socket_kb", grown * 1000 / IDLE, "kB")


def visit(desk: Desk, count: int) -> list[str]:
    """Make visitors with their tokens; by hand, as one address may not begin so many visits."""
    made = [(str(uuid4()), token("tv", BRAND)) for _ in range(count)]
    with desk.admin() as admin, admin.cursor() as cursor:
        for id, held in made:
            digest = hashlib.sha256(held.encode()).digest()
            cursor.execute(
                """with customer as (
                    insert into customers (tenant, id, name, locale) values (%s, %s, 'Visitor', 'en')
                ), handle as (
                    insert into customer_handles (tenant, line, external_id, customer) values (%s, 'webchat', %s, %s)
                ) insert into visitor_sessions (tenant, digest, customer) values (%s, %s, %s)""",
                (BRAND, id, BRAND, digest.hex()[:32], id, BRAND, digest, id),
            )
    return [held for _, held in made]


def _screens(plan: Plan) -> "subprocess.Popen[bytes]":
    running = subprocess.Popen(
        [sys.executable, "-m", "bench.screens"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert running.stdin is not None
    running.stdin.write(msgspec.json.encode(plan) + b"\n")
    running.stdin.flush()
    return running
