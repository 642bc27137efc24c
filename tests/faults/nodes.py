"""Nodes as real processes, each with a process group and ports of its own.

A node counts as up only when the id that answers on its port is that of a session in this
very test's database: a server left over from elsewhere can never be taken for it.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psycopg

from tests.faults.ground import Ground
from tests.faults.wire import Cut, Line
from tests.ports import free_pair

ROOT = Path(__file__).parents[2]
START_SECONDS = 40.0
POLL = 0.05


class Node:
    """One process of the desk, started again whenever it dies as long as it is ``kept``."""

    def __init__(self, ground: Ground, name: str, command: tuple[str, ...], **environ: str) -> None:
        self.name = name
        self.port = free_pair()
        self.starts = 0
        self.deaths = 0
        self.died: Callable[[], None] = lambda: None
        self.id = ""
        self.earlier: set[str] = set()
        self._from = 0  # where the log of this start begins
        self.log = ground.folder / f"{name}.log"
        self._ground = ground
        self.within: tuple[str, ...] = ()  # what starts it elsewhere
        self._command = [sys.executable, "-m", *command]
        self.environ = (
            os.environ | ground.environ() | {"PORT": str(self.port), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
        )
        self.environ |= {"TRUSTDESK_LOG_LEVEL": "warning"} | environ
        self._process: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def serves(self) -> bool:
        return "serve" in self._command

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def up(self) -> bool:
        return self._process is not None and self._process.poll() is None and self.id != ""

    async def start(self) -> None:
        """Start and wait until it is this node that answers; from then on it is kept."""
        self._launch()
        await self._proved()
        self._keeper = asyncio.create_task(self._keep())

    def kill(self) -> None:
        """End the whole process group as ``kill -9`` does."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)

    async def stop(self) -> None:
        """Keep it no more, and end it."""
        if self._keeper:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None
        self.kill()
        if self._process:
            self._process.wait()
        if self._output:
            self._output.close()
            self._output = None

    def said(self) -> str:
        """What it wrote to its log."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _launch(self) -> None:
        if self._output is None:
            self._output = self.log.open("ab")
        self.starts += 1
        self.earlier.add(self.id)
        self.id = ""
        self._from = len(self.said())
        self._process = subprocess.Popen(
            [*self.within, *self._command],
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=self._output,
            cwd=self._ground.folder,
            env=self.environ,
            start_new_session=True,
        )

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(POLL)
            assert self._process
            if self._process.poll() is None:
                continue
            self.deaths += 1
            self.died()
            self._launch()
            with contextlib.suppress(AssertionError):  # dead again before it was up: armed early
                await self._proved()

    async def _proved(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert self._process
            assert self._process.poll() is None, f"{self.name} ended at once:\n{self.said()[-2000:]}"
            if id := await self._answering():
                assert id not in self.earlier, f"{self.name}: an earlier process still answers"
                self.id = id
                return
            await asyncio.sleep(POLL)
        raise AssertionError(f"{self.name} did not come up:\n{self.said()[-2000:]}")

    async def _answering(self) -> str:
        """The id that answers on our port, if it is at work in this test's database."""
        if not self.serves:
            return f"worker {self.starts}" if "Working" in self.said()[self._from :] else ""
        line = Line(self.port, patience=2)
        try:
            answer = await line.ask("GET", "/healthz")
            id = answer.json()["node"]
        except Cut:
            return ""
        finally:
            line.close()
        return id if await asyncio.to_thread(self._at_work, id) else ""

    def _at_work(self, id: str) -> bool:
        try:
            with self._ground.admin() as connection:
                wanted = (f"trustdesk {id}",)
                found = connection.execute(
                    "select 1 from pg_stat_activity where application_name = %s", wanted
                )
                return found.fetchone() is not None
        except psycopg.OperationalError:
            return False
