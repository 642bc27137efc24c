"""A whole desk under test: its ground, nodes, authors, watchers, and the history they leave."""

import asyncio
import os
import random
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from tests.faults.ground import BRAND, KEY, Ground
from tests.faults.history import Entry, Fault, History, Row, Stream
from tests.faults.nodes import Node
from tests.faults.people import Author, Ports, Watcher, caught_up
from tests.faults.wire import Line, asked
from trustdesk.kit import opening
from trustdesk.kit.settings import load

SERVE = ("trustdesk", "serve")
WORK = ("trustdesk", "work")
# How much longer than by default the runs are: 1 is what every `make test` does.
LONGER = float(os.environ.get("FAULTS_LONGER", "1"))
HANGS_SECONDS = 180.0


class Desk:
    """The nodes of one test and everybody who writes to them or watches."""

    def __init__(self, ground: Ground, nodes: Sequence[Node]) -> None:
        self.ground = ground
        self.nodes = list(nodes)
        self.history = History()
        self.authors: list[Author] = []
        self.watchers: list[Watcher] = []
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        for node in self.nodes:
            node.died = lambda: self.fault("a node died")

    @property
    def serving(self) -> list[Node]:
        return [node for node in self.nodes if node.serves]

    @property
    def acked(self) -> int:
        """How much has been acknowledged so far."""
        return sum(call.acked is not None for author in self.authors for call in author.calls)

    @property
    def repeated(self) -> int:
        """How many writes have had to be asked again so far."""
        return sum(call.tries > 1 for author in self.authors for call in author.calls)

    def anywhere(self) -> int:
        """The port of any node that is up, of any at all while none is."""
        up = [node for node in self.serving if node.up] or self.serving
        return random.choice(up).port

    def line(self, token: str = KEY) -> Line:
        return Line(self.anywhere(), token)

    async def ask(self, method: str, path: str, body: object = None, token: str = KEY) -> Any:
        """Ask one thing until it is answered well."""
        line = self.line(token)
        try:
            return await asked(line, method, path, body)
        finally:
            line.close()

    def customer(self, name: str, external_id: str, port: Ports | None = None) -> Author:
        """Somebody who writes by the exchange's own line."""

        def write(client_id: str, text: str) -> tuple[str, dict[str, Any]]:
            return "/api/v1/messages", {
                "client_id": client_id,
                "customer": {"external_id": external_id},
                "text": text,
            }

        return self._join(Author(name, KEY, port or self.anywhere, write))

    def visitor(self, name: str, token: str, port: Ports | None = None) -> Author:
        """Somebody who writes in the widget."""

        def write(client_id: str, text: str) -> tuple[str, dict[str, Any]]:
            return "/api/v1/widget/messages", {"client_id": client_id, "text": text}

        return self._join(Author(name, token, port or self.anywhere, write))

    def agent(self, name: str, token: str, number: str, port: Ports | None = None) -> Author:
        """Somebody who answers."""

        def write(client_id: str, text: str) -> tuple[str, dict[str, Any]]:
            return f"/api/v1/conversations/{number}/replies", {"client_id": client_id, "text": text}

        return self._join(Author(name, token, port or self.anywhere, write))

    def watch(
        self, who: str, token: str, number: str, port: Ports | None = None, *, customer: bool = False
    ) -> Watcher:
        """Somebody who follows a conversation."""
        topic = "conversation:current" if customer else ""
        one = Watcher(Stream(who, number, customer), token, port or self.anywhere, topic)
        self.watchers.append(one)
        return one

    async def visit(self) -> str:
        """Begin a visit in the widget; the visitor's token."""
        return (await self.ask("POST", f"/api/v1/widget/{BRAND}/session", {"locale": "en"}, ""))["token"]

    def begin(self) -> None:
        """Everybody who is not at it yet starts."""
        writing = [author.run(self._stop) for author in self.authors]
        watching = [watcher.run() for watcher in self.watchers]
        self._tasks = [asyncio.create_task(one) for one in (*writing, *watching)]

    def fault(self, what: str) -> None:
        """Remember that something was done just now, and what it hit."""
        under_way = sum(author.waiting for author in self.authors)
        self.history.faults.append(Fault(what, time.monotonic(), under_way))

    async def until(self, enough: Callable[[], bool], seconds: float) -> None:
        """Let it run until there is enough, at most so long."""
        end = time.monotonic() + seconds * LONGER
        while time.monotonic() < end and not enough():
            await asyncio.sleep(0.05)

    async def finish(self, patience: float = 15.0) -> History:
        """See the last writes through, let the watchers catch up, and gather what is there."""
        self._stop.set()
        writing, watching = self._tasks[: len(self.authors)], self._tasks[len(self.authors) :]
        await asyncio.wait_for(asyncio.gather(*writing), 40)
        last = await asyncio.to_thread(self._last)
        await caught_up(self.watchers, last, patience)
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        self.history.calls = [call for author in self.authors for call in author.calls]
        self.history.streams = [watcher.stream for watcher in self.watchers]
        await asyncio.to_thread(gather, self.ground, self.history)
        return self.history

    async def leave(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for author in self.authors:
            author.leave()

    def _join(self, author: Author) -> Author:
        self.authors.append(author)
        return author

    def _last(self) -> dict[str, int]:
        with self.ground.admin() as connection:
            return dict(connection.execute("select number, seq from conversations").fetchall())


@asynccontextmanager
async def opened(ground: Ground, *commands: tuple[str, ...], **environ: str) -> AsyncGenerator[Desk]:
    """Start these nodes on a ground; ended with everything that belongs to them."""
    nodes = [Node(ground, f"node{place}", command, **environ) for place, command in enumerate(commands, 1)]
    async with running(ground, *nodes) as desk:
        yield desk


@asynccontextmanager
async def running(ground: Ground, *nodes: Node) -> AsyncGenerator[Desk]:
    """The same for nodes that differ."""
    desk = Desk(ground, nodes)
    try:
        async with asyncio.timeout(HANGS_SECONDS * LONGER):  # ends as a failure that says where it waited
            await asyncio.gather(*(node.start() for node in nodes))
            yield desk
    finally:
        await desk.leave()
        await asyncio.gather(*(node.stop() for node in nodes))


def opened_as_stored(ground: Ground, sealed: Sequence[tuple[str, str, str]]) -> list[str]:
    """Open what is stored, as (tenant, what it is, text), with the keys of the ground."""

    async def opening_all() -> list[str]:
        keyring = opening.database(load(ground.environ())).keyring
        assert keyring is not None
        return [(await keyring.open(tenant, [(where, text)]))[0] for tenant, where, text in sealed]

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(opening_all())).result()


