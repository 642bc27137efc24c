"""The ground a fault test stands on: a PostgreSQL of its own, with people in it, that can be killed.

It is made once a session (migrated, a team, three agents, a key) and copied for each test.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg

from tests.faults.disks import Disk, Powered, sweep
from trustdesk import staff
from trustdesk.house import House
from trustdesk.kit import clock, ids, migrate, postgres, secrets
from trustdesk.kit.postgres.place import DATABASE, LOGIN, OWNER
from trustdesk.kit.settings import Settings, load
from trustdesk.staff.model import Session
from trustdesk.staff.store import sessions

BRAND = "bitget"
KEY = f"td_{BRAND}_{'k' * 43}"
PEOPLE: dict[str, staff.Role] = {"anna": "agent", "ben": "agent", "sue": "supervisor"}
TOKENS = {name: f"ts_{BRAND}_{name:_<43}" for name in PEOPLE}
PASSWORD, TOTP_SECRET = "used where clocks are wrong", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECRET = "a secret of the tests, long enough to be taken"
CAPACITY = 4
RECOVERY_SECONDS = 30.0


class Ground:
    """One running server that belongs to one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = postgres.start(folder / "var")
        self.cluster.tend()

    @property
    def admin_url(self) -> str:
        return self.cluster.place.url("postgres", DATABASE)

    @property
    def database_url(self) -> str:
        return self.cluster.place.url(LOGIN)

    @property
    def tcp_url(self) -> str:
        return self.cluster.place.url(LOGIN, over_tcp=True)

    @property
    def port(self) -> int:
        return self.cluster.place.port

    def settings(self) -> Settings:
        return load(self.environ())

    def environ(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database_url,
            "MIGRATE_URL": self.cluster.place.url(OWNER),
            "DATA_DIR": str(self.folder / "desk"),
            "TRUSTDESK_SECRET": SECRET,
        }

    def admin(self) -> psycopg.Connection:
        """A superuser's connection, past row-level security; waits while the server recovers."""
        end = time.monotonic() + RECOVERY_SECONDS
        while True:
            try:
                return psycopg.connect(self.admin_url, autocommit=True)
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def crash(self) -> None:
        """Kill the server; its supervisor starts it again, and it recovers from its log."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Shut the server down at once, without a checkpoint; its supervisor starts it again."""
        self._end(signal.SIGQUIT)

    def power_off(self, *disks: Powered) -> None:
        """Cut the power of these disks, and with it everything that ran on them."""
        for disk in disks:
            disk.cut()
        self.cluster.stop()

    def power_on(self, *disks: Powered) -> None:
        """Give it back: the journals are replayed, then the server starts and replays its log."""
        before = self.port
        for disk in disks:
            disk.back()
        self.cluster = postgres.start(self.folder / "var")
        self.cluster.tend()
        assert self.port == before, "somebody has taken the port"

    def _end(self, order: signal.Signals) -> None:
        before = self.cluster.pid
        os.kill(before, order)
        end = time.monotonic() + RECOVERY_SECONDS
        while self.cluster.pid in (0, before) and time.monotonic() < end:
            time.sleep(0.01)

    def cut_sessions(self) -> int:
        """End every session of the application."""
        with self.admin() as connection:
            told = connection.execute(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = %s", (LOGIN,)
            ).fetchone()
            return told[0] if told else 0

    def stop(self) -> None:
        self.cluster.stop()


@contextmanager
def prepared() -> Generator[Path]:
    """A folder with a stopped server that every test copies."""
    sweep()
    folder = _folder()
    try:
        ground = Ground(folder)
        try:
            migrate.upgrade(ground.cluster.migrate_url, ground.cluster.database_url)
            asyncio.run(_people(ground.settings()))
        finally:
            ground.stop()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def copied(template: Path, *disks: Disk) -> Generator[Ground]:
    """A server of one's own, gone afterwards; parts of its folder may lie on disks of their own."""
    folder = _folder()
    subprocess.run(["cp", "-a", template / "var", folder / "var"], check=True)
    try:
        with ExitStack() as mounted:
            for disk in disks:
                mounted.enter_context(disk.mounted(folder))
            ground = Ground(folder)
            mounted.callback(ground.stop)
            yield ground
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _people(settings: Settings) -> None:
    house = House(settings)
    await house.db.open()
    try:
        async with house.db.transaction(BRAND) as tx:
            await staff.make_team(tx, staff.Team("support", "Support"))
            await staff.adopt_key(tx, "the exchange", "api", ("messages", "desk"), KEY)
            for name, role in PEOPLE.items():
                agent = _agent(ids.uuid7(), name, role)
                await staff.hire(tx, house.keys, agent, PASSWORD, TOTP_SECRET)
                now = clock.utc_now()
                session = Session(ids.uuid7(), now, now, now + timedelta(hours=12), "a test", "127.0.0.1")
                kept = (tx, session, agent.id, secrets.digest(TOKENS[name]))
                await sessions.insert(*kept, idle=timedelta(hours=1), proved_at=now)
    finally:
        await house.db.close()


def _agent(id: UUID, name: str, role: staff.Role) -> staff.Agent:
    return staff.Agent(
        id=id,
        email=f"{name}@{BRAND}.example",
        name=name.title(),
        public_name=name.title(),
        role=role,
        languages=["en"],
        topics=[],
        teams=["support"],
        capacity=CAPACITY,
    )


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"trustdesk-test-{os.getpid()}-"))
    folder.chmod(0o755)  # under root the server's own account must be able to walk in
    return folder
