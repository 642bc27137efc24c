"""Reading what came, and learning anew: slow work, beside everything else."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from trustdesk import conversations
from trustdesk.brands import Brand
from trustdesk.kit import clock, courtesy
from trustdesk.kit.db import Database
from trustdesk.kit.i18n import Locale, spoken
from trustdesk.kit.jobs import Job
from trustdesk.knowledge import Hit
from trustdesk.triage.actions import applying, learning, proposing
from trustdesk.triage.actions.reading import Message
from trustdesk.triage.actions.training import TRAIN
from trustdesk.triage.jobs.reading import Reader
from trustdesk.triage.jobs.training import train as train_anew
from trustdesk.triage.reactions import READ
from trustdesk.triage.rules import merging
from trustdesk.triage.rules.languages import language
from trustdesk.triage.store import readings

Place = tuple[UUID, int]
Search = Callable[[str, str, Locale], Awaitable[Sequence[Hit]]]
HOURLY = "17 * * * *"
ROUNDS = 4
PATIENCE_SECONDS = 15.0
MOST_SEARCHED = 200  # an hour


class Busy(Exception):
    """The conversation went on each time it was read; the job is tried again."""


class Desk:
    """Reads the messages of all brands; one of each node."""

    def __init__(self, db: Database, brands: Mapping[str, Brand], reader: Reader, search: Search) -> None:
        """Take who reads, and where articles are searched."""
        self._db = db
        self._brands = brands
        self.reader = reader
        self._search = search

    async def read_all(self, tenant: str, places: Sequence[Place]) -> None:
        """Read these messages, those that are still to be read; one that fails stops no other."""
        async with self._db.transaction(tenant) as tx:
            entries = await conversations.entries_at(tx, places)
            known = await readings.known(tx, sorted({conversation for conversation, _ in places}))
        failed: list[Exception] = []
        for (conversation, seq), entry in entries.items():
            if merging.unguessed(known.get(conversation), seq) or merging.notable(entry.text):
                await courtesy.give_way()
                try:
                    await self.read(tenant, conversation, seq)
                except Exception as error:  # noqa: BLE001 - the others are read first, then all is tried again
                    failed.append(error)
        if failed:
            raise failed[0]

    async def read(self, tenant: str, conversation: UUID, seq: int) -> None:
        """Read one message and bring what was made of it to its conversation. Again, it changes nothing.

        What waited so long that an earlier message has said it all by now is not read any more.
        """
        for _ in range(ROUNDS):
            async with self._db.transaction(tenant) as tx:
                entry = (await conversations.entries_at(tx, [(conversation, seq)])).get((conversation, seq))
                case = (await conversations.states_of(tx, [conversation])).get(conversation)
                kept = (await readings.known(tx, [conversation])).get(conversation)
            if entry is None or case is None or case.status == "closed":
                return
            if not merging.unguessed(kept, seq) and not merging.notable(entry.text):
                return
            read = await self._made(tenant, entry, case)
            async with self._db.transaction(tenant) as tx:
                if await applying.apply(tx, self._brands[tenant], case, read, clock.utc_now()):
                    return
        raise Busy

    async def _made(
        self, tenant: str, entry: conversations.Entry, case: conversations.Conversation
    ) -> applying.Read:
        message = Message(entry.text, len(entry.attachments or ()), case.language)
        reading = await self.reader.read(tenant, message, PATIENCE_SECONDS)
        meaning = await self.reader.meaning.question(entry.text.strip()[:1_000], 0) if entry.text else None
        return applying.Read(entry, reading, meaning)

    async def search(self, tenant: str) -> None:
        """Find out how well the articles answer what was asked lately: not before it is needed."""
        async with self._db.transaction(tenant) as tx:
            waiting = await readings.unsearched(tx, MOST_SEARCHED)
            entries = await conversations.entries_at(tx, waiting)
        found: dict[UUID, tuple[float, str]] = {}
        for (conversation, _), entry in entries.items():
            locale = spoken(language(entry.text))
            hits = await self._search(tenant, entry.text, locale) if entry.text.strip() else ()
            found[conversation] = (hits[0].score, hits[0].slug) if hits else (0.0, "")
        async with self._db.transaction(tenant) as tx:
            await readings.searched(tx, found)


def jobs(desk: Desk) -> list[Job]:
    """Name the room's jobs."""

    async def read(_db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        await desk.read_all(tenant, [(UUID(conversation), seq) for conversation, seq in values["places"]])

    async def train(db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        await train_anew(db, desk.reader.meaning, tenant, values["by"])

    async def gather(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await desk.search(tenant)
        middle = (await learning.started()).weights.middle
        async with db.transaction(tenant) as tx:
            await proposing.gather(tx, middle, clock.utc_now())

    return [Job(READ, read), Job(TRAIN, train), Job("triage.gather", gather, every=HOURLY)]
