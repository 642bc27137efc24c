"""Adding to the audit, in the transaction of what is done."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from trustdesk.evidence.model import About, Detail, Place, Row, Sealed, Wanted, Why
from trustdesk.evidence.rules.details import canonical
from trustdesk.evidence.store import audit as store
from trustdesk.evidence.store import seals
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.ids import uuid7

SALT_BYTES = 16
LAST: Place = (2**62, UUID(int=2**128 - 1))
NOT_SAID = Why()
Done = tuple[Actor, str, About, Detail, Why]


async def append(
    tx: Tx, actor: Actor, action: str, about: About, detail: Detail | None = None, why: Why = NOT_SAID
) -> None:
    """Write that ``actor`` did ``action`` (a dotted verb, ``contact.reveal``) to what it is ``about``.

    It is there once the caller's transaction has committed, and not otherwise. Values of class
    contact, account or identity belong into ``Hidden``, or into a Struct whose fields have classes.
    """
    await store.insert_all(tx, [_row(actor, action, about, detail, why)])


async def append_all(tx: Tx, done: Sequence[Done]) -> None:
    """Write many rows at once, each as (actor, action, about, detail, why)."""
    if done:
        await store.insert_all(tx, [_row(*one) for one in done])


async def append_once(
    tx: Tx, actor: Actor, action: str, about: About, now: datetime, within: timedelta
) -> None:
    """Write it unless the same actor did the same to the same within this window of time.

    Windows are counted from the epoch, so all nodes agree; what is there already costs one look-up.
    """
    window = int(now.timestamp() // within.total_seconds())
    once = f"{actor.key}/{actor.session}/{action}/{about.kind}/{about.id}/{window}"
    await store.insert_once(tx, _row(actor, action, about, None, NOT_SAID), once)


def _row(actor: Actor, action: str, about: About, detail: Detail | None, why: Why) -> store.New:
    return store.New(
        id=uuid7(),
        actor=actor.key,
        role=actor.role,
        session=actor.session,
        action=action,
        about_kind=about.kind,
        about_id=about.id,
        reason=why.reason,
        purpose=why.purpose,
        detail=canonical(detail or {}, _salt),
    )


def _salt() -> bytes:
    return os.urandom(SALT_BYTES)


async def matching(tx: Tx, wanted: Wanted, most: int, before: Place = LAST) -> list[Sealed]:
    """List what is looked for of the audit, latest first, each row with its place in the tree."""
    rows = await store.matching(tx, wanted, before, most)
    places = {leaf.entry: leaf.place for leaf in await seals.leaves_of(tx, [row.id for row in rows])}
    return [Sealed(row, places.get(row.id)) for row in rows]


async def latest(tx: Tx, most: int, before: Place = LAST) -> list[Row]:
    """List the audit, latest first."""
    return await store.latest(tx, before, most)
