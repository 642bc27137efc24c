"""Searching: the index of each brand's public edition, made anew when another is public."""

import asyncio

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge import store
from trustdesk.knowledge.actions.index import Index
from trustdesk.knowledge.model import Hit

LONGEST_QUESTION = 400
MOST = 20


class Library:
    """The articles of all brands, as one node has them in memory."""

    def __init__(self) -> None:
        """Start empty; a brand's index is made when it is first asked."""
        self._kept: dict[str, tuple[int, Index]] = {}
        self._making = asyncio.Lock()

    async def find(self, tx: Tx, asked: str, locale: Locale, most: int = MOST) -> list[Hit]:
        """Find what answers a question, the best first."""
        if not asked.strip():
            return []
        index = await self._index(tx)
        return await asyncio.to_thread(index.find, asked[:LONGEST_QUESTION], locale, min(most, MOST))

    async def _index(self, tx: Tx) -> Index:
        edition = await store.edition(tx)
        kept = self._kept.get(tx.tenant)
        if kept and kept[0] == edition:
            return kept[1]
        async with self._making:
            kept = self._kept.get(tx.tenant)
            if kept and kept[0] >= edition:
                return kept[1]
            made = await asyncio.to_thread(Index, await store.searched(tx))
            self._kept[tx.tenant] = (edition, made)
            return made
