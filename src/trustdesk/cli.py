"""The command line: up, serve, work, migrate, doctor, code.

Exit codes: 0 all is well, 1 something is wrong and was said, 2 a setting or an argument will
not do, 3 the database is unsafe and was refused, 130 stopped by Ctrl-C.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg
import uvloop

from trustdesk.kit import doctor, logs, migrate, postgres, safety, serving
from trustdesk.kit.settings import Misconfigured, Settings, load

WRONG, WILL_NOT_DO, UNSAFE, INTERRUPTED = 1, 2, 3, 130
WORKER_GRACE_S = 15

COMMANDS = {
    "up": "everything on this machine: PostgreSQL, demo world, server and worker",
    "serve": "one node: the application and, on their own port, the files",
    "work": "one worker: reactions, scheduled and slow work",
    "migrate": "bring the database to this release's schema",
    "doctor": "say in plain words what is wrong",
    "code": "the demo agents' sign-in codes of this minute",
}


class DemoAgent(msgspec.Struct):
    email: str
    password: str
    totp_secret: str
    brand: str = ""
    name: str = ""


class DemoWorld(msgspec.Struct):
    """What ``var/demo.json`` holds."""

    base_url: str
    api_keys: dict[str, str]
    agents: list[DemoAgent]


class UnsafeDatabase(Exception):
    """Refused; the text lists why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    chosen = _parser().parse_args(arguments)
    runs: dict[str, Callable[[Settings], int]] = {
        "up": _up,
        "serve": _serve,
        "work": _work,
        "migrate": _migrate,
        "doctor": _doctor,
        "code": _code,
    }
    try:
        settings = load(_environment(chosen))
        logs.configure(settings.log_level)
        return runs[chosen.command](settings)
    except Misconfigured as error:
        return _failed(str(error), WILL_NOT_DO)
    except UnsafeDatabase as error:
        return _failed(str(error), UNSAFE)
    except (postgres.CouldNotStart, serving.CouldNotServe) as error:
        return _failed(str(error), WRONG)
    except psycopg.Error as error:
        return _failed(f"the database: {error}", WRONG)
    except KeyboardInterrupt:
        return _failed("stopped", INTERRUPTED)


