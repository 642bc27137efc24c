"""``make bench-data``: a desk with a million conversations, and a small one beside it to compare with.

Made by COPY in a couple of minutes and kept in ``var/bench``; made again when the schema has changed.
COPY does not work under row-level security, so this writes as the database's superuser.
"""

import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from bench.cases import COLUMNS, Maker
from bench.desk import BRAND, FOLDER, ROOT, Desk
from bench.figures import note

SIZES = {"10k": 10_000, "1m": 1_000_000}
WORKERS = 2
CHUNK = 5_000
SCHEMA = ROOT / "src" / "trustdesk" / "migrations" / "versions"
# Primary keys stay: they are what the rows are found by. The rest is built once, at the end.
SECONDARY = """select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
    where indrelid in ('conversations'::regclass, 'messages'::regclass)
        and not exists (select from pg_constraint c where c.conindid = indexrelid)"""


def ensure(name: str) -> None:
    """Make the desk of this size unless it is there already."""
    mark = FOLDER / name / "made"
    if mark.exists() and mark.read_text() == _stamp():
        return
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    began = time.monotonic()
    with Desk(name) as desk:
        _fill(desk, SIZES[name])
    mark.write_text(_stamp())
    note(f"{SIZES[name]:,} conversations made in {time.monotonic() - began:.0f} s")


def _fill(desk: Desk, conversations: int) -> None:
    with desk.admin() as admin:
        indexes = admin.execute(SECONDARY).fetchall()
        for name, _ in indexes:
            admin.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
        share = conversations // WORKERS
        url = desk.admin_url()
        copiers = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.data", url, str(place * share), str(share)], cwd=ROOT
            )
            for place in range(WORKERS)
        ]
        codes = [copier.wait() for copier in copiers]
        if any(codes):
            raise RuntimeError("a copier failed")
        _finish(admin, [definition for _, definition in indexes], conversations)


def _finish(admin: "psycopg.Connection[tuple[Any, ...]]", indexes: list[str], conversations: int) -> None:
    admin.execute("set maintenance_work_mem = '512MB'")
    admin.execute("set max_parallel_maintenance_workers = 2")
    for definition in indexes:
        admin.execute(definition)  # pyright: ignore[reportArgumentType, reportCallIssue] - its own words
    admin.execute("select setval('conversation_numbers', %s)", (conversations + 1,))
    admin.execute("vacuum (analyze)")
    admin.execute("checkpoint")


def copy(url: str, first: int, count: int) -> None:
    """Write a share of the conversations, a chunk at a time, customers before what they are needed by."""
    with psycopg.connect(url) as connection:
        # Rows arrive whole and consistent: checking every reference would only take time.
        connection.execute("set session_replication_role = replica")
        connection.execute("set synchronous_commit = off")
        agents = connection.execute("select id::text from agents where tenant = %s", (BRAND,)).fetchall()
        maker = Maker(BRAND, "BG", [agent for (agent,) in agents], seed=first)
        for start, size in _chunks(first, count):
            rows = maker.chunk(start, size)
            for table, columns in COLUMNS.items():
                with connection.cursor().copy(f"copy {table} ({columns}) from stdin") as out:  # pyright: ignore[reportArgumentType] - our own tables
                    out.write("".join(rows[table]))
            connection.commit()


def _chunks(first: int, count: int) -> Iterator[tuple[int, int]]:
    for start in range(first, first + count, CHUNK):
        yield start, min(CHUNK, first + count - start)


def _stamp() -> str:
    """What the data depends on: the schema and its maker."""
    sources = [
        *sorted(SCHEMA.glob("*.sql")),
        *(ROOT / "bench" / name for name in ("data.py", "cases.py", "texts.py")),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        copy(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        for size in SIZES:
            ensure(size)
