"""Searching: the index of each brand's public edition, made anew with it; and what has its time."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

from trustdesk.kit import clock, courtesy
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.i18n import Locale
from trustdesk.kit.jobs import Job
from trustdesk.knowledge.actions import editing
from trustdesk.knowledge.actions.frames import MODEL
from trustdesk.knowledge.actions.index import Index
from trustdesk.knowledge.actions.meaning import PAGE, Meaning
from trustdesk.knowledge.model import Hit, Indexed
from trustdesk.knowledge.store import articles as store

log = structlog.get_logger()

LONGEST_QUESTION = 400
MOST = 20
PATIENCE_SECONDS = 0.4
TRIED_PATIENCE_SECONDS = 5.0
MOST_TRIED = 2_000  # texts that are indexed anew to try a draft
MINUTELY = "* * * * *"


def jobs() -> list[Job]:
    """Name the room's jobs."""

    async def run(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        async with db.transaction(tenant) as tx:
            await editing.release(tx, clock.utc_now())

    return [Job("knowledge.release", run, every=MINUTELY)]


class Library:
    """The articles of all brands, as one node has them in memory."""

    def __init__(self, db: Database) -> None:
        """Start empty; a brand's index is made when it is first asked."""
        self._db = db
        self._kept: dict[str, tuple[int, Index]] = {}
        self._making = asyncio.Lock()
        self.meaning = Meaning()
        self._learning: dict[str, asyncio.Task[None]] = {}

    async def find(self, tenant: str, asked: str, locale: Locale, most: int = MOST) -> list[Hit]:
        """Find what answers a question, the best first. Words always count; meaning, once it is known."""
        asked = asked.strip()[:LONGEST_QUESTION]
        if not asked:
            return []
        index = await self._index(tenant)
        meant = await self.meaning.question(asked, PATIENCE_SECONDS) if index.knows_meaning else None
        return await asyncio.to_thread(index.find, asked, locale, min(most, MOST), meant)

    async def tried(
        self, tenant: str, asked: str, locale: Locale, draft: Indexed | None
    ) -> tuple[list[Hit], bool]:
        """Find as if a draft were public; tells whether it counted, which it does not in large libraries."""
        asked = asked.strip()[:LONGEST_QUESTION]
        async with self._db.transaction(tenant) as tx:
            public = await store.searched(tx)
        if draft is None or len(public) > MOST_TRIED:
            return await self.find(tenant, asked, locale), False
        await self._index(tenant)
        index = await asyncio.to_thread(Index, [*(one for one in public if not _same(one, draft)), draft])
        texts = {one.mark: one.text for one in index.documents if one.text}
        async with self._db.transaction(tenant) as tx:
            vectors = await store.vectors(tx, MODEL, list(texts))
        fresh = {mark: text for mark, text in texts.items() if mark not in vectors}
        if vectors and len(fresh) <= PAGE * 4:
            found = await self.meaning.questions(list(fresh.values()))
            vectors |= dict(zip(fresh, found, strict=False))
        await asyncio.to_thread(index.learn, vectors)
        meant = await self.meaning.question(asked, TRIED_PATIENCE_SECONDS) if index.knows_meaning else None
        return await asyncio.to_thread(index.find, asked, locale, MOST, meant), True

    async def learnt(self, tenant: str) -> None:
        """Wait until what a brand's articles mean is known, or cannot be."""
        await self._index(tenant)
        if task := self._learning.get(tenant):
            await task

    async def close(self) -> None:
        """End what runs beside."""
        for task in self._learning.values():
            task.cancel()
        await asyncio.gather(*self._learning.values(), return_exceptions=True)
        await self.meaning.close()

    async def _index(self, tenant: str) -> Index:
        async with self._db.transaction(tenant) as tx:
            edition = await store.edition(tx)
            kept = self._kept.get(tenant)
            if kept and kept[0] == edition:
                return kept[1]
            async with self._making:
                return await self._made(tx, edition)

    async def _made(self, tx: Tx, edition: int) -> Index:
        kept = self._kept.get(tx.tenant)
        if kept and kept[0] >= edition:
            return kept[1]
        made = await asyncio.to_thread(Index, await store.searched(tx))
        self._kept[tx.tenant] = (edition, made)
        if before := self._learning.get(tx.tenant):
            before.cancel()
        self._learning[tx.tenant] = asyncio.create_task(self._learn(tx.tenant, made))
        return made

    async def _learn(self, tenant: str, index: Index) -> None:
        """Find out what every short text means, a page at a time; it is kept for all nodes."""
        try:
            texts = {one.mark: one.text for one in index.documents if one.text}
            async with self._db.transaction(tenant) as tx:
                known = await store.vectors(tx, MODEL, list(texts))
            fresh = [mark for mark in texts if mark not in known]
            for at in range(0, len(fresh), PAGE):
                page = fresh[at : at + PAGE]
                await courtesy.give_way()
                vectors = await self.meaning.questions([texts[mark] for mark in page])
                if not vectors:
                    return
                learnt = dict(zip(page, vectors, strict=True))
                async with self._db.transaction(tenant) as tx:
                    await store.keep_vectors(tx, MODEL, learnt)
                known |= learnt
            await asyncio.to_thread(index.learn, known)
        except Exception:  # words alone decide until the next edition
            log.exception("what articles mean could not be learnt", tenant=tenant)


def _same(public: Indexed, draft: Indexed) -> bool:
    return (public.slug, public.locale) == (draft.slug, draft.locale)
