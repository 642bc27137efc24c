"""Entries as a table that is sealed."""

from trustdesk import evidence
from trustdesk.conversations.rules.sealed import body_of, head_of
from trustdesk.conversations.store import sealing as store
from trustdesk.evidence import Sealable, Source
from trustdesk.kit.db import Tx


async def read_entries(tx: Tx, after: evidence.Place, most: int) -> list[Sealable]:
    """Read entries for sealing, in the order in which they were written."""
    rows = await store.settled(tx, after, most)
    salts = await store.salts(tx, rows)
    return [_sealable(row, salts.get(row.id), erased=salts.get(row.id, b"") is None) for row in rows]


def _sealable(row: store.Written, salt: bytes | None, *, erased: bool) -> Sealable:
    head, body = head_of(row, row.number), body_of(row, row.body_hash)
    return Sealable(
        row.xid,
        row.id,
        head,
        body,
        f"entry {row.seq} of {row.number}",
        salt,
        erased,
        f"conversation {row.number}",
    )


ENTRIES = Source("messages", read_entries, store.present)
