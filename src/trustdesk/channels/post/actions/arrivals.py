"""Verbs of what comes in: keep it before anybody reads it, open it again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.channels.post.model import Arrival, Ended, Glimpse, Kept, Raw
from trustdesk.channels.post.store import arrivals as store
from trustdesk.channels.post.store import held
from trustdesk.evidence import About, append
from trustdesk.kit import failpoints
from trustdesk.kit.actors import system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.kit.secrets import Keys

DUE_IN = UUID(int=0xA221_7A1)  # wakes whoever reads: something has arrived
STUCK = UUID(int=0xA221_7A2)  # something that arrived could not be read, or waits for a person
PURPOSE = "arrival"
GLIMPSE = "arrival-glimpse"


class Content(msgspec.Struct, frozen=True, array_like=True):
    """What is sealed of an arrival: everything a customer may have written."""

    body: bytes
    meta: dict[str, str]


async def latest(tx: Tx, keys: Keys, conversation: UUID, line: str) -> bytes | None:
    """Open the latest that became a letter of a conversation on a line, as it came; None without one."""
    kept = await store.last_of(tx, conversation, line)
    return None if kept is None else opened(keys, kept).body


async def keep(tx: Tx, keys: Keys, raw: Raw, now: datetime) -> UUID | None:
    """Keep what came in, sealed, before anybody reads it; answer the other side after the commit.

    Returns None for what is known already (tenant, line, account, external id). The same id with
    another body is put on record and changes nothing.
    """
    id = uuid7()
    content = Content(raw.body, raw.meta)
    new = store.New(
        id=id,
        line=raw.line,
        account=raw.account,
        external_id=raw.external_id,
        sender=marked(keys, raw.line, raw.meta.get("sender", "")),
        about=marked(keys, raw.line, raw.meta.get("about", "")),
        body_mark=keys.mark(PURPOSE, raw.body.hex()),
        sealed=keys.seal(PURPOSE, msgspec.msgpack.encode(content), bound=str(id)),
        received_at=now,
    )
    if await store.insert(tx, new):
        tx.news.add(DUE_IN)
        failpoints.reach("before_raw_commit")
        return id
    before, mark = await store.known(tx, raw.line, raw.account, raw.external_id)
    if mark != new.body_mark:
        about = About("arrival", str(before))
        await append(tx, system(tx.tenant), "arrival.mismatch", about, {"line": raw.line})
    return None


def marked(keys: Keys, line: str, value: str) -> str:
    """Hash a name of the line's own, so that it is known again and cannot be read."""
    return keys.mark(f"{PURPOSE}:{line}", value) if value else ""


def opened(keys: Keys, kept: Kept) -> Arrival:
    """Open what was kept."""
    content = msgspec.msgpack.decode(keys.open(PURPOSE, kept.sealed, bound=str(kept.id)), type=Content)
    return Arrival(
        id=kept.id,
        line=kept.line,
        account=kept.account,
        external_id=kept.external_id,
        body=content.body,
        meta=content.meta,
        received_at=kept.received_at,
        let_in=kept.let_in,
    )


async def read(tx: Tx, keys: Keys, id: UUID) -> Arrival:
    """Open one arrival, for who may download it; ``NotFound`` also when it was emptied long ago."""
    kept = await store.get(tx, id)
    if kept is None or not kept.sealed:
        raise NotFound
    return opened(keys, kept)


async def forget(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Forget what came in of conversations that were erased: the bodies, and the keys that open them."""
    gone, keys = await store.forget(tx, conversations)
    await held.forget(tx, gone)
    if keys:
        await tx.destroy_keys(keys, "request")


async def try_again(tx: Tx, id: UUID) -> None:
    """Read one that waits for a person again; raises ``NotFound`` when none such waits."""
    if not await store.again(tx, id):
        raise NotFound
    tx.news.add(DUE_IN)


async def set_aside(tx: Tx, keys: Keys, ended: Sequence[Ended]) -> None:
    """Write down what whoever judges these is shown."""
    await held.keep(
        tx,
        [one.id for one in ended],
        [one.may_enter for one in ended],
        [keys.seal(GLIMPSE, msgspec.msgpack.encode(one.glimpse), bound=str(one.id)) for one in ended],
    )


def glimpsed(keys: Keys, id: UUID, sealed: bytes) -> Glimpse:
    """Open what is shown of one that was set aside."""
    return msgspec.msgpack.decode(keys.open(GLIMPSE, sealed, bound=str(id)), type=Glimpse)


async def let_in(tx: Tx, id: UUID) -> None:
    """Take one in that was set aside; raises ``NotFound`` when none waits that may enter."""
    if not await held.let_in(tx, id):
        raise NotFound
    tx.news.add(DUE_IN)


async def drop(tx: Tx, id: UUID) -> None:
    """Settle one that was set aside and that nobody needs; raises ``NotFound`` when none such waits."""
    if not await held.drop(tx, id):
        raise NotFound
    tx.news.add(STUCK)


async def speaking_of(tx: Tx, keys: Keys, line: str, account: str, about: str) -> list[UUID]:
    """List the arrivals that were taken and speak of one thing (``meta["about"]``), the earliest first.

    Their ids are the client ids of the letters they became.
    """
    return await store.about(tx, line, account, marked(keys, line, about))
