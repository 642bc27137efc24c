"""Noting what readers of the help centre search for: each reader counts once, and nobody is kept."""

import hashlib
from collections import OrderedDict

from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.knowledge import Searched
from trustdesk.triage.actions.searching import kept
from trustdesk.triage.store import searches as store

MOST_SEEN = 20_000


class Searches:
    """What was searched, counted once a reader as long as a node remembers; the marks stay in memory."""

    def __init__(self, db: Database) -> None:
        """Begin with nobody seen."""
        self._db = db
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    async def note(self, tenant: str, one: Searched) -> None:
        """Count what a reader did with a search."""
        words = kept(one.words)
        mark = hashlib.blake2b(f"{tenant} {one.reader} {one.did} {words}".encode(), digest_size=16).digest()
        if not words or mark in self._seen:
            return
        self._seen[mark] = None
        if len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)
        async with self._db.transaction(tenant) as tx:
            await store.note(tx, one.locale, words, one.did, clock.utc_now())
