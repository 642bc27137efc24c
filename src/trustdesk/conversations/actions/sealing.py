"""Entries as a table that is sealed."""

from trustdesk import evidence
from trustdesk.conversations.rules.sealed import body_of, head_of
from trustdesk.conversations.store import sealing as store
from trustdesk.evidence import Sealable, Source
from trustdesk.kit.db import Tx


async def read_entries(tx: Tx, after: evidence.Place, most: int) -> list[Sealable]:
    """Read entries for sealing, in the order in which they were written."""
    return [sealable(row) for row in await store.settled(tx, after, most)]


def sealable(row: store.Written) -> Sealable:
    """Show an entry as the sealer takes it."""
    head, body = head_of(row, row.number), body_of(row, row.body_hash)
    return Sealable(row.xid, row.id, head, body, f"entry {row.seq} of {row.number}")


ENTRIES = Source("messages", read_entries, store.present)
