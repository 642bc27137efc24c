"""Serving: one process, two origins, and an orderly end.

The application and the files it serves have origins of their own, so that a hostile file
can reach nothing; both are the same ASGI application, told apart by the port asked.
"""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any, Protocol

import uvicorn

from trustdesk.kit import heap
from trustdesk.kit.corked import CorkedProtocol
from trustdesk.kit.settings import Misconfigured, Settings

DRAIN_LIMIT_S = 10
GRACE_S = 10
BESIDE_LIMIT_S = 15
Socket = socket.socket

BACKLOG = 2048
COLLECT_AFTER = (20_000, 20, 20)  # objects, and rounds of younger ones
FRAME_LIMIT_BYTES = 65_536


class Desk(Protocol):
    """What the application keeps in ``app.state.desk``: here only that it can be drained."""

    async def drain(self) -> None: ...


class App(Protocol):
    """An ASGI application that carries its desk."""

    state: Any

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...


class CouldNotServe(Exception):
    """The application did not start; what went wrong is in the log."""


class _Server(uvicorn.Server):
    """Leaves signals, and the decision to end the process, to the one who runs it."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets=sockets)
        except SystemExit as error:
            raise CouldNotServe("the application did not start; the log says why") from error

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bound(settings: Settings) -> list[socket.socket]:
    """Take both ports now, so that a port in use is told before anything else is begun."""
    sockets: list[socket.socket] = []
    for name, port in (("port", settings.port), ("files_port", settings.files_port)):
        try:
            sockets.append(listening(name, settings.host, port))
        except Misconfigured:
            for held in sockets:
                held.close()
            raise
    return sockets


def listening(setting: str, host: str, port: int) -> socket.socket:
    """Take one port; raises ``Misconfigured``, naming the setting, when it cannot be had."""
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        raise Misconfigured(setting, f"{host}:{port} cannot be had: {error.strerror}") from error
    return taken


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM or Ctrl-C sets; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def told(order: signal.Signals) -> None:
        if stop.is_set():
            loop.remove_signal_handler(order)
            signal.raise_signal(order)
        stop.set()

    for order in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(order, told, order)
    return stop


async def serve(
    app: App,
    settings: Settings,
    sockets: list[socket.socket],
    stop: asyncio.Event,
    ready: Callable[[], Awaitable[None]],
) -> None:
    """Serve until ``stop`` is set, then drain: not ready, sockets told, requests finished."""
    server = _Server(_config(app, settings))
    serving = asyncio.create_task(server.serve(sockets))
    try:
        await _until_started(server, serving)
        _settle_memory()
        await ready()
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not serving.done():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(app.state.desk.drain(), DRAIN_LIMIT_S)
    finally:
        server.should_exit = True
        await asyncio.wait({serving})
    serving.result()


def beside(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> "asyncio.Task[None]":
    """Run ``work`` beside the server; should it fail, everything ends rather than limp."""

    async def run() -> None:
        try:
            await work
        finally:
            stop.set()

    return asyncio.create_task(run())


async def finished(tasks: "list[asyncio.Task[None]]") -> None:
    """Wait for what runs beside the server, a while; raise what it raised."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=BESIDE_LIMIT_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=bool(late))


def _settle_memory() -> None:
    """Give back what starting took, and let the collector leave alone what stays."""
    heap.give_back()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


async def _until_started(server: uvicorn.Server, serving: "asyncio.Task[None]") -> None:
    while not server.started:
        await asyncio.wait({serving}, timeout=0.01)
        if serving.done():
            serving.result()
            return


def _config(app: App, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="none",
        http=CorkedProtocol,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=FRAME_LIMIT_BYTES,
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACE_S,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
    )
