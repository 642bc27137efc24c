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
from trustdesk.triage.actions import applying, proposing, searching
from trustdesk.triage.actions.reading import Message, whole
from trustdesk.triage.actions.training import TRAIN
from trustdesk.triage.jobs.reading import Reader
from trustdesk.triage.jobs.training import train as train_anew
from trustdesk.triage.reactions import READ
from trustdesk.triage.rules import merging
from trustdesk.triage.rules.languages import language
from trustdesk.triage.store import readings, searches

Place = tuple[UUID, int]
Waiting = tuple[conversations.Conversation, conversations.Entry]
Search = Callable[[str, str, Locale], Awaitable[Sequence[Hit]]]
HOURLY = "17 * * * *"
ROUNDS = 4
TOGETHER = 8  # what is read at once: some ten milliseconds of processor each
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
        self._turns = courtesy.Turns()

    async def read(self, tenant: str, places: Sequence[Place]) -> None:
        """Read these messages, a few at a time; one that fails stops no other. Again, it changes nothing."""
        failed: list[Exception] = []
        for at in range(0, len(places), TOGETHER):
            some = places[at : at + TOGETHER]
            await self._turns.take()
            try:
                await self._read(tenant, some)
            except Exception:  # noqa: BLE001 - found again singly: the others are read, then all is tried again
                for place in some:
                    try:
                        await self._read(tenant, [place])
                    except Exception as error:  # noqa: BLE001
                        failed.append(error)
        if failed:
            raise failed[0]

    async def _read(self, tenant: str, places: Sequence[Place]) -> None:
        """Read messages, each of another conversation, and bring what was made of them to these."""
        for _ in range(ROUNDS):
            waiting = await self._waiting(tenant, places)
            if not waiting:
                return
            read = await self._made(tenant, waiting)
            async with self._db.transaction(tenant) as tx:
                left = await applying.apply(tx, self._brands[tenant], read, clock.utc_now())
            places = [(one.case.id, one.entry.seq) for one in left]
        if places:
            raise Busy

    async def _waiting(self, tenant: str, places: Sequence[Place]) -> list[Waiting]:
        """Find what is still to be read: not what an earlier message has said meanwhile."""
        ids = sorted({conversation for conversation, _ in places})
        async with self._db.transaction(tenant) as tx:
            entries = await conversations.entries_at(tx, places)
            cases = await conversations.states_of(tx, ids)
            known = await readings.known(tx, ids)
        return [
            (cases[conversation], entry)
            for (conversation, seq), entry in entries.items()
            if conversation in cases
            and cases[conversation].status != "closed"
            and (merging.unguessed(known.get(conversation), seq) or merging.notable(entry.text))
        ]

    async def _made(self, tenant: str, waiting: Sequence[Waiting]) -> list[applying.Read]:
        messages = [Message(one.text, len(one.attachments or ()), case.language) for case, one in waiting]
        made = await self.reader.read(tenant, messages)
        return [
            applying.Read(case, entry, reading, meaning)
            for (case, entry), (reading, meaning) in zip(waiting, made, strict=True)
        ]

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

    async def gather(self, tenant: str) -> None:
        """Propose what the articles lack: what was written to us, and what was searched for."""
        await self.search(tenant)
        topics = await self._searches(tenant)
        now = clock.utc_now()
        async with self._db.transaction(tenant) as tx:
            await proposing.gather(tx, now)
            await searching.gather(tx, topics, now)

    async def _searches(self, tenant: str) -> dict[tuple[Locale, str], str | None]:
        """Find out what the latest searches mean, and what they are about."""
        async with self._db.transaction(tenant) as tx:
            fresh = await searches.unknown(tx, MOST_SEARCHED)
        meanings = await self.reader.meaning.questions([words for _, words in fresh])
        if not meanings:
            return {}
        known = dict(zip(fresh, meanings, strict=True))
        model = await self.reader.model(tenant)
        async with self._db.transaction(tenant) as tx:
            await searches.know(tx, known)
        return {one: whole(Message(one[1]), model, meant).topic for one, meant in known.items()}


def jobs(desk: Desk) -> list[Job]:
    """Name the room's jobs."""

    async def read(_db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        await desk.read(tenant, [(UUID(conversation), seq) for conversation, seq in values["places"]])

    async def train(db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        await train_anew(db, desk.reader.meaning, tenant, values["by"])

    async def gather(_db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await desk.gather(tenant)

    return [Job(READ, read), Job(TRAIN, train), Job("triage.gather", gather, every=HOURLY)]
