"""The house on one page: rooms mounted, reactions plugged in, one ASGI application."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import structlog
from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig

from trustdesk import brands, conversations, customers, files, staff, vault
from trustdesk.channels import api as api_channel
from trustdesk.channels import webchat
from trustdesk.channels.api import jobs as api_jobs
from trustdesk.channels.api import reactions as api_reactions
from trustdesk.channels.api.api import messages as api_line
from trustdesk.channels.api.api import webhooks
from trustdesk.channels.intake import Intake
from trustdesk.channels.webchat.api import demo
from trustdesk.conversations import Command, Outcome
from trustdesk.conversations import jobs as conversation_jobs
from trustdesk.conversations import reactions as conversation_reactions
from trustdesk.conversations.api import feeds, routes, signs, ties, transcripts
from trustdesk.customers import jobs as customer_jobs
from trustdesk.files import api as files_api
from trustdesk.files import jobs as file_jobs
from trustdesk.kit import clock, egress, fast, ids, pages, secrets, vitals, web
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.events import Reaction, Reactor
from trustdesk.kit.groups import Groups
from trustdesk.kit.jobs import Job
from trustdesk.kit.live import Gateway, Hub, PostgresWire
from trustdesk.kit.settings import Settings
from trustdesk.ratings import api as ratings_api
from trustdesk.replies import api as replies_api
from trustdesk.replies import reactions as replies_reactions
from trustdesk.reports import api as reports_api
from trustdesk.routing import api as routing_api
from trustdesk.routing import reactions as routing_reactions
from trustdesk.staff import api as staff_api
from trustdesk.staff import jobs as staff_jobs
from trustdesk.vault import api as vault_api
from trustdesk.vault import jobs as vault_jobs

log = structlog.get_logger()

RESOLVERS = {
    "ts": staff.actor_of_session,
    "td": staff.actor_of_key,
    "tv": customers.actor_of_visit,
}
LIVE_PATH = "/api/v1/live"
CASES = "/api/v1/conversations/"
ATTENDANCE_SECONDS = 20
DRAIN_SECONDS = 0.5  # for the last frames to leave


class House:
    """One node's working parts, shared by its web side and its worker."""

    def __init__(self, settings: Settings) -> None:
        """Put the parts together; nothing is opened yet."""
        self.settings = settings
        self.keys = secrets.load(settings)
        self.brands = brands.load(settings.brands_dir)
        self.db = Database(settings.database_url, node=ids.uuid7().hex[-12:])
        self.blobs = Blobs(settings.files_store)
        self.vault = Blobs(settings.vault_store)
        self.doors = vault.Doors(self.keys, settings.files_url, clock.utc_now)
        self.links = files.Links(self.keys, settings.files_url, clock.utc_now)
        self.intake = Intake(self.db, self.brands)
        self.desk: Groups[Command, Outcome] = Groups(self.db, self._perform)
        self.admission = web.Admission(self.db, frozenset(self.brands), RESOLVERS)
        self.hub = Hub(self.db, PostgresWire(self.db), self.admission.look_up)
        self.thread = feeds.ThreadFeed(self.db, self.hub, self.links)
        self.hub.feeds += [
            self.thread,
            feeds.CurrentFeed(self.db, self.hub),
            feeds.InboxFeed(self.db, self.hub),
            routing_api.PlaceFeed(self.db),
            routing_api.PresenceFeed(self.db),
        ]
        self.signs = signs.Signs(self.db, self.hub, place=0)
        self.reactor = Reactor(self.db, sorted(self.brands), self.reactions())
        self.egress = egress.load(demo=settings.demo)
        self.keysets = demo.keysets(settings, self.brands, self.egress)
        self.sender = api_jobs.Sender(self.db, self.keys, sorted(self.brands), self.egress)
        self.hub.woken += [self.reactor.wake, self.sender.wake]
        self.draining = False

    def reactions(self) -> list[Reaction]:
        """Name everything that listens."""
        return [
            *conversation_reactions.reactions(),
            *routing_reactions.reactions(self.brands),
            *replies_reactions.reactions(self.brands),
            *api_reactions.reactions(),
        ]

    def jobs(self) -> list[Job]:
        """Name all scheduled work."""
        return [
            *conversation_jobs.jobs(self.brands),
            *staff_jobs.jobs(),
            *customer_jobs.jobs(),
            *file_jobs.jobs(self.blobs),
            *vault_jobs.jobs(self.vault),
            *api_jobs.jobs(),
        ]

    async def drain(self) -> None:
        """Stop being ready and ask every client to connect elsewhere."""
        self.draining = True
        self.hub.drain()
        await asyncio.sleep(DRAIN_SECONDS)

    async def attendance(self) -> None:
        """Remember, as long as it runs, which agents have an open socket on this node."""
        while True:
            await asyncio.sleep(ATTENDANCE_SECONDS)
            for tenant, agents in self.hub.present("agent").items():
                try:
                    async with self.db.transaction(tenant) as tx:
                        await staff.attended(tx, agents)
                except Exception:  # the next look is soon, and agents lapse only after several
                    log.exception("attendance could not be noted", tenant=tenant)

    async def _perform(self, tx: Tx, commands: list[Command]) -> list[Outcome | Refused]:
        return await conversations.perform(tx, commands, self.brands[tx.tenant].prefix, clock.utc_now())


