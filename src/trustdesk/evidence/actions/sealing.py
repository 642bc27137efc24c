"""Sealing: what was written since becomes leaves of the brand's tree, and the tree is signed."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from trustdesk.evidence.model import FIRST, Leaf, Place, Row, Seal, Sealable, Source
from trustdesk.evidence.rules import leaves, notes, tree
from trustdesk.evidence.rules.notes import Checkpoint
from trustdesk.evidence.store import audit, seals
from trustdesk.kit.db import Tx
from trustdesk.kit.secrets import Keys

PAGE = 200  # as much as may hold up the rest of a node for a moment
PURPOSE = "evidence"


class Signer(msgspec.Struct, frozen=True):
    """Who signs the checkpoints of one brand."""

    origin: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The 32 bytes with which others check."""
        return notes.raw(self.key.public_key())

    @property
    def key_text(self) -> str:
        """The public key as verifiers of checkpoints take it."""
        return notes.key_text(self.origin, self.public)


def signer(keys: Keys, base_url: str, brand: str) -> Signer:
    """Derive the key of a brand; its origin is the desk's host and the brand."""
    return Signer(f"{urlsplit(base_url).netloc}/{brand}", keys.signer(f"{PURPOSE}:{brand}"))


ERASED = ".erase"  # how the actions end that are records of an erasure


async def read_audit(tx: Tx, after: Place, most: int) -> list[Sealable]:
    """Read rows of the audit for sealing."""
    return [
        Sealable(
            row.xid,
            row.id,
            {},
            {"row": _without_xid(row)},
            f"{row.action} by {row.actor}, {row.at}",
            buries=f"{row.about_kind} {row.about_id}" if row.action.endswith(ERASED) else "",
        )
        for row in await audit.settled(tx, after, most)
    ]


AUDIT = Source("audit", read_audit, audit.present)


async def seal(tx: Tx, signed_by: Signer, sources: Sequence[Source], now: datetime) -> Seal | None:
    """Seal what was written since the last seal, up to a page of each table.

    Reads below the horizon of running transactions, so nothing can appear behind it. None when
    there is nothing, or another node is at it.
    """
    if not await seals.lead(tx):
        return None
    before = await seals.last(tx)
    size = before.size if before else 0
    reached = reached_of(before)
    rows = [
        (source.name, row)
        for source in sources
        for row in await source.read(tx, reached.get(source.name, FIRST), PAGE)
    ]
    if not rows:
        return None
    made = await asyncio.to_thread(_leaves, rows, size)
    reached |= {name: row.place for name, row in rows}
    kept = await seals.hashes(tx, list(tree.cover(0, size)))
    added = tree.grow(size, kept, [leaf.hash for leaf in made])
    larger = size + len(made)
    root = tree.root(0, larger, kept | added)
    previous = notes.digest(before.checkpoint) if before else b"\0" * 32
    said = Checkpoint(signed_by.origin, larger, root, previous, now)
    sealed = Seal(
        first=size,
        size=larger,
        root=root,
        reached=written_reached(reached),
        previous=previous,
        checkpoint=notes.write(said, signed_by.key),
        at=now,
    )
    await seals.insert(tx, sealed, made, {key: one for key, one in added.items() if key[0]})
    return sealed


def reached_of(seal: Seal | None) -> dict[str, Place]:
    """Read how far each table was sealed."""
    return msgspec.json.decode(seal.reached, type=dict[str, Place]) if seal else {}


def written_reached(reached: Mapping[str, Place]) -> str:
    """Write it as it is kept."""
    return leaves.canonical(reached).decode()


def _leaves(rows: Sequence[tuple[str, Sealable]], first: int) -> list[Leaf]:
    salts = os.urandom(leaves.SALT_BYTES * len(rows))
    made: list[Leaf] = []
    for at, (source, row) in enumerate(rows):
        drawn = salts[at * leaves.SALT_BYTES : (at + 1) * leaves.SALT_BYTES]
        hashed = leaves.made(source, row.salt or drawn, row)
        made.append(Leaf(first + at, source, row.id, b"" if row.salt else drawn, hashed))
    return made


def _without_xid(row: Row) -> Mapping[str, object]:
    shown = msgspec.to_builtins(row)
    del shown["xid"]
    return shown
