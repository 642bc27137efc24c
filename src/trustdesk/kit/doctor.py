"""The doctor: looks at everything a node needs and says in plain words what is wrong."""

import asyncio
import contextlib
import http.client
import ipaddress
import os
import shutil
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from trustdesk.kit import safety, secrets, sight
from trustdesk.kit.clam import Scanner
from trustdesk.kit.safety import Problem
from trustdesk.kit.serving import bound
from trustdesk.kit.settings import Misconfigured, Settings

STATIC = Path(__file__).resolve().parent.parent / "static"
BUILT = ("console/index.html", "widget.js")
SKEW_LIMIT_S = 2
LITTLE_BYTES = 2_000_000_000
TOO_LITTLE_BYTES = 200_000_000


async def examine(settings: Settings) -> list[Problem]:
    """List every problem of this node; none means it may serve."""
    found = [
        *_data_folder(settings.data_dir),
        *_secret(settings),
        *_name(settings.base_url),
        *_proxies(settings),
        *await asyncio.to_thread(_ports, settings),
        *_web(STATIC),
        *_pictures(settings),
        *await _scanner(settings),
    ]
    if not settings.database_url:
        text = "no database is named and none is running here; set DATABASE_URL, or use `trustdesk up`"
        return [*found, Problem("unreachable", text)]
    return [*found, *await safety.problems(settings), *await _skew(settings)]


def _data_folder(folder: Path) -> list[Problem]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"probe")
            os.fsync(probe.fileno())
    except OSError as error:
        return [Problem("data_dir", f"the data folder {folder} cannot be written: {error.strerror}")]
    free = shutil.disk_usage(folder).free
    if free < LITTLE_BYTES:
        text = f"only {free // 1_000_000} MB are free at {folder}"
        return [Problem("disk", text, fatal=free < TOO_LITTLE_BYTES)]
    return []


def _pictures(settings: Settings) -> list[Problem]:
    if not settings.read_pictures:
        return [
            Problem("pictures", "nobody looks for secrets in pictures: read_pictures is off", fatal=False)
        ]
    if not sight.installed():
        text = "nobody looks for secrets in pictures: what reads them is not installed (docs/operate.md)"
        return [Problem("pictures", text, fatal=False)]
    return []


async def _scanner(settings: Settings) -> list[Problem]:
    if await Scanner(settings.scanner_url).answers():
        return []
    text = f"the virus scanner at {settings.scanner_url} does not answer: no file is taken until it does"
    return [Problem("scanner", text, fatal=False)]


def _name(base_url: str) -> list[Problem]:
    host = urlsplit(base_url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return []
    if address.is_loopback:
        return []
    text = f"base_url names the bare address {host}: browsers make no passkeys for it, give the desk a name"
    return [Problem("base_url", text, fatal=False)]


def _proxies(settings: Settings) -> list[Problem]:
    if settings.trusted_proxies or not settings.base_url.startswith("https://"):
        return []
    text = (
        "base_url is https and trusted_proxies names nobody: no socket is known to come by TLS, "
        "so all are refused, and every customer counts as one address"
    )
    return [Problem("trusted_proxies", text, fatal=False)]


def _secret(settings: Settings) -> list[Problem]:
    try:
        secrets.load(settings)
    except Misconfigured as error:
        return [Problem("secret", str(error))]
    return []


def _ports(settings: Settings) -> list[Problem]:
    try:
        for taken in bound(settings):
            taken.close()
    except Misconfigured as error:
        if _is_ours(settings):
            return []
        return [Problem(error.setting, str(error))]
    return []


def _is_ours(settings: Settings) -> bool:
    asked = http.client.HTTPConnection(settings.host, settings.port, timeout=2)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(asked):
        asked.request("GET", "/healthz")
        return asked.getresponse().status == http.HTTPStatus.OK
    return False


def _web(static: Path) -> list[Problem]:
    missing = [name for name in BUILT if not (static / name).exists()]
    if not missing:
        return []
    how = "run `make web`" if shutil.which("npm") else "install Node.js 20 or newer, then run `make web`"
    text = f"the web pages are not built ({', '.join(missing)}); {how}"
    return [Problem("web", text, fatal=False)]


async def _skew(settings: Settings) -> list[Problem]:
    with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        connection = await asyncpg.connect(settings.database_url, timeout=safety.CONNECT_LIMIT_S)
        try:
            before = time.time()
            theirs = float(await connection.fetchval("SELECT extract(epoch FROM clock_timestamp())"))
            skew = theirs - (before + time.time()) / 2
        finally:
            await connection.close(timeout=safety.CONNECT_LIMIT_S)
        if abs(skew) > SKEW_LIMIT_S:
            text = f"this machine's clock and the database's differ by {skew:+.1f} s; run a time service"
            return [Problem("clock", text)]
    return []