def gather(ground: Ground, history: History) -> None:
    """Read what is stored."""
    with ground.admin() as connection:
        entries = connection.execute(ENTRIES).fetchall()
        rows = connection.execute(ROWS).fetchall()
        history.told = [(row[0], row[1]) for row in connection.execute(TOLD).fetchall()]
    texts = opened_as_stored(ground, [(row[8], f"messages|{row[2]}|text", row[6]) for row in entries])
    told = opened_as_stored(ground, [(row[8], f"messages|{row[2]}|event", row[7]) for row in entries])
    firsts = opened_as_stored(ground, [(row[6], f"conversations|{row[7]}|preview", row[4]) for row in rows])
    history.entries = [
        replace(Entry(*row[:8]), text=text, event=event)
        for row, text, event in zip(entries, texts, told, strict=True)
    ]
    history.rows = [
        replace(Row(*row[:6]), preview=preview) for row, preview in zip(rows, firsts, strict=True)
    ]


ENTRIES = """
    select c.number, m.seq, m.id::text, m.kind, m.author_kind, m.client_id, m.text, coalesce(m.event, ''),
        m.tenant
    from messages m join conversations c on c.tenant = m.tenant and c.id = m.conversation
"""
ROWS = """
    select number, customer::text, status, seq, preview, last_author, tenant, id::text from conversations
"""
TOLD = """
    select c.number, (e.body::json ->> 'seq')::int
    from events e join conversations c on c.tenant = e.tenant and c.id = e.about
    where e.kind in ('MessageReceived', 'ReplyWritten')
"""
