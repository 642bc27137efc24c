"""The house on one page: rooms mounted on what one node shares, one ASGI application."""

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import structlog
from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig

from trustdesk import announcements, guard, mounting, official, oversight, triage, vault
from trustdesk.channels import api as api_channel
from trustdesk.channels import form, webchat
from trustdesk.channels.api.api import messages as api_line
from trustdesk.conversations.api import (
    routes,
)
from trustdesk.files import api as files_api
from trustdesk.house import House
from trustdesk.kit import clock, fast, i18n, web
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.i18n import Locale
from trustdesk.kit.live import Gateway
from trustdesk.kit.refusals import Noted, Refusals
from trustdesk.kit.settings import Settings
from trustdesk.kit.shut import Shut
from trustdesk.knowledge import api as knowledge_api
from trustdesk.knowledge.api.page import Notebook, Notice, Noticeboard
from trustdesk.staff import api as staff_api
from trustdesk.subscriptions import api as subscriptions_api
from trustdesk.vault import api as vault_api

log = structlog.get_logger()

LIVE_PATH = "/api/v1/live"
CASES = "/api/v1/conversations/"


class Application:
    """The ASGI application of one node: sockets, the hot paths, the files' origin, everything else."""

    def __init__(self, house: House) -> None:
        """Mount everything."""
        self.state = SimpleNamespace(desk=house)
        self._files_port = house.settings.files_port
        files_origin = files_api.FilesOrigin(house.db, house.blobs, house.links, oversight.served)
        vault_origin = vault_api.VaultOrigin(
            house.db, house.vault, house.keys, house.doors, house.scanner, files_origin
        )
        refusals = Refusals(time.monotonic)
        self._files = Noted(Shut(vault_origin, house.settings.files_url), refusals)
        url = house.settings.base_url
        self._gateway = Gateway(
            house.hub,
            house.heard_by.look_up,
            frozenset({url}),
            refusals,
            cookie=house.admission.cookie,
            secure=url.startswith("https://"),
        )
        hot = [
            fast.FastRoute("/api/v1/messages", "", "line", api_line.MessageBody, _fast_message(house)),
            fast.FastRoute("/api/v1/widget/messages", "", "visitor", webchat.SendBody, _fast_visit(house)),
            fast.FastRoute(CASES, "/replies", "staff", routes.ReplyBody, _fast_reply(house)),
        ]
        litestar: Any = _litestar(house)
        door = fast.FastDoor(hot, house.admission, litestar, _origins(house))
        self._door = Noted(Shut(door, url), refusals)

    async def __call__(self, scope: dict[str, Any], receive: fast.Receive, send: fast.Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http" and (scope["server"] or ("", 0))[1] == self._files_port:
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
    mounted = mounting.mounted(house)
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


def _given(house: House) -> dict[str, Provide]:
    """Name the parts that routes may ask for."""
    parts = {
        "db": house.db,
        "desk": house.desk,
        "guard": house.guard,
        "intake": house.intake,
        "links": house.links,
        "shelf": house.shelf,
        "blobs": house.blobs,
        "keys": house.keys,
        "mask": official.Masking(_masked),
        "screening": staff_api.Screening(_masked),
        "sealer": house.sealer,
        "egress": house.egress,
        "heralds": subscriptions_api.Heralds(house.heralds),
        "keysets": house.keysets,
        "window": house.window,
        "papers": vault.Papers(),
        "setup": house.setup,
        "panel": house.panel,
        "watch": house.watch,
        "probes": [api_channel.health, form.health],
        "brands": house.brands,
        "library": house.library,
        "noticeboard": Noticeboard(_noticing(house), _asked_lately),
        "notebook": Notebook(triage.Searches(house.db).note),
        "board": house.board,
        "triage": house.triage,
        "gallery": house.gallery,
        "workshop": knowledge_api.Workshop(house.db, house.brands, house.gallery, _masked),
        "assistant": house.assistant,
        "settings": house.settings,
        "terms": house.lobby.terms,
        "lobby": house.lobby,
        "providers": house.providers,
    }
    asked = {"actor": web.provide_actor, "now": web.provide_now, "locale": web.provide_locale}
    given = {name: _always(part) for name, part in parts.items()} | asked
    return {name: Provide(one, sync_to_thread=False) for name, one in given.items()}


def _masked(text: str) -> str:
    return guard.clean(text).text


def _noticing(house: House) -> Callable[[Tx, Locale], Awaitable[list[Notice]]]:
    async def notices(tx: Tx, locale: Locale) -> list[Notice]:
        now = clock.utc_now()
        busy = await house.board.headline(tx, i18n.words(locale), now)
        found = await announcements.pinned(tx, locale, now)
        return [
            *([Notice(busy, "", locale)] if busy else []),
            *(Notice(one.title, one.url, one.locale) for one in found),
        ]

    return notices


async def _asked_lately(tx: Tx) -> list[str]:
    return await triage.asked_lately(tx, clock.utc_now())


def _always(part: object) -> Callable[[], object]:
    return lambda: part


@contextlib.asynccontextmanager
async def _open(house: House) -> AsyncIterator[None]:
    """Open the database, hear other nodes, notice who is present; close in reverse."""
    await house.db.open()
    forever = (house.hub.run(), house.attendance(), house.watch.run())
    running = [asyncio.create_task(one) for one in forever]
    for task in running:
        task.add_done_callback(_end_rather_than_limp)
    try:
        yield
    finally:
        house.hub.drain()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await house.mail.close()
        await house.library.close()
        await house.window.close()
        await house.sight.close()
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
