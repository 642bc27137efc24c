"""The sandbox as a process: its schema, its people, its server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Litestar
from litestar.di import Provide

from trustdesk import brands
from trustdesk.kit import clock, secrets, serving, web
from trustdesk.kit.db import Database
from trustdesk.kit.egress import load as way_out
from trustdesk.kit.errors import Refused
from trustdesk.kit.settings import Settings
from trustdesk.sandbox import store
from trustdesk.sandbox.actions.bank import Bank
from trustdesk.sandbox.api import app, connector, markets, nodes
from trustdesk.sandbox.rules.world import world


class _Desk:
    """The sandbox has nobody to say goodbye to."""

    async def drain(self) -> None:
        """Nothing waits."""


def application(settings: Settings) -> Litestar:
    """Make the sandbox's ASGI application; its schema must be there."""
    names = sorted(brands.load(settings.brands_dir))
    db = Database(settings.database_url, node="sandbox", size=4, kept=0)
    made = Litestar(
        route_handlers=[*connector.ROUTES, *app.ROUTES, *nodes.ROUTES, *markets.ROUTES],
        dependencies={
            "db": Provide(lambda: db, sync_to_thread=False),
            "now": Provide(connector.provide_now, sync_to_thread=False),
        },
        exception_handlers={Refused: web.answer_refused},
        lifespan=[lambda _app: _open(db, names)],
        openapi_config=None,
        logging_config=None,
    )
    made.state.bank = Bank(settings, secrets.load(settings), way_out(demo=True))
    made.state.brands = frozenset(names)
    made.state.running = set[asyncio.Task[Any]]()
    made.state.desk = _Desk()
    return made


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Serve the sandbox until told to stop."""
    await asyncio.to_thread(store.prepare, settings.migrate_url or settings.database_url)
    place = msgspec.structs.replace(settings, port=settings.sandbox_port)
    sockets = [serving.listening("sandbox_port", settings.host, settings.sandbox_port)]
    served: Any = application(settings)
    await serving.serve(served, place, sockets, stop, _ready)


async def _ready() -> None:
    """Nobody waits for the sandbox."""


@contextlib.asynccontextmanager
async def _open(db: Database, names: list[str]) -> AsyncIterator[None]:
    await db.open()
    now = clock.utc_now().replace(minute=0, second=0, microsecond=0)
    for brand in names:
        async with db.transaction(brand) as tx:
            await store.seed(tx, list(world(brand, now)))
    try:
        yield
    finally:
        await db.close()


__all__ = ["application", "run"]
