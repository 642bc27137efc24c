"""Proving: that rows are in a tree that was signed, at their places, each by a handful of hashes."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import msgspec

from trustdesk.evidence.model import Leaf, Seal
from trustdesk.evidence.rules import tree
from trustdesk.evidence.store import seals
from trustdesk.kit.db import Tx


class Proof(msgspec.Struct, frozen=True):
    """Rows in the tree of one seal: the leaf of each, and the hashes from it to the root."""

    seal: Seal
    leaves: Mapping[UUID, Leaf]
    paths: Mapping[UUID, Sequence[bytes]]


async def prove(tx: Tx, entries: Collection[UUID]) -> Proof | None:
    """Prove as many of these rows as are sealed, by the first seal that covers them; None if none is."""
    found = {leaf.entry: leaf for leaf in await seals.leaves_of(tx, entries)}
    if not found:
        return None
    seal = await seals.covering(tx, 1 + max(leaf.place for leaf in found.values()))
    if seal is None:
        return None
    ranges = {entry: tree.siblings(leaf.place, seal.size) for entry, leaf in found.items()}
    parts = {part for path in ranges.values() for part in path}
    kept = await seals.hashes(tx, {key for part in parts for key in tree.cover(*part)})
    hashes = {part: tree.root(*part, kept) for part in parts}
    return Proof(seal, found, {entry: [hashes[part] for part in path] for entry, path in ranges.items()})
