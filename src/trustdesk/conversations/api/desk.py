"""Where everybody's writing goes: read by the guard first, then put down in groups."""

import asyncio
from collections.abc import Awaitable, Callable

from trustdesk.conversations.model import Command, Outcome
from trustdesk.guard import Cleaned, Guard
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.groups import Groups

LONG = 4_000  # characters
Write = Callable[[Tx, list[Command]], Awaitable[list[Outcome | Refused]]]


class Desk(Groups[Command, Outcome]):
    """Takes commands; concurrent ones go down together."""

    def __init__(self, db: Database, write: Write, guard: Guard) -> None:
        """Take the database, what carries commands out, and the guard."""
        super().__init__(db, write)
        self._database = db
        self.guard = guard

    async def screen(self, tenant: str, text: str) -> Cleaned:
        """Mask secrets; a text so long that it would hold up others is read beside them."""
        clean = self.guard.clean
        cleaned = clean(tenant, text) if len(text) < LONG else await asyncio.to_thread(clean, tenant, text)
        if not cleaned.undecided:
            return cleaned
        async with self._database.transaction(tenant) as tx:
            return await self.guard.settled(tx, text, cleaned)
