"""Serving an application of the tests' own over real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from tests.kit.test_doctor import free_pair
from trustdesk.kit import serving
from trustdesk.kit.settings import Misconfigured, Settings, load


class Told:
    """An application that answers with the port it was asked on, slowly under /slow."""

    def __init__(self, *, starts: bool = True) -> None:
        self.starts = starts
        self.drained = False
        self.served: list[str] = []
        self.state = SimpleNamespace(desk=self)

    async def drain(self) -> None:
        self.drained = True

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": f"lifespan.startup.{'complete' if self.starts else 'failed'}"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["path"] == "/slow":
            await asyncio.sleep(0.3)
        self.served.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(scope["server"][1]).encode()})


@pytest.fixture
def node() -> Settings:
    return load({"PORT": str(free_pair())})


@pytest.fixture
def sockets(node: Settings) -> Generator[list[socket.socket]]:
    taken = serving.bound(node)
    yield taken
    for each in taken:
        each.close()


@asynccontextmanager
async def running(app: Told, node: Settings, sockets: list[socket.socket]) -> AsyncIterator[asyncio.Event]:
    stop, ready = asyncio.Event(), asyncio.Event()

    async def tell() -> None:
        ready.set()

    serve = asyncio.create_task(serving.serve(app, node, sockets, stop, tell))
    await asyncio.wait_for(ready.wait(), 5)
    yield stop
    stop.set()
    await asyncio.wait_for(serve, 15)


async def test_both_origins_answer_on_their_own_port(node: Settings, sockets: list[socket.socket]) -> None:
    async with running(Told(), node, sockets), httpx.AsyncClient() as client:
        assert (await client.get(node.base_url)).text == str(node.port)
        assert (await client.get(node.files_url)).text == str(node.files_port)


async def test_head_and_body_leave_in_one_packet(node: Settings, sockets: list[socket.socket]) -> None:
    async with running(Told(), node, sockets):
        reader, writer = await asyncio.open_connection("127.0.0.1", node.port)
        writer.write(b"GET / HTTP/1.1\r\nhost: desk\r\n\r\n")
        first = await asyncio.wait_for(reader.read(4_096), 5)
        writer.close()
    assert first.startswith(b"HTTP/1.1 200")
    assert str(node.port).encode() in first.partition(b"\r\n\r\n")[2]


async def test_stopping_drains_first_and_finishes_what_was_asked(
    node: Settings, sockets: list[socket.socket]
) -> None:
    app = Told()
    async with running(app, node, sockets) as stop, httpx.AsyncClient() as client:
        asked = asyncio.create_task(client.get(f"{node.base_url}/slow"))
        await asyncio.sleep(0.1)
        assert not app.drained
        stop.set()
        assert (await asked).status_code == 200
    assert app.drained
    assert app.served == ["/slow"]


async def test_a_start_that_fails_is_told(node: Settings, sockets: list[socket.socket]) -> None:
    async def never() -> None:
        raise AssertionError

    with pytest.raises(serving.CouldNotServe):
        await serving.serve(Told(starts=False), node, sockets, asyncio.Event(), never)


def test_a_port_in_use_is_refused_by_name(node: Settings, sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.listen()
    with pytest.raises(Misconfigured, match=r"setting port: .*already in use"):
        serving.bound(node)
