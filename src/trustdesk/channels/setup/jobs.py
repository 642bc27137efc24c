"""The settings of every line as a node has them at hand: read once, read anew when they have changed."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from trustdesk.brands import Brand
from trustdesk.channels.setup import actions
from trustdesk.channels.setup.model import Section
from trustdesk.kit import clock
from trustdesk.kit.db import Database, News, Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.secrets import Keys

REMEMBERED = timedelta(seconds=5)  # as long as a node that hears no news may lag behind


class Setup:
    """What every line of every brand is set to."""

    def __init__(self, db: Database, keys: Keys, sections: Sequence[Section]) -> None:
        """Take the sections of all lines that have settings."""
        self.sections = {section.line: section for section in sections}
        self._db = db
        self._keys = keys
        self._known: dict[tuple[str, str], tuple[msgspec.Struct, float]] = {}
        self._turn = 0

    async def of(self, tenant: str, line: str) -> msgspec.Struct:
        """Give a line's settings, its defaults when nothing is stored; an instance of its section's shape."""
        if (known := self._remembered(tenant, line)) is not None:
            return known
        async with self._db.transaction(tenant) as tx:
            return await self.within(tx, line)

    async def within(self, tx: Tx, line: str) -> msgspec.Struct:
        """Give a line's settings inside a transaction that is open already."""
        if (known := self._remembered(tx.tenant, line)) is not None:
            return known
        turn = self._turn
        _, settings = await actions.now_set(tx, self._keys, self.section(line))
        if turn == self._turn:  # else it changed while it was being read
            until = clock.utc_now() + REMEMBERED
            self._known[tx.tenant, line] = settings, until.timestamp()
        return settings

    async def opened(self, brand: Brand) -> Brand:
        """Give a brand with those of its lines that are switched on now: pages lead nowhere else."""
        named = [line for line in brand.lines if line in self.sections]
        shut = {line for line in named if not getattr(await self.of(brand.slug, line), "enabled", True)}
        open_now = tuple(line for line in brand.lines if line not in shut)
        return msgspec.structs.replace(brand, lines=open_now) if shut else brand

    def section(self, line: str) -> Section:
        """Find a line's section; raises ``NotFound``."""
        if line not in self.sections:
            raise NotFound
        return self.sections[line]

    def wake(self, _tenant: str, news: News | None = None) -> None:
        """Hear of a commit, here or on another node; forget what was known when settings have changed."""
        if news is None or actions.CHANGED in news:
            self._turn += 1
            self._known.clear()

    def _remembered(self, tenant: str, line: str) -> msgspec.Struct | None:
        settings, until = self._known.get((tenant, line), (None, 0.0))
        return settings if clock.utc_now().timestamp() < until else None
