"""The command line: up, serve, work, migrate, doctor, database, and what works at a desk or checks it.

Exit codes: 0 all is well, 1 something is wrong and was said, 2 a setting or an argument will
not do, 3 the database is unsafe and was refused, 130 stopped by Ctrl-C.
"""

import argparse
import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import psycopg
import uvloop

from trustdesk import starting
from trustdesk.arguments import parser
from trustdesk.kit import clock, heap, logs, migrate, postgres, safety, serving
from trustdesk.kit.errors import Refused
from trustdesk.kit.settings import Misconfigured, Settings, load

WRONG, WILL_NOT_DO, UNSAFE, INTERRUPTED = 1, 2, 3, 130
STAFFING, KEEPING = ("staff", "team", "key", "canary"), ("erase", "keys", "retention")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    heap.tidy()
    chosen = parser().parse_args(arguments)
    runs: dict[str, Callable[[Settings], int]] = {
        **dict.fromkeys(starting.COMMANDS, lambda settings: _starting(settings, chosen)),
        "migrate": _migrate,
        "doctor": lambda settings: _doctor(settings, chosen),
        "database": _database,
        "code": _code,
        **dict.fromkeys(("sandbox", "connector"), lambda settings: _connecting(settings, chosen)),
        "guard": lambda _settings: _guard(chosen),
        **dict.fromkeys((*STAFFING, *KEEPING), lambda settings: _staffing(settings, chosen)),
        "config": lambda settings: _config(settings, chosen),
        **dict.fromkeys(("audit", "transcript", "evidence"), lambda settings: _auditing(settings, chosen)),
    }
    try:
        settings = load(_environment(chosen))
        logs.configure(settings.log_level)
        return runs[chosen.command](settings)
    except Misconfigured as error:
        return _failed(str(error), WILL_NOT_DO)
    except safety.UnsafeDatabase as error:
        return _failed(str(error), UNSAFE)
    except (postgres.CouldNotStart, serving.CouldNotServe, Refused) as error:
        return _failed(str(error), WRONG)
    except psycopg.Error as error:
        return _failed(f"the database: {error}", WRONG)
    except KeyboardInterrupt:
        return _failed("stopped", INTERRUPTED)


def _environment(chosen: argparse.Namespace) -> Mapping[str, str]:
    return os.environ | ({"TRUSTDESK_CONFIG": chosen.config} if chosen.config else {})


def _starting(settings: Settings, chosen: argparse.Namespace) -> int:
    reached = settings if chosen.command == "up" else _with_database(settings)
    return starting.COMMANDS[chosen.command](reached, _say)


def _migrate(settings: Settings) -> int:
    if not settings.migrate_url and not settings.database_url:
        settings = _with_database(settings)
    did = migrate.upgrade(settings.migrate_url or settings.database_url, settings.database_url)
    _say(f"The database is at step {migrate.newest()}" + ("" if did else " already"))
    return 0


def _doctor(settings: Settings, chosen: argparse.Namespace) -> int:
    from trustdesk import restoring  # noqa: PLC0415 - the rooms are loaded by who needs them

    sound = asyncio.run(restoring.consult(_with_running(settings), _say, mend=chosen.mend))
    return 0 if sound else WRONG


def _connecting(settings: Settings, chosen: argparse.Namespace) -> int:
    from trustdesk import connecting  # noqa: PLC0415 - the rooms are loaded by who needs them

    reached = _with_database(settings) if chosen.command == "sandbox" else settings
    return uvloop.run(connecting.run(reached, chosen, _say))


def _code(settings: Settings) -> int:
    from trustdesk import demo  # noqa: PLC0415 - the rooms are loaded by who needs them

    path = settings.data_dir / "demo.json"
    if not path.exists():
        return _failed(f"there is no {path}; run `trustdesk up` first", WRONG)
    for agent in msgspec.json.decode(path.read_bytes(), type=demo.World).agents:
        _say(f"{agent.code(clock.utc_now())}  {agent.email}")
    return 0


def _guard(chosen: argparse.Namespace) -> int:
    from trustdesk import scanning  # noqa: PLC0415 - the rooms are loaded by who needs them

    try:
        return scanning.run(chosen)
    except OSError as error:
        return _failed(f"{chosen.file}: {error.strerror}", WILL_NOT_DO)


def _config(settings: Settings, chosen: argparse.Namespace) -> int:
    from trustdesk import configuring  # noqa: PLC0415 - the rooms are loaded by who needs them

    with _reached(settings) as reached:
        return asyncio.run(configuring.run(reached, chosen))


def _staffing(settings: Settings, chosen: argparse.Namespace) -> int:
    from trustdesk import keeping, staffing  # noqa: PLC0415 - the rooms are loaded by who needs them

    commands = keeping if chosen.command in KEEPING else staffing

    async def run(reached: Settings) -> str:
        await starting.refuse_unsafe(reached, _say)
        return await commands.run(reached, chosen)

    try:
        with _reached(settings) as reached:
            _say(asyncio.run(run(reached)))
    except staffing.WillNotDo as error:
        return _failed(str(error), WILL_NOT_DO)
    return 0


def _auditing(settings: Settings, chosen: argparse.Namespace) -> int:
    from trustdesk import auditing, staffing  # noqa: PLC0415 - the rooms are loaded by who needs them

    try:
        if chosen.command == "transcript":
            _say(auditing.verify_transcript(chosen.file, chosen.key or ""))
            return 0
        with _reached(settings) as reached:
            _say(asyncio.run(auditing.run(reached, chosen)))
    except staffing.WillNotDo as error:
        return _failed(str(error), WILL_NOT_DO)
    except auditing.Tampered as error:
        return _failed(str(error), WRONG)
    return 0


def _database(settings: Settings) -> int:
    cluster = postgres.start(settings.data_dir, _say)

    async def wait() -> None:
        cluster.tend()
        _say(f"PostgreSQL runs for {settings.data_dir}; scripts/pg reaches it. Stop with Ctrl-C.")
        await serving.stop_on_signals().wait()

    try:
        uvloop.run(wait())
    finally:
        cluster.stop()
    return 0


@contextlib.contextmanager
def _reached(settings: Settings) -> Iterator[Settings]:
    """Reach the database that is named, or the embedded one; if that one rests, it is up meanwhile."""
    if settings.database_url or not (settings.data_dir / "postgres").exists():
        yield _with_database(settings)
        return
    try:
        cluster = postgres.start(settings.data_dir)
    except postgres.InUse:
        yield _with_database(settings)
        return
    try:
        yield msgspec.structs.replace(
            settings, database_url=cluster.database_url, migrate_url=cluster.migrate_url
        )
    finally:
        cluster.stop()


def _with_running(settings: Settings) -> Settings:
    urls = None if settings.database_url else postgres.running_urls(settings.data_dir)
    if urls is None:
        return settings
    return msgspec.structs.replace(settings, database_url=urls[0], migrate_url=urls[1])


def _with_database(settings: Settings) -> Settings:
    settings = _with_running(settings)
    missing = "names no database; set it, or use `trustdesk up`, which brings one"
    if not settings.database_url:
        raise Misconfigured("database_url", missing)
    return settings


def _say(text: str) -> None:
    print(text, flush=True)


def _failed(text: str, code: int) -> int:
    print(f"trustdesk: {text}", file=sys.stderr, flush=True)
    return code
