"""Many sockets in one process: visitors and agents at their screens. Reads a plan, writes what it saw."""

import asyncio
import random
import sys
import uuid
from time import perf_counter

import msgspec
import uvloop

from bench import texts
from bench.gauges import percentile
from bench.keepalive import KeepAlive, request
from bench.websocket import Screen, connect

AT_ONCE = 32
SENDERS = 48
SETTLE_S = 5


class Plan(msgspec.Struct, kw_only=True):
    """Who is connected, and how many messages the visitors write a second (0: they keep silent)."""

    port: int
    visitors: list[str]
    agents: list[str] = []
    per_second: int = 0
    seconds: float = 10


class Seen(msgspec.Struct):
    """What came of it, in milliseconds. ``missing`` were stored and reached no screen."""

    sent: int
    missing: int
    p50: float
    p99: float
    post_p50: float
    post_p99: float


class Room:
    """Everybody in it, when each message was sent, and when it was seen."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.screens: list[Screen] = []
        self.sent: dict[bytes, float] = {}
        self.seen: dict[bytes, float] = {}
        self.posted: list[float] = []
        self.numbers: list[str] = []

    async def fill(self) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def visitor(token: str) -> None:
            async with gate:
                self.screens.append(await connect(self.plan.port, token, ["conversation:current"]))

        await asyncio.gather(*map(visitor, self.plan.visitors))

    async def staff(self) -> None:
        """Each agent's screen shows the inbox and its part of the conversations."""
        for place, token in enumerate(self.plan.agents):
            topics = [
                "inbox",
                *(f"conversation:{number}" for number in self.numbers[place :: len(self.plan.agents)]),
            ]
            screen = await connect(self.plan.port, token, topics)
            screen.on_frame = self._look
            self.screens.append(screen)

    async def write_first(self) -> None:
        """Everybody's first message, which opens their conversation."""
        queue = list(self.plan.visitors)
        await self._senders(lambda: self._post(queue.pop(), b"hello") if queue else None)

    async def write(self) -> None:
        """Write at a steady pace for as long as planned, whoever's turn it is."""
        said = [msgspec.json.encode(text)[1:-1] for text in texts.messages(random.Random(1), 200)]
        ends = perf_counter() + self.plan.seconds
        due = perf_counter()
        idle: asyncio.Queue[_Sender] = asyncio.Queue()
        for _ in range(SENDERS):
            idle.put_nowait(await _sender(self.plan.port, idle, self._answered))
        while due < ends:
            due += 1 / self.plan.per_second
            await asyncio.sleep(max(0, due - perf_counter()))
            sender = await idle.get()
            mark = uuid.uuid4().hex.encode()
            # The clock starts when the message was due: a queue at the sender counts too.
            self.sent[mark] = due
            sender.send(self._post(random.choice(self.plan.visitors), random.choice(said) + b" #" + mark))
        await asyncio.sleep(2)

    async def _senders(self, following: "object") -> None:
        loop = asyncio.get_running_loop()
        made = [
            await loop.create_connection(
                lambda: KeepAlive(following, self._opened),  # pyright: ignore[reportArgumentType] - as it asks
                "127.0.0.1",
                self.plan.port,
            )
            for _ in range(AT_ONCE)
        ]
        await asyncio.gather(*(sender.done for _, sender in made))

    def _post(self, token: str, text: bytes) -> bytes:
        body = b'{"client_id":"%s","text":"%s"}' % (str(uuid.uuid4()).encode(), text)
        return request("POST", "/api/v1/widget/messages", token, body)

    def _opened(self, status: int, answer: bytes, _seconds: float) -> None:
        assert status == 201, answer
        self.numbers.append(answer.partition(b'"conversation":"')[2][:11].decode())

    def _answered(self, status: int, answer: bytes, seconds: float) -> None:
        assert status == 201, answer
        self.posted.append(seconds * 1000)

    def _look(self, frame: bytes) -> None:
        if not frame.startswith(b'{"t":"entries"'):
            return
        now = perf_counter()
        for part in frame.split(b" #")[1:]:
            self.seen.setdefault(part[:32], now)

    def told(self) -> Seen:
        took = [(self.seen[mark] - at) * 1000 for mark, at in self.sent.items() if mark in self.seen] or [0.0]
        posted = self.posted or [0.0]
        missing = len(self.sent) - sum(mark in self.seen for mark in self.sent)
        points = (
            percentile(took, 0.5),
            percentile(took, 0.99),
            percentile(posted, 0.5),
            percentile(posted, 0.99),
        )
        return Seen(len(self.sent), missing, *points)


class _Sender(KeepAlive):
    """A connection that sends what it is given and then stands idle."""

    def __init__(self, idle: "asyncio.Queue[_Sender]", answered: "object") -> None:
        super().__init__(lambda: None, answered)  # pyright: ignore[reportArgumentType] - as it asks
        self._idle = idle

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # pyright: ignore[reportAttributeAccessIssue] - a transport that writes

    def send(self, data: bytes) -> None:
        assert self._transport is not None
        self._began = perf_counter()
        self._transport.write(data)

    def _send(self) -> None:
        self._idle.put_nowait(self)


async def _sender(port: int, idle: "asyncio.Queue[_Sender]", answered: "object") -> _Sender:
    loop = asyncio.get_running_loop()
    _, sender = await loop.create_connection(lambda: _Sender(idle, answered), "127.0.0.1", port)
    return sender


async def carry_out(plan: Plan) -> Seen:
    room = Room(plan)
    await room.fill()
    if plan.per_second:
        await room.write_first()
        await room.staff()
        await asyncio.sleep(SETTLE_S)  # every customer's first message is acknowledged meanwhile
    print("ready", flush=True)
    if plan.per_second:
        await room.write()
    else:
        await asyncio.sleep(plan.seconds)
    return room.told()


if __name__ == "__main__":
    seen = uvloop.run(carry_out(msgspec.json.decode(sys.stdin.buffer.readline(), type=Plan)))
    sys.stdout.buffer.write(msgspec.json.encode(seen))
