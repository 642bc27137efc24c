"""The world of the tests: one running desk, the people who work there, the people who write.

A desk is real: a server on loopback, PostgreSQL behind it, sockets. Only its worker does not run
by itself: ``settle`` makes every reaction hear what has happened, so that tests never wait.
"""

import asyncio
import base64
import contextlib
import itertools
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import httpx
import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.cluster import Database, TestCluster
from tests.ports import free_pair
from trustdesk import staff
from trustdesk.app import create
from trustdesk.house import House
from trustdesk.kit import clock, serving
from trustdesk.kit.ids import uuid7

BRAND = "bitget"
WAIT_SECONDS = 5
HOURS = timedelta(hours=8)  # how long break-glass access lasts here


def fresh() -> str:
    """A client id nobody has used."""
    return str(uuid.uuid4())


def _done(answer: httpx.Response, *, refused: bool | None) -> httpx.Response:
    """What a test builds on was done; ``refused`` where the refusal is the matter, None where either may be."""
    assert refused is None or answer.is_error is refused, answer.text
    return answer


class Person(httpx.AsyncClient):
    """Somebody at the door: an HTTP client with a credential, and what is known of who holds it."""

    def __init__(self, world: "World", token: str, **known: Any) -> None:
        super().__init__(
            base_url=world.base_url, timeout=10, headers={"authorization": f"Bearer {token}"} if token else {}
        )
        self.world = world
        self.token = token
        self.known = known

    @property
    def id(self) -> str:
        """The id of the agent or customer."""
        return self.known["id"]

    async def reply(
        self, number: str, text: str, *, refused: bool | None = False, **more: Any
    ) -> httpx.Response:
        """Answer a customer; fails loudly unless told that it may be refused."""
        body = {"client_id": fresh(), "text": text, **more}
        return _done(await self.post(f"/api/v1/conversations/{number}/replies", json=body), refused=refused)

    async def act(
        self, number: str, verb: str, *, refused: bool | None = False, **body: Any
    ) -> httpx.Response:
        """Do something to a conversation: notes, status, assignee, labels; fails as loudly."""
        whole = {"client_id": fresh(), **body}
        return _done(await self.post(f"/api/v1/conversations/{number}/{verb}", json=whole), refused=refused)

    async def look_into(
        self, number: str, reason: str = "colleague_asked", *, refused: bool | None = False
    ) -> httpx.Response:
        """Have a conversation opened that is not one's own, by a reason."""
        return await self.act(number, "access", refused=refused, reason_code=reason)

    async def row(self, number: str) -> dict[str, Any]:
        """The conversation as it stands."""
        return (await self.get(f"/api/v1/conversations/{number}")).json()

    async def entries(self, number: str, after: int = 0) -> list[dict[str, Any]]:
        """The thread."""
        found = await self.get(f"/api/v1/conversations/{number}/messages", params={"after": after})
        return found.json()["items"]

    def live(self) -> "Live":
        """A socket of this person."""
        return Live(self.world.base_url, self.token)


class Live:
    """A socket that keeps every frame it was sent."""

    def __init__(self, base_url: str, token: str) -> None:
        self._url = base_url.replace("http", "ws", 1) + "/api/v1/live"
        self._token = token
        self.frames: list[dict[str, Any]] = []
        self._came = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(self._url, additional_headers={"authorization": f"Bearer {self._token}"})
        self._reading = asyncio.create_task(self._read())
        await self.until("welcome")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket and self._reading:
            await self._socket.close()
            await self._reading

    async def knock(self, token: str) -> None:
        """Connect with nothing and say this token, whatever becomes of it."""
        self._socket = await connect(self._url)
        self._reading = asyncio.create_task(self._read())
        await self.say(t="hello", token=token)

    async def say(self, **frame: Any) -> None:
        """Send a frame."""
        assert self._socket is not None
        await self._socket.send(json.dumps(frame))

    async def follow(self, topic: str, after: int | str | None = 0) -> None:
        """Subscribe and wait until it is confirmed."""
        await self.say(t="sub", topic=topic, after=after)
        await self.until("subscribed", topic=topic)

    async def until(self, t: str, **like: Any) -> dict[str, Any]:
        """Wait for the first frame of this kind with these members."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                for frame in self.frames:
                    if frame["t"] == t and like.items() <= frame.items():
                        return frame
                self._came.clear()
                await self._came.wait()

    async def next(self) -> None:
        """Wait until something more has come."""
        self._came.clear()
        async with asyncio.timeout(WAIT_SECONDS):
            await self._came.wait()

    async def entries(self, upto: int) -> list[dict[str, Any]]:
        """Wait for the entry with this number; all entries that came, in the order they came."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                got = [one for frame in self.frames if frame["t"] == "entries" for one in frame["items"]]
                if any(one["seq"] >= upto for one in got):
                    return got
                self._came.clear()
                await self._came.wait()

    async def closed(self) -> int:
        """Wait until the other side closes; the code it gave."""
        assert self._socket is not None
        async with asyncio.timeout(WAIT_SECONDS):
            await self._socket.wait_closed()
        return self._socket.close_code or 0

    async def _read(self) -> None:
        assert self._socket is not None
        with contextlib.suppress(ConnectionClosed):
            async for text in self._socket:
                self.frames.append(json.loads(text))
                self._came.set()


