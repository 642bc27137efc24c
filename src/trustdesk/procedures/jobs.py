"""Work of the room: what is to be looked into is looked into at once, beside everything else; clocks run."""

from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

import structlog
from typing_extensions import override

from trustdesk.exchange import Window
from trustdesk.kit import clock, courtesy
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Overloaded, Refused
from trustdesk.kit.groups import Groups
from trustdesk.kit.jobs import EVERY_MINUTE, Job
from trustdesk.kit.rounds import Rounds
from trustdesk.procedures.actions import looking, moving, policies
from trustdesk.procedures.model.aids import Aids

log = structlog.get_logger()

MOST_RUNNING = 12  # what one exchange and one chain take at once without turning anybody away
FEW_RUNNING = 2
MOST_LATE = 100


def outlook(window: Window, aids: Aids, brands_dir: Path, tenants: Sequence[str]) -> looking.Outlook:
    """Gather what all looks are made with. Raises ``Misconfigured``."""
    return looking.Outlook(window, policies.load(brands_dir, tenants), aids)


class Looker(Rounds):
    """Looks into what waits for every brand.

    An exchange or a chain that hangs costs its own looks their deadline, and nobody else anything.
    """

    def __init__(self, db: Database, out: looking.Outlook, tenants: Sequence[str]) -> None:
        """Take what to look with; ``run`` does it until cancelled."""
        super().__init__(tenants, moving.LOOKS, MOST_RUNNING, sweeps=db.sweeps)
        self._db = db
        self._out = out
        self._found: Groups[looking.Found, None] = Groups(db, self._write, quiet=True)

    @override
    async def claim(self, tenant: str, most: int) -> Sequence[Coroutine[Any, Any, None]]:
        """Take what is to be looked into; little at once while many people write."""
        await courtesy.give_way()
        if courtesy.PRESSURE.high():
            most = min(most, FEW_RUNNING)
        async with self._db.transaction(tenant) as tx:
            claimed = await looking.claim(tx, clock.utc_now(), most)
        return [self._look(tenant, one) for one in claimed]

    async def _write(self, tx: Tx, looks: list[looking.Found]) -> list[Refused | None]:
        await looking.found(tx, looks, clock.utc_now())
        return [None for _ in looks]

    async def _look(self, tenant: str, one: looking.Claimed) -> None:
        try:
            diagnosis = await looking.look(one, self._out, tenant, clock.utc_now())
            await self._found.submit(tenant, looking.Found(one.running, diagnosis))
        except Overloaded:
            log.warning("a diagnosis was not recorded", procedure=str(one.running.id))
        except Exception:  # the others go on; its clock brings this one to a person
            log.exception("a look failed", procedure=str(one.running.id))


def jobs() -> list[Job]:
    """Name the room's jobs."""
    return [Job("procedures.clocks", _clocks, every=EVERY_MINUTE)]


async def _clocks(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    await run_clocks(db, tenant)


async def run_clocks(db: Database, tenant: str) -> None:
    """Bring on everything whose time has run out."""
    done = MOST_LATE
    while done == MOST_LATE:
        async with db.transaction(tenant) as tx:
            done = await looking.late(tx, clock.utc_now(), MOST_LATE)
