"""Replays: what was genuine once is not taken a second time, on whatever node it comes again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trustdesk.kit.db import Database, Tx
from trustdesk.kit.jobs import Job
from trustdesk.kit.secrets import Keys

EVERY_HOUR = "43 * * * *"


async def first(tx: Tx, keys: Keys, scope: str, name: str, until: datetime) -> bool:
    """Tell whether this comes for the first time, and remember it ``until`` its own time makes it stale.

    ``name`` is what the other side signed as unique (an id, a nonce with its time); a keyed hash is kept.
    """
    return bool(
        await tx.do(
            """insert into replays (tenant, scope, mark, until) values ($1, $2, $3, $4)
            on conflict do nothing""",
            tx.tenant,
            scope,
            keys.mark(f"replay:{scope}", name),
            until,
        )
    )


def jobs() -> list[Job]:
    """Name the scheduled work: forgetting what is stale."""
    return [Job("replays.forget", _forget, every=EVERY_HOUR)]


async def _forget(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    async with db.transaction(tenant) as tx:
        await tx.do("delete from replays where tenant = $1 and until < clock_timestamp()", tx.tenant)
