"""The sealer: once a second, for every brand, whatever was written since."""

import asyncio
import time
from collections.abc import Mapping, Sequence

import structlog

from trustdesk.evidence.actions import sealing
from trustdesk.evidence.actions.sealing import Signer, signer
from trustdesk.evidence.model import Seal, Source
from trustdesk.evidence.store import seals
from trustdesk.kit import clock, courtesy
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.secrets import Keys

log = structlog.get_logger()

PAUSE_SECONDS = 1.0
PUBLISHED_EVERY_SECONDS = 60.0


def signers(keys: Keys, base_url: str, brands: Sequence[str]) -> dict[str, Signer]:
    """Derive who signs for each brand."""
    return {brand: signer(keys, base_url, brand) for brand in brands}


class Sealer:
    """Seals every brand; nodes take turns by a lock in the database, so one at a time leads.

    ``outside``, where it is given, receives every brand's newest checkpoint as a file, once a minute.
    """

    def __init__(
        self,
        db: Database,
        signers: Mapping[str, Signer],
        sources: Sequence[Source],
        outside: Blobs | None,
    ) -> None:
        """Take what to seal with; ``run`` does it until cancelled."""
        self._db = db
        self._sources = (sealing.AUDIT, *sources)
        self._outside = outside
        self._published: dict[str, tuple[int, float]] = {}
        self.signers = signers

    async def run(self) -> None:
        """Seal until cancelled."""
        while True:
            for brand in self.signers:
                try:
                    await self.settle(brand, politely=True)
                    await self._publish(brand)
                except Overloaded:
                    break
                except Exception:  # what is not sealed yet is sealed in the next round
                    log.exception("sealing failed", tenant=brand)
            await asyncio.sleep(PAUSE_SECONDS)

    async def settle(self, brand: str, *, politely: bool = False) -> None:
        """Seal until nothing of this brand is left that could be; ``politely`` it rests while many write."""
        while True:
            began = time.monotonic()
            if not await self.seal(brand):
                return
            if politely:
                await courtesy.rest(time.monotonic() - began)

    async def seal(self, brand: str) -> Seal | None:
        """Seal a page; transcripts ask for it too, so as not to wait for the next round."""
        async with self._db.transaction(brand) as tx:
            return await sealing.seal(tx, self.signers[brand], self._sources, clock.utc_now())

    async def _publish(self, brand: str) -> None:
        if self._outside is None:
            return
        async with self._db.transaction(brand) as tx:
            newest = await seals.last(tx)
        size, at = self._published.get(brand, (0, -PUBLISHED_EVERY_SECONDS))
        due = at + PUBLISHED_EVERY_SECONDS <= asyncio.get_running_loop().time()
        if newest and newest.size != size and due:
            await self._outside.put(f"{brand}/{newest.size:012}.checkpoint", newest.checkpoint.encode())
            self._published[brand] = newest.size, asyncio.get_running_loop().time()
