"""Authors who write until they are answered, and watchers who follow until nothing is missing."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.faults.history import Call, Seen, Stream
from tests.faults.wire import Answer, Cut, Line
from trustdesk.kit import ids

Ports = Callable[[], int]
Write = Callable[[str, str], tuple[str, dict[str, Any]]]
PATIENCE = 3  # answers that are neither success nor "try again"
GIVES_UP_SECONDS = 60.0


class Author:
    """Writes one thing after another, each under one client id until it has been acknowledged.

    ``write`` gives path and body for a client id and a text.
    """

    def __init__(self, name: str, token: str, port: Ports, write: Write) -> None:
        self.name = name
        self.token = token
        self.pause = 0.01
        self.calls: list[Call] = []
        self.waiting = False
        self._write = write
        self.port = port
        self._line = Line(port(), token, patience=4.0)

    async def run(self, stop: asyncio.Event) -> None:
        """Write until told to stop; the last one is seen through."""
        while not stop.is_set():
            await self.say(f"{self.name} {len(self.calls)}")
            await asyncio.sleep(random.uniform(0, self.pause))

    async def say(self, text: str) -> Call:
        """Write one thing, as often as it takes."""
        call = Call(self.name, len(self.calls), str(ids.uuid7()), text, time.monotonic())
        self.calls.append(call)
        path, body = self._write(call.client_id, text)
        ends = call.invoked + GIVES_UP_SECONDS
        while call.acked is None and len(call.refusals) < PATIENCE and time.monotonic() < ends:
            answer = await self._try(call, path, body)
            if answer is not None and answer.status < 300:
                told = answer.json()
                call.conversation, call.seq, call.id = told["conversation"], told["seq"], told["id"]
                call.acked = time.monotonic()
            else:
                await asyncio.sleep(random.uniform(0.02, 0.15))
        return call

    async def _try(self, call: Call, path: str, body: dict[str, Any]) -> Answer | None:
        call.tries += 1
        self.waiting = True
        try:
            answer = await self._line.ask("POST", path, body)
            call.statuses.append(answer.status)
            return answer
        except Cut:
            self._line.port = self.port()
            return None
        finally:
            self.waiting = False

    def write_to(self, port: Ports) -> None:
        """Go to other nodes from now on."""
        self.leave()
        self.port = port
        self._line.port = port()

    def leave(self) -> None:
        self._line.close()


class Watcher:
    """Follows one conversation, over as many connections as it takes, from the last number it has."""

    def __init__(self, stream: Stream, token: str, port: Ports, topic: str = "") -> None:
        self.stream = stream
        self.following = False
        self.token = token
        self.port = port
        self._topic = topic or f"conversation:{stream.conversation}"
        self._socket: ClientConnection | None = None

    @property
    def last(self) -> int:
        return self.stream.seen[-1].seq if self.stream.seen else 0

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            with contextlib.suppress(OSError, TimeoutError, WebSocketException):
                await self._follow()
            self.following = False
            await asyncio.sleep(random.uniform(0.02, 0.25))

    def drop(self) -> None:
        """Cut the connection, as a lost network does."""
        if self._socket is not None:
            self._socket.transport.abort()

    def _resume(self) -> int:
        return self.last

    def _new(self, _item: dict[str, Any]) -> bool:
        return True

    async def _follow(self) -> None:
        url = f"ws://127.0.0.1:{self.port()}/api/v1/live"
        quiet = {"compression": None, "proxy": None, "open_timeout": 5, "close_timeout": 1, "max_size": None}
        async with connect(url, **quiet) as socket:  # pyright: ignore[reportArgumentType] - all of them options
            self._socket = socket
            await socket.send(json.dumps({"t": "hello", "token": self.token}))
            await socket.send(json.dumps({"t": "sub", "topic": self._topic, "after": self._resume()}))
            self.stream.connections += 1
            async for text in socket:
                frame = json.loads(text)
                if frame["t"] == "entries":
                    self.stream.seen += [_seen(item) for item in frame["items"] if self._new(item)]
                elif frame["t"] == "subscribed":
                    self.following = True
                elif frame["t"] in ("error", "stale", "bye"):
                    return


class WatcherByTheClock(Watcher):
    """A broken twin: what is older than its connection, by the clock, it takes for known."""

    def _resume(self) -> int:
        self._since = datetime.now(UTC)
        return 0

    def _new(self, item: dict[str, Any]) -> bool:
        return self.stream.connections == 1 or datetime.fromisoformat(item["at"]) > self._since


def _seen(item: dict[str, Any]) -> Seen:
    return Seen(item["seq"], item["id"], item["kind"], item["text"])


async def caught_up(watchers: Sequence[Watcher], last: dict[str, int], seconds: float = 15.0) -> None:
    """Wait until every watcher has reached its conversation's last number; the checker says if not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if all(one.last >= last.get(one.stream.conversation, 0) for one in watchers):
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)  # what comes too much, comes now
