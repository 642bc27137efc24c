"""Nodes whose machine shows another time, and what they must not get wrong by it.

libfaketime shifts what the process is told of the time of day; what it is told of time passing stays, as on a
machine whose clock is put forward or back.
"""

import contextlib
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from pyotp.totp import TOTP

from tests.customers.exchange import Exchange, brands_with
from tests.faults.ground import BRAND, PASSWORD, TOTP_SECRET, Ground
from tests.faults.nodes import ROOT, Node
from tests.faults.wire import Line

LIBRARY = "libfaketimeMT.so.1"
DESK = "desk.example"
HOURS = 7_200
# What is wrong with a node, by how it must answer to a word issued and over so many seconds from now.
WORDS = {
    "a good word is refused": (200, 0, 120),
    "a word that is just over is taken": (401, -200, -61),
    "a word from the near future is taken": (401, 61, 121),
    "a word that has long been over is taken": (401, -HOURS - 60, -HOURS + 60),
    "a word from the far future is taken": (401, HOURS - 60, HOURS + 60),
}
LOOSE_SECONDS = 2.0
PATIENCE = 20.0


class Wrong:
    """A clock that is wrong by so much, in a file so that it can be wrong by something else later."""

    def __init__(self, folder: Path, name: str, offset: str) -> None:
        self._file = folder / f"{name}.clock"
        self.set(offset)

    def set(self, offset: str) -> None:
        """Put it forward or back; noticed within a tenth of a second."""
        draft = self._file.with_suffix(".new")
        draft.write_text(f"{offset}\n")
        draft.replace(self._file)

    @property
    def environ(self) -> dict[str, str]:
        """What lets a process see it."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


def library() -> Path:
    """Find the library of the package ``faketime``."""
    found = next(Path("/usr/lib").glob(f"*/faketime/{LIBRARY}"), None)
    assert found, "the package faketime is not installed (.ci/run)"
    return found


class Court:
    """Puts to a node what depends on the time, and names what it gets wrong."""

    def __init__(self, ground: Ground, more: str = "[retention]\nmessages_days = 1\n") -> None:
        """Let an exchange sign for the brand, whose profile says ``more``."""
        self._exchange = Exchange(BRAND)
        self.brands = brands_with(ground.folder / "brands", [self._exchange])
        with (self.brands / f"{BRAND}.toml").open("a") as file:
            file.write(f"\n{more}")
        self.environ = {
            "TRUSTDESK_BRANDS_DIR": str(self.brands),
            "TRUSTDESK_BASE_URL": f"http://{DESK}",
            "TRUSTDESK_FILES_URL": f"http://files.{DESK}",
        }

    async def judges(self, node: Node) -> set[str]:
        """What this node judges wrongly of words that the exchange has signed."""
        wrong: set[str] = set()
        for what, (expected, issued, expires) in WORDS.items():
            if (await self.identified(node, issued, expires))[0] != expected:
                wrong.add(what)
        return wrong

    async def spends(self, *nodes: Node) -> set[str]:
        """What these nodes get wrong when the same code is shown to one after the other."""
        code = TOTP(TOTP_SECRET).now()
        answers = [await self._signed_in(node, code) for node in nodes]
        wrong = {"a good code is refused"} if answers[0] != 200 else set[str]()
        return wrong | ({"a code is taken twice"} if 200 in answers[1:] else set())

    async def identified(self, node: Node, issued: int = 0, expires: int = 120) -> tuple[int, str]:
        """Show a word for somebody new; the answer, and the token of who they are then."""
        _, visit = await _asked(node, f"/api/v1/widget/{BRAND}/session", {"locale": "en"})
        now, one = int(time.time()), uuid.uuid4().hex
        claims = {"sub": one[:12], "aud": f"{BRAND}@{DESK}", "jti": one}
        word = {"token": self._exchange.sign(claims | {"iat": now + issued, "exp": now + expires})}
        status, told = await _asked(node, f"/api/v1/widget/{BRAND}/identify", word, visit["token"])
        return status, told.get("token", "")

    async def _signed_in(self, node: Node, code: str) -> int:
        means = {"email": f"anna@{BRAND}.example", "password": PASSWORD, "code": code}
        return (await _asked(node, "/api/v1/session", means))[0]


def said(node: Node, *command: str) -> str:
    """What a command says with this node's settings and clock."""
    done = subprocess.run(
        [sys.executable, "-m", "trustdesk", *command],
        capture_output=True,
        text=True,
        env=node.environ,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    return done.stdout + done.stderr


def misdated(ground: Ground, began: float, ended: float) -> int:
    """How many entries carry a time at which nothing was written, by the database's clock."""
    with ground.admin() as connection:
        found = connection.execute(
            "select count(*) from messages where extract(epoch from at) not between %s and %s",
            (began - LOOSE_SECONDS, ended + LOOSE_SECONDS),
        ).fetchone()
        return found[0] if found else 0


def aged(ground: Ground, hours: dict[str, float]) -> None:
    """Let conversations have ended so many hours ago, by the database's clock."""
    with ground.admin() as connection:
        for number, ago in hours.items():
            connection.execute(
                """update conversations set status = 'closed',
                last_at = clock_timestamp() - make_interval(secs => %s) where number = %s""",
                (ago * 3600, number),
            )


def kept(ground: Ground, numbers: list[str]) -> list[str]:
    """Which of these conversations are still there."""
    with ground.admin() as connection:
        rows = connection.execute(
            "select number from conversations where number = any(%s) and erased_at is null order by number",
            (numbers,),
        ).fetchall()
        return [row[0] for row in rows]


async def _asked(node: Node, path: str, body: object, token: str = "") -> tuple[int, Any]:
    with contextlib.closing(Line(node.port, token, patience=PATIENCE)) as line:
        answer = await line.ask("POST", path, body)
        return answer.status, answer.json()
