"""The desk under test: started as anybody would start it, in a folder and on a port of its own."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import psutil
import psycopg
from pyotp.totp import TOTP

from trustdesk.kit.postgres import running_urls

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("BENCH_DIR", ROOT / "var" / "bench")).resolve()
BRAND = "bitget"
START_LIMIT_S = 120
STOP_LIMIT_S = 60


class Agent(msgspec.Struct):
    brand: str
    email: str
    password: str
    totp_secret: str


class World(msgspec.Struct):
    """What the desk says of its demo world."""

    base_url: str
    api_keys: dict[str, str]
    agents: list[Agent]


# Its agents read what no person could read in an hour; everything is counted all the same.
UNBOUNDED = ",".join(f"{kind}=100000000" for kind in ("customers", "transcripts", "search_results"))


class Desk:
    """One running ``trustdesk up``; leaving the block stops it, PostgreSQL included."""

    def __init__(self, name: str, port: int = 8480) -> None:
        self.folder = FOLDER / name
        self.port = port
        self.world: World
        self._server: subprocess.Popen[bytes]

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "bench.log"
        environment = os.environ | {
            "PORT": str(self.port),
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": "",
            "TRUSTDESK_BUDGETS": UNBOUNDED,
        }
        with log.open("wb") as output:
            command = [sys.executable, "-m", "trustdesk", "up"]
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            self._await_ready(log)
            self.world = msgspec.json.decode((self.folder / "demo.json").read_bytes(), type=World)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    @property
    def pid(self) -> int:
        return self._server.pid

    @property
    def api_key(self) -> str:
        return self.world.api_keys[BRAND]

    def processes(self) -> list[psutil.Process]:
        """The server, PostgreSQL and whatever else either has started."""
        server = psutil.Process(self.pid)
        return [server, *server.children(recursive=True)]

    def sign_in(self) -> list[str]:
        """Sign every agent of the brand in; gives their tokens, the supervisor's last."""
        tokens: list[str] = []
        for agent in self.world.agents:
            if agent.brand == BRAND:
                code = TOTP(agent.totp_secret).now()
                given = {"email": agent.email, "password": agent.password, "code": code}
                tokens.append(self.call("POST", "/api/v1/session", given)["token"])
        return tokens

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """One request outside any measurement."""
        headers = {"content-type": "application/json", "x-trustdesk": "1"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        data = None if body is None else msgspec.json.encode(body)
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.world.base_url}{path}", data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
            return msgspec.json.decode(answer.read() or b"null")

    def admin(self, database: str = "trustdesk") -> "psycopg.Connection[tuple[Any, ...]]":
        """A superuser's connection: for making data and for pgbench, never for what is measured."""
        return psycopg.connect(self.admin_url(database), autocommit=True)

    def admin_url(self, database: str = "trustdesk") -> str:
        urls = running_urls(self.folder)
        if urls is None:
            raise RuntimeError(f"no PostgreSQL runs for {self.folder}")
        where = urls[1].partition("?")[2]
        return f"postgresql://postgres@/{database}?{where}"

    def _await_ready(self, log: Path) -> None:
        limit = time.monotonic() + START_LIMIT_S
        while b"trustdesk is ready" not in log.read_bytes():
            if self._server.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(f"the desk did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)

    def _stop(self) -> None:
        if self._server.poll() is None:
            self._server.send_signal(signal.SIGTERM)
            try:
                self._server.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()


@contextlib.contextmanager
def scratch(name: str) -> Iterator[Desk]:
    """A desk that begins empty and leaves nothing behind."""
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    with Desk(name) as desk:
        yield desk
    shutil.rmtree(FOLDER / name)
