"""The SQL of entries as they are sealed: with the number of their conversation and all that was written."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from trustdesk.conversations.model import Entry
from trustdesk.conversations.store import sealed
from trustdesk.kit.db import Tx
from trustdesk.kit.fields import ACCOUNT


class Written(Entry, frozen=True, kw_only=True):
    """An entry with everything that is stored of it but the words for searching."""

    xid: int
    number: str
    key: str
    body_hash: Annotated[bytes, ACCOUNT]


async def settled(tx: Tx, after: tuple[int, UUID], most: int) -> list[Written]:
    """List entries in the order in which they were written, below the horizon of running transactions."""
    found = await tx.rows(
        """select m.xid::text::bigint as xid, c.number, c.key, m.conversation, m.seq, m.id, m.kind,
            m.author_kind, m.author_id, m.author_name, m.line, m.text, m.attachments, m.mentions,
            m.event, m.actor, m.client_id, m.body_hash, m.at
        from (
            select * from messages where tenant = $1 and (xid, id) > ($2::text::xid8, $3)
                and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid, id limit $4
        ) as m join conversations c on c.tenant = $1 and c.id = m.conversation
        order by m.xid, m.id""",
        tx.tenant,
        str(after[0]),
        after[1],
        most,
    )
    return await sealed.entries(tx, Written, found, strict=False)


async def salts(tx: Tx, rows: Sequence[Written]) -> dict[UUID, bytes | None]:
    """Derive the salt of each entry from the key of its conversation; None when that is destroyed.

    Entries of a conversation from before there were keys are left out.
    """
    known = [row for row in rows if row.key]
    found = await tx.keyring.salt(tx.tenant, [(row.key, row.id.bytes) for row in known])
    return {row.id: salt for row, salt in zip(known, found, strict=True)}


async def present(tx: Tx, id: UUID) -> bool:
    """Tell whether an entry is there at all."""
    return bool(await tx.value("select 1 from messages where tenant = $1 and id = $2", tx.tenant, id))


async def unsealed(tx: Tx, conversation: UUID) -> bool:
    """Tell whether a conversation has entries without a leaf."""
    return bool(
        await tx.value(
            """select exists (
                select from messages m where m.tenant = $1 and m.conversation = $2
                    and not exists (select from leaves l where l.tenant = $1 and l.entry = m.id)
            )""",
            tx.tenant,
            conversation,
        )
    )


async def of(tx: Tx, conversation: UUID, after: int, most: int) -> list[Written]:
    """List a conversation's entries beyond ``after`` in order."""
    found = await tx.rows(
        """select m.xid::text::bigint as xid, c.number, c.key, m.conversation, m.seq, m.id, m.kind,
            m.author_kind, m.author_id, m.author_name, m.line, m.text, m.attachments, m.mentions,
            m.event, m.actor, m.client_id, m.body_hash, m.at
        from messages m join conversations c on c.tenant = $1 and c.id = m.conversation
        where m.tenant = $1 and m.conversation = $2 and m.seq > $3 order by m.seq limit $4""",
        tx.tenant,
        conversation,
        after,
        most,
    )
    return await sealed.entries(tx, Written, found)
