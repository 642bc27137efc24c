"""A stranger's day: ``trustdesk up``, a message, kill -9, ``up`` again, Ctrl-C."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.kit.test_doctor import free_pair
from trustdesk.kit import postgres
from trustdesk.kit.postgres.leftovers import servers_in

pytestmark = [pytest.mark.live, pytest.mark.faults, pytest.mark.timeout(180)]

SECOND_START_S = 5
SOURCE = Path(__file__).parents[2] / "src"


class Desk:
    """One ``trustdesk up`` at a time on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_pair()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = folder / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        run = [sys.executable, "-m", "trustdesk", *words]
        env = self.environ() | changed
        return subprocess.run(run, env=env, cwd=self.folder, capture_output=True, text=True, check=False)

    def environ(self) -> dict[str, str]:
        own = {"PORT": str(self.port), "DATA_DIR": str(self.folder / "var"), "PYTHONPATH": str(SOURCE)}
        return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own

    def up(self) -> float:
        began = time.monotonic()
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "trustdesk", "up"],
                env=self.environ(),
                cwd=self.folder,
                stdout=output,
                stderr=output,
            )
        while not self.ready():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() - began < 40, self.log.read_text()
            time.sleep(0.02)
        return time.monotonic() - began

    def ready(self) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            whole = "trustdesk is ready" in self.log.read_text()
            return whole and httpx.get(f"{self.base}/readyz").status_code == 200
        return False

    def end(self, order: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(order)
        code = self.process.wait(30)
        self.log.write_text("")
        return code

    def world(self) -> dict[str, Any]:
        return httpx.Response(200, content=(self.folder / "var" / "demo.json").read_bytes()).json()

    def post(self, number: int) -> dict[str, Any]:
        body = {
            "client_id": f"walk-{number}",
            "customer": {"external_id": "walker"},
            "text": f"message {number}",
        }
        key = self.world()["api_keys"]["bitget"]
        headers = {"Authorization": f"Bearer {key}"}
        answer = httpx.post(f"{self.base}/api/v1/messages", json=body, headers=headers)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json() | {"again": answer.status_code == 200}


@pytest.fixture
def desk() -> Generator[Desk]:
    with tempfile.TemporaryDirectory(prefix="trustdesk-walk-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        made = Desk(folder)
        try:
            yield made
        finally:
            if made.process and made.process.poll() is None:
                made.process.terminate()
                made.process.wait(30)


def test_up_kill_up_again_and_ctrl_c(desk: Desk) -> None:
    desk.up()
    first = [desk.post(number) for number in range(5)]
    world = desk.world()
    assert world["base_url"] == desk.base
    assert set(world["api_keys"]) == {"bybit", "bitp", "bitget", "bitmart"}
    assert {"email", "password", "totp_secret"} <= world["agents"][0].keys()
    assert re.search(
        rf"^\d{{6}}  {re.escape(world['agents'][0]['email'])}$", desk.command("code").stdout, re.MULTILINE
    )

    second = desk.command("up", PORT=str(free_pair()))
    assert second.returncode == 1
    assert "in use by another trustdesk" in second.stderr
    taken = desk.command("up", DATA_DIR=str(desk.folder / "other"))
    assert taken.returncode == 2
    assert "setting port" in taken.stderr
    assert desk.command("doctor").returncode == 0

    desk.end(signal.SIGKILL)
    after_kill = desk.up()
    assert [desk.post(number) for number in range(5)] == [answer | {"again": True} for answer in first]
    # What the desk writes by itself, such as what it takes the matter to be, may stand between.
    assert desk.post(5)["seq"] > first[-1]["seq"]
    assert desk.world() == world

    assert desk.end(signal.SIGTERM) == 0
    assert min(after_kill, desk.up()) < SECOND_START_S
    assert desk.end(signal.SIGINT) == 0
    assert servers_in((desk.folder / "var" / "postgres" / "data").resolve()) == []
    assert postgres.running_urls(desk.folder / "var") is None
    assert "no database is named" in desk.command("doctor").stdout
    assert desk.command("serve").returncode == 2
