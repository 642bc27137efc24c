"""Reading messages with the model that is active for their brand."""

import asyncio
from collections.abc import Sequence

from trustdesk.kit.db import Database
from trustdesk.knowledge import Meaning
from trustdesk.triage.actions import learning, reading
from trustdesk.triage.model import Reading
from trustdesk.triage.store import models as models_store


class Reader:
    """Reads messages with the model that is active for their brand; one of each node."""

    def __init__(self, db: Database, meaning: Meaning) -> None:
        """Take where models are kept, and who knows what texts mean."""
        self._db = db
        self.meaning = meaning
        self._kept: dict[str, learning.Model] = {}
        self._making = asyncio.Lock()

    async def read(
        self, tenant: str, messages: Sequence[reading.Message]
    ) -> list[tuple[Reading, bytes | None]]:
        """Read messages, each with what it means as far as that can be had, however long it takes."""
        model = await self.model(tenant)
        texts = [one.text.strip()[: reading.LONGEST] for one in messages]
        meant = await self.meaning.questions([text for text in texts if text])
        left = iter(meant)
        meanings = [next(left, None) if text else None for text in texts]
        return await asyncio.to_thread(_read_all, messages, model, meanings)

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


def _read_all(
    messages: Sequence[reading.Message], model: learning.Model, meanings: Sequence[bytes | None]
) -> list[tuple[Reading, bytes | None]]:
    return [
        (reading.whole(one, model, meant) if one.text.strip() else reading.ruled(one, (), model), meant)
        for one, meant in zip(messages, meanings, strict=True)
    ]


def _loaded(found: models_store.Stored | None) -> learning.Model:
    if found is None:
        return learning.from_the_start()
    return learning.Model(found.card, learning.unpacked(found.body))