class World:
    """A running desk, and how to meet its people."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.base_url = house.settings.base_url
        self.stranger = Person(self, "")
        self._steps = itertools.count(1)
        self._opened: list[Person] = [self.stranger]

    async def settle(self) -> None:
        """Let every reaction hear everything that has happened."""
        await self.house.reactor.settle()

    async def integration(self, *scopes: str, brand: str = BRAND, line: str = "api") -> Person:
        """A system of the exchange, with a key; without scopes it may do all that a key can."""
        async with self.house.db.transaction(brand) as tx:
            granted = msgspec.convert(list(scopes) or ["messages", "desk"], list[staff.Scope])
            token = await staff.issue_key(tx, "back office", line, granted)
        return self._met(Person(self, token))

    async def agent(self, role: str = "agent", brand: str = BRAND, **more: Any) -> Person:
        """A newly hired agent, signed in; ``more`` are fields of the agent."""
        id = uuid7()
        secret = base64.b32encode(id.bytes).decode().rstrip("=")
        fields = {
            "name": f"Agent {id.hex[-4:]}",
            "public_name": f"A. {id.hex[-4:]}",
            "languages": ["en"],
            "topics": [],
            "teams": ["support"],
            "capacity": 4,
            "ends_at": clock.utc_now() + HOURS if role == "breakglass" else None,
        } | more
        hired = msgspec.convert(
            {"id": id, "email": f"{id.hex}@desk.example", "role": role, **fields}, staff.Agent
        )
        async with self.house.db.transaction(brand) as tx:
            await staff.make_team(tx, staff.Team("support", "Support"))
            await staff.hire(tx, self.house.keys, hired, "a good password", secret)
            token = await staff.open_session(tx, hired.id, ("tests", "127.0.0.1"), clock.utc_now())
        return self._met(
            Person(self, token, id=str(id), email=hired.email, secret=secret, name=hired.public_name)
        )

    async def visitor(self, locale: str = "en", brand: str = BRAND, name: str = "") -> Person:
        """A customer who has opened the widget."""
        body = {"locale": locale, "name": name}
        begun = await self.stranger.post(f"/api/v1/widget/{brand}/session", json=body)
        visit = begun.json()
        return self._met(Person(self, visit["token"], id=visit["customer"]["id"]))

    async def letter(self, key: Person, text: str = "My deposit is missing", **more: Any) -> str:
        """Bring in the first message of a new customer; the number of their conversation."""
        customer = {"external_id": fresh(), "name": "Wang Wei", "locale": "en"} | more.pop("customer", {})
        body = {"client_id": fresh(), "customer": customer, "text": text, **more}
        sent = await key.post("/api/v1/messages", json=body)
        assert sent.status_code == 201, sent.text
        return sent.json()["conversation"]

    def meet(self, token: str, **known: Any) -> Person:
        """Whoever holds this token."""
        return self._met(Person(self, token, **known))

    def _met(self, person: Person) -> Person:
        self._opened.append(person)
        return person

    async def close(self) -> None:
        """Say goodbye to everybody."""
        for person in self._opened:
            await person.aclose()


@asynccontextmanager
async def running(cluster: TestCluster, database: Database, **more: str) -> AsyncIterator[World]:
    """Run a desk on this database; ``more`` are settings of its own."""
    settings = cluster.settings(database, PORT=str(free_pair()), **more)
    app = create(settings)
    stop, started = asyncio.Event(), asyncio.Event()

    async def ready() -> None:
        started.set()

    serve = serving.serve(app, settings, serving.bound(settings), stop, ready)
    server = asyncio.create_task(serve)
    waiting = asyncio.create_task(started.wait())
    await asyncio.wait({server, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if server.done():
        server.result()
    world = World(app.state.desk)
    try:
        yield world
    finally:
        await world.close()
        stop.set()
        await server
