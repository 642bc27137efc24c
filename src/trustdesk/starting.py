"""The commands that run until they are stopped: up, serve, work."""

import asyncio
import importlib
import time
from collections.abc import Callable

import msgspec
import uvloop

from trustdesk.kit import clock, companions, migrate, postgres, safety, secrets, serving
from trustdesk.kit.settings import Settings

Say = Callable[[str], None]


def up(settings: Settings, say: Say) -> int:
    """Start everything on this machine, PostgreSQL included, and serve until stopped; gives the exit code."""
    began = time.monotonic()
    settings = msgspec.structs.replace(settings, demo=True)
    sockets = serving.bound(settings)
    cluster = None if settings.database_url else postgres.start(settings.data_dir, say)
    try:
        if cluster:
            cluster.tend()
            settings = msgspec.structs.replace(
                settings, database_url=cluster.database_url, migrate_url=cluster.migrate_url
            )
        if migrate.pending(settings.migrate_url or settings.database_url):
            say("Bringing the database to this release's schema")
            companions.apart(settings, "migrate")
        settings = companions.with_sandbox(settings)
        from trustdesk import connecting  # noqa: PLC0415 - the rooms are loaded by who needs them

        for room in ("app", "demo", "worker"):  # before the fork, so that both processes share them
            importlib.import_module(f"trustdesk.{room}")
        with companions.companion(lambda: uvloop.run(connecting.beside(settings))):
            uvloop.run(_live(settings, sockets, began, say))
    finally:
        if cluster:
            cluster.stop()
    say("Stopped; everything is kept")
    return 0


async def _live(settings: Settings, sockets: list[serving.Socket], began: float, say: Say) -> None:
    from trustdesk import app, demo, worker  # noqa: PLC0415 - the rooms are loaded by who needs them

    await refuse_unsafe(settings, say)
    stop = serving.stop_on_signals()
    application = app.create(settings)
    house = application.state.desk
    working: list[asyncio.Task[None]] = []

    async def ready() -> None:
        say("Seeding the demo world")
        world = await demo.seed(house)
        secrets.put(settings.data_dir / "demo.json", msgspec.json.format(msgspec.json.encode(world)))
        working.append(serving.beside(worker.run(settings, stop, house), stop))
        say(f"\ntrustdesk is ready ({time.monotonic() - began:.1f} s)" + demo.welcome(world, clock.utc_now()))
        say(f"  All sign-ins and API keys are in {settings.data_dir / 'demo.json'}\n\nStop with Ctrl-C.\n")

    try:
        await serving.serve(application, settings, sockets, stop, ready)
    finally:
        stop.set()
        await serving.finished(working)


def serve(settings: Settings, say: Say) -> int:
    """Serve one node; gives the exit code."""
    sockets = serving.bound(settings)

    async def live() -> None:
        from trustdesk import app  # noqa: PLC0415 - the rooms are loaded by who needs them

        await refuse_unsafe(settings, say)
        stop = serving.stop_on_signals()
        await serving.serve(app.create(settings), settings, sockets, stop, ready)

    async def ready() -> None:
        say(f"Serving {settings.base_url}")

    uvloop.run(live())
    return 0


def work(settings: Settings, say: Say) -> int:
    """React and do jobs, without serving; gives the exit code."""

    async def live() -> None:
        from trustdesk import worker  # noqa: PLC0415 - the rooms are loaded by who needs them

        await refuse_unsafe(settings, say)
        await worker.run(settings, serving.stop_on_signals(), ready=lambda: say("Working"))

    uvloop.run(live())
    return 0


async def refuse_unsafe(settings: Settings, say: Say) -> None:
    """Raise ``UnsafeDatabase`` when what is stored could be lost, and say what is only doubtful."""
    from trustdesk import restoring  # noqa: PLC0415 - the rooms are loaded by who needs them

    found = [*await safety.problems(settings), *await restoring.examine(settings)]
    for problem in found:
        if not problem.fatal:
            say(f"Careful: {problem.text}")
    if fatal := [problem.text for problem in found if problem.fatal]:
        raise safety.UnsafeDatabase("\n".join(fatal))


COMMANDS: dict[str, Callable[[Settings, Say], int]] = {"up": up, "serve": serve, "work": work}