class Application:
    """The ASGI application of one node: sockets, the hot paths, the files' origin, everything else."""

    def __init__(self, house: House) -> None:
        """Mount everything."""
        self.state = SimpleNamespace(desk=house)
        files_origin = files_api.FilesOrigin(house.db, house.blobs, house.links)
        self._files = vault_api.VaultOrigin(house.db, house.vault, house.keys, house.doors, files_origin)
        self._gateway = Gateway(house.hub, house.admission.look_up, frozenset({house.settings.base_url}))
        hot = [
            fast.FastRoute("/api/v1/messages", "", "line", api_line.MessageBody, _fast_message(house)),
            fast.FastRoute("/api/v1/widget/messages", "", "visitor", webchat.SendBody, _fast_visit(house)),
            fast.FastRoute(CASES, "/replies", "staff", routes.ReplyBody, _fast_reply(house)),
        ]
        litestar: Any = _litestar(house)
        self._door = fast.FastDoor(hot, house.admission, litestar, _origins(house))

    async def __call__(self, scope: dict[str, Any], receive: fast.Receive, send: fast.Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http" and (scope["server"] or ("", 0))[1] == self.state.desk.settings.files_port:
            await self._files(scope, receive, send)
        elif scope["type"] != "websocket":
            await self._door(scope, receive, send)
        elif scope["path"] == LIVE_PATH:
            await self._gateway(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4404})


def create(settings: Settings) -> Application:
    """Make the ASGI application of one node."""
    return Application(House(settings))


def _litestar(house: House) -> Litestar:
    settings = house.settings
    mounted = _mounted(house)
    web.check_policies(mounted)
    app = Litestar(
        route_handlers=mounted,
        guards=[web.admit],
        dependencies=_given(house),
        exception_handlers={
            Refused: web.answer_refused,
            HTTPException: web.answer_http,
            Exception: web.answer_bug,
        },
        after_request=web.harden,
        cors_config=CORSConfig(
            allow_origins=sorted(_origins(house)), allow_headers=["authorization", "content-type"]
        ),
        openapi_config=OpenAPIConfig(title="trustdesk", version="1", path="/-", render_plugins=[]),
        lifespan=[lambda _app: _open(house)],
        logging_config=None,
        request_max_body_size=11 * 1024 * 1024,
    )
    app.state.admission = house.admission
    app.state.secure = settings.base_url.startswith("https://")
    app.state.desk = house
    return app


def _origins(house: House) -> frozenset[str]:
    """Name the pages on which the widget may stand."""
    own = house.settings.base_url
    return frozenset((own, *(origin for brand in house.brands.values() for origin in brand.origins)))


def _mounted(house: House) -> list[HTTPRouteHandler]:
    """List every room's routes."""
    return [
        *staff_api.ROUTES,
        *files_api.ROUTES,
        *routes.ROUTES,
        *transcripts.ROUTES,
        *ties.ROUTES,
        *routing_api.ROUTES,
        *replies_api.ROUTES,
        *ratings_api.ROUTES,
        *vault_api.ROUTES,
        *reports_api.ROUTES,
        *webchat.ROUTES,
        *demo.routes(house.settings, house.brands),
        api_line.post_message,
        *webhooks.ROUTES,
        *pages.routes(house.settings.files_url),
        *vitals.routes(house.db, lambda: house.draining),
    ]


def _given(house: House) -> dict[str, Provide]:
    """Name the parts that routes may ask for."""
    parts = {
        "db": house.db,
        "desk": house.desk,
        "intake": house.intake,
        "links": house.links,
        "blobs": house.blobs,
        "keys": house.keys,
        "egress": house.egress,
        "keysets": house.keysets,
        "probes": [api_channel.health],
        "brands": house.brands,
        "settings": house.settings,
    }
    asked = {"actor": web.provide_actor, "now": web.provide_now, "locale": web.provide_locale}
    given = {name: _always(part) for name, part in parts.items()} | asked
    return {name: Provide(one, sync_to_thread=False) for name, one in given.items()}


def _always(part: object) -> Callable[[], object]:
    return lambda: part


@contextlib.asynccontextmanager
async def _open(house: House) -> AsyncIterator[None]:
    """Open the database, hear other nodes, notice who is present; close in reverse."""
    await house.db.open()
    running = [asyncio.create_task(house.hub.run()), asyncio.create_task(house.attendance())]
    for task in running:
        task.add_done_callback(_end_rather_than_limp)
    try:
        yield
    finally:
        house.hub.drain()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await house.db.close()


def _end_rather_than_limp(task: asyncio.Task[None]) -> None:
    """End this node in order, so that it is started anew, when what should run forever has failed."""
    if not task.cancelled() and (error := task.exception()):
        log.critical("a part of the node has failed", exc_info=error)
        signal.raise_signal(signal.SIGTERM)


def _fast_message(house: House) -> fast.Verb:
    async def verb(actor: Actor, data: api_line.MessageBody, _segment: str) -> tuple[int, object]:
        outcome = await api_line.bring_in(house.db, house.intake, actor, data)
        return (200 if outcome.again else 201), outcome.receipt

    return verb


def _fast_visit(house: House) -> fast.Verb:
    async def verb(actor: Actor, data: webchat.SendBody, _segment: str) -> tuple[int, object]:
        return await webchat.write_in(house.db, house.intake, actor, data)

    return verb


def _fast_reply(house: House) -> fast.Verb:
    async def verb(actor: Actor, data: routes.ReplyBody, number: str) -> tuple[int, object]:
        outcome = await routes.reply(house.db, house.desk, house.links, actor, number, data)
        return (200 if outcome.again else 201), outcome.receipt

    return verb