def _parser() -> argparse.ArgumentParser:
    what = "A support desk for digital-asset exchanges."
    parser = argparse.ArgumentParser(prog="trustdesk", description=what)
    parser.add_argument(
        "--config", metavar="FILE", help="the TOML file of settings (default ./trustdesk.toml)"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, told in COMMANDS.items():
        commands.add_parser(name, help=told, description=told)
    return parser


def _environment(chosen: argparse.Namespace) -> Mapping[str, str]:
    return os.environ | ({"TRUSTDESK_CONFIG": chosen.config} if chosen.config else {})


def _up(settings: Settings) -> int:
    began = time.monotonic()
    settings = msgspec.structs.replace(settings, demo=True)
    sockets = serving.bound(settings)
    cluster = None if settings.database_url else postgres.start(settings.data_dir, _say)
    try:
        if cluster:
            cluster.tend()
            urls = {"database_url": cluster.database_url, "migrate_url": cluster.migrate_url}
            settings = msgspec.structs.replace(settings, **urls)
        _migrate_apart(settings)
        uvloop.run(_live(settings, sockets, began))
    finally:
        if cluster:
            cluster.stop()
    _say("Stopped; everything is kept")
    return 0


def _migrate_apart(settings: Settings) -> None:
    """Migrate in a process of its own: what it loads need not stay in the server's memory."""
    owner = settings.migrate_url or settings.database_url
    if not migrate.pending(owner):
        return
    _say("Bringing the database to this release's schema")
    told = {"TRUSTDESK_DATABASE_URL": settings.database_url, "TRUSTDESK_MIGRATE_URL": owner}
    again = [sys.executable, "-m", "trustdesk", "migrate"]
    done = subprocess.run(again, env=os.environ | told, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        raise postgres.CouldNotStart("the database could not be migrated; see above")


async def _live(settings: Settings, sockets: list[serving.Socket], began: float) -> None:
    from trustdesk import app, demo, worker  # noqa: PLC0415 - the rooms are loaded by who needs them

    await _refuse_unsafe(settings)
    stop = serving.stop_on_signals()
    application = app.create(settings)
    working: list[asyncio.Task[None]] = []

    async def ready() -> None:
        _say("Seeding the demo world")
        world = msgspec.convert(await demo.seed(application.state.desk), DemoWorld)
        _write(settings.data_dir / "demo.json", msgspec.json.format(msgspec.json.encode(world)))
        working.append(_ending(worker.run(settings, stop, application.state.desk), stop))
        _welcome(settings, world, time.monotonic() - began)

    try:
        await serving.serve(application, settings, sockets, stop, ready)
    finally:
        stop.set()
        await _finished(working)


def _serve(settings: Settings) -> int:
    settings = _with_database(settings)
    sockets = serving.bound(settings)

    async def live() -> None:
        from trustdesk import app  # noqa: PLC0415 - the rooms are loaded by who needs them

        await _refuse_unsafe(settings)
        stop = serving.stop_on_signals()
        await serving.serve(
            app.create(settings), settings, sockets, stop, _told(f"Serving {settings.base_url}")
        )

    uvloop.run(live())
    return 0


def _work(settings: Settings) -> int:
    settings = _with_database(settings)

    async def live() -> None:
        from trustdesk import worker  # noqa: PLC0415 - the rooms are loaded by who needs them

        await _refuse_unsafe(settings)
        _say("Working")
        await worker.run(settings, serving.stop_on_signals())

    uvloop.run(live())
    return 0


def _migrate(settings: Settings) -> int:
    if not settings.migrate_url and not settings.database_url:
        settings = _with_database(settings)
    did = migrate.upgrade(settings.migrate_url or settings.database_url, settings.database_url)
    _say(f"The database is at step {migrate.newest()}" + ("" if did else " already"))
    return 0


def _doctor(settings: Settings) -> int:
    found = asyncio.run(doctor.examine(_with_running(settings)))
    for problem in found:
        _say(f"{'WRONG  ' if problem.fatal else 'CAREFUL'}  {problem.text}")
    if any(problem.fatal for problem in found):
        return WRONG
    _say("Nothing is wrong" + (" that would stop the desk" if found else ""))
    return 0


def _code(settings: Settings) -> int:
    from pyotp.totp import TOTP  # noqa: PLC0415 - only here

    path = settings.data_dir / "demo.json"
    if not path.exists():
        return _failed(f"there is no {path}; run `trustdesk up` first", WRONG)
    now = datetime.now(UTC)
    for agent in msgspec.json.decode(path.read_bytes(), type=DemoWorld).agents:
        _say(f"{TOTP(agent.totp_secret).at(now)}  {agent.email}")
    return 0


def _with_running(settings: Settings) -> Settings:
    urls = None if settings.database_url else postgres.running_urls(settings.data_dir)
    if urls is None:
        return settings
    return msgspec.structs.replace(settings, database_url=urls[0], migrate_url=urls[1])


def _with_database(settings: Settings) -> Settings:
    settings = _with_running(settings)
    if not settings.database_url:
        raise Misconfigured(
            "database_url", "names no database; set it, or use `trustdesk up`, which brings one"
        )
    return settings


async def _refuse_unsafe(settings: Settings) -> None:
    found = await safety.problems(settings)
    for problem in found:
        if not problem.fatal:
            _say(f"Careful: {problem.text}")
    if fatal := [problem.text for problem in found if problem.fatal]:
        raise UnsafeDatabase("\n".join(fatal))


def _ending(work: Awaitable[None], stop: asyncio.Event) -> "asyncio.Task[None]":
    """Run the worker beside the server; should it fail, everything ends rather than limp."""

    async def run() -> None:
        try:
            await work
        finally:
            stop.set()

    return asyncio.create_task(run())


async def _finished(tasks: list["asyncio.Task[None]"]) -> None:
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=WORKER_GRACE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=bool(late))


def _welcome(settings: Settings, world: DemoWorld, seconds: float) -> None:
    agent = world.agents[0]
    _say(f"""
trustdesk is ready ({seconds:.1f} s)

  Demo exchange   {settings.base_url}/demo/{next(iter(world.api_keys))}   with the chat widget
                  also /demo/{", /demo/".join(list(world.api_keys)[1:])}
  Console         {settings.base_url}/console/
  Sign in as      {agent.email}   password {agent.password}
                  code {_now_code(agent)}, the next ones by `make code`
  All sign-ins and API keys are in {settings.data_dir / "demo.json"}

Stop with Ctrl-C.
""")


def _now_code(agent: DemoAgent) -> str:
    from pyotp.totp import TOTP  # noqa: PLC0415 - only here

    return TOTP(agent.totp_secret).now()


def _told(text: str) -> Callable[[], Awaitable[None]]:
    async def tell() -> None:
        _say(text)

    return tell


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(content)
    draft.chmod(0o600)
    draft.replace(path)


def _say(text: str) -> None:
    print(text, flush=True)


def _failed(text: str, code: int) -> int:
    print(f"trustdesk: {text}", file=sys.stderr, flush=True)
    return code
