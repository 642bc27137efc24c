"""Reading messages with the model that is active for their brand."""

import asyncio

from trustdesk.kit.db import Database
from trustdesk.knowledge import Meaning
from trustdesk.triage.actions import learning, reading
from trustdesk.triage.model import Reading
from trustdesk.triage.store import models as models_store

PATIENCE_SECONDS = 0.4


class Reader:
    """Reads messages with the model that is active for their brand; one of each node."""

    def __init__(self, db: Database, meaning: Meaning) -> None:
        """Take where models are kept, and who knows what texts mean."""
        self._db = db
        self.meaning = meaning
        self._kept: dict[str, learning.Model] = {}
        self._making = asyncio.Lock()

    async def read(
        self, tenant: str, message: reading.Message, patience: float = PATIENCE_SECONDS
    ) -> Reading:
        """Read one message. Without its meaning in time, its words alone decide."""
        text = message.text.strip()[: reading.LONGEST]
        model = await self.model(tenant)
        if not text:
            return reading.ruled(message, (), model)
        meant = await self.meaning.question(text, patience)
        return await asyncio.to_thread(reading.whole, message, model, meant)

    async def model(self, tenant: str) -> learning.Model:
        """Give the model that is active now; it is looked up each time and loaded when it is another."""
        async with self._db.transaction(tenant) as tx:
            version = await models_store.active_version(tx)
            kept = self._kept.get(tenant)
            if kept and kept.card.version == version:
                return kept
            found = await models_store.model(tx, version) if version else None
        async with self._making:
            model = await asyncio.to_thread(_loaded, found)
        self._kept[tenant] = model
        return model


def _loaded(found: models_store.Stored | None) -> learning.Model:
    if found is None:
        return learning.from_the_start()
    return learning.Model(found.card, learning.unpacked(found.body))
