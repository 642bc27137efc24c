"""Whether everything that was sealed is still as it was: recomputed from the rows, first difference named."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.evidence.model import Leaf, Place, Seal, Sealable
from trustdesk.evidence.rules import leaves, notes, tree
from trustdesk.evidence.rules.notes import Checkpoint, Forged
from trustdesk.evidence.rules.tree import Key

NOTHING_BEFORE = b"\0" * 32


class Finding(msgspec.Struct, frozen=True):
    """The first thing that is not as it was sealed: in which table, at which place of the tree, and what."""

    table: str
    place: int
    said: str


class Kept(msgspec.Struct, frozen=True):
    """Everything that is looked at, each in its order.

    ``present`` tells whether a row exists at all; ``subtrees`` reads kept hashes by key;
    ``extent`` is how many leaves and how many subtrees there are.
    """

    seals: AsyncIterator[Seal]
    leaves: AsyncIterator[Leaf]
    rows: Mapping[str, AsyncIterator[Sealable]]
    present: Callable[[str, UUID], Awaitable[bool]]
    subtrees: Callable[[Collection[Key]], Awaitable[Mapping[Key, bytes]]]
    extent: tuple[int, int]


class Intact(msgspec.Struct, frozen=True):
    """All is as it was sealed: how many rows, the last seal, and of how many rows only the leaf is left."""

    size: int
    last: Seal | None
    erased: int = 0


async def first_bad(kept: Kept, public: bytes, outside: Sequence[Checkpoint] = ()) -> Finding | Intact:
    """Recompute the tree from the rows and compare it with what is kept, seal by seal.

    ``public`` is the key that signed; ``outside`` are checkpoints that were taken along earlier.
    """
    looking = _Looking(kept, public, {one.size: one for one in outside})
    async for seal in kept.seals:
        if found := await looking.at(seal):
            return found
    found = looking.at_the_end()
    return found if isinstance(found, Finding) else await looking.after_the_end() or found


class _Looking:
    """What has been recomputed so far."""

    def __init__(self, kept: Kept, public: bytes, outside: dict[int, Checkpoint]) -> None:
        self.kept = kept
        self.public = public
        self.outside = outside
        self.size = 0
        self.subtrees = 0
        self.erased = 0
        self.without_a_record: dict[str, Finding] = {}
        self.buried: set[str] = set()
        self.hashes: dict[Key, bytes] = {}
        self.reached: dict[str, Place] = {}
        self.last: Seal | None = None

    async def at(self, seal: Seal) -> Finding | None:
        """Look at what one seal covers."""
        if seal.first != self.size or seal.size <= seal.first:
            return Finding("seals", self.size, f"a seal from leaf {self.size} on is missing")
        stored: list[bytes] = []
        made: list[bytes] = []
        doubt: Finding | None = None
        for place in range(seal.first, seal.size):
            step = await self._leaf(place)
            if isinstance(step, Finding):
                return doubt or step
            leaf, row = step
            self._erasure(leaf, row)
            hashed = self._hashed(leaf, row)
            stored.append(leaf.hash)
            made.append(hashed)
            if hashed != leaf.hash and doubt is None:
                doubt = Finding(leaf.source, place, f"changed after it was sealed: {row.said}")
        if doubt:
            return self._whose(doubt, seal, made)
        return await self._seal(seal, made)

    def _erasure(self, leaf: Leaf, row: Sealable) -> None:
        """Note which rows are erased, and which erasures are on record; the record comes after."""
        if row.buries:
            self.buried.add(row.buries)
        if row.erased:
            said = f"erased, and no erasure of its {row.belongs} is on record: {row.said}"
            self.without_a_record.setdefault(row.belongs, Finding(leaf.source, leaf.place, said))

    async def after_the_end(self) -> Finding | None:
        """Tell of what was erased unlawfully. The newest records may not be sealed yet, but are read."""
        for rows in self.kept.rows.values() if self.without_a_record.keys() - self.buried else ():
            async for row in rows:
                self.buried.add(row.buries)
        unlawful = [found for belongs, found in self.without_a_record.items() if belongs not in self.buried]
        return min(unlawful, key=lambda found: found.place, default=None)

    def _hashed(self, leaf: Leaf, row: Sealable) -> bytes:
        """Hash a row anew; of an erased one only its leaf is left, which the signed root holds in place."""
        if row.erased:
            self.erased += 1
            return leaf.hash
        return leaves.made(leaf.source, leaf.salt or row.salt or b"", row)

    async def _leaf(self, place: int) -> tuple[Leaf, Sealable] | Finding:
        leaf = await anext(self.kept.leaves, None)
        if leaf is None or leaf.place != place or leaf.source not in self.kept.rows:
            return Finding("leaves", place, "the leaf is missing")
        row = await anext(self.kept.rows[leaf.source], None)
        if row is not None and row.id == leaf.entry:
            self.reached[leaf.source] = row.place
            return leaf, row
        if row is None or not await self.kept.present(leaf.source, leaf.entry):
            return Finding(leaf.source, place, f"the row {leaf.entry} is gone")
        return Finding(leaf.source, place, f"not where it was written, or put in later: {row.said}")

    def _whose(self, doubt: Finding, seal: Seal, made: Sequence[bytes]) -> Finding:
        """Tell whether the row was changed, or its leaf: what was signed decides."""
        if self._root(made)[1] == seal.root:
            return Finding("leaves", doubt.place, "the leaf was changed; its row is as it was sealed")
        return doubt

    def _root(self, made: Sequence[bytes]) -> tuple[dict[Key, bytes], bytes]:
        added = tree.grow(self.size, self.hashes, made)
        return added, tree.root(0, self.size + len(made), self.hashes | added)

    async def _seal(self, seal: Seal, made: Sequence[bytes]) -> Finding | None:
        added, root = self._root(made)
        whole = {key: value for key, value in added.items() if key[0]}
        found = await self.kept.subtrees(list(whole))
        for key, value in whole.items():
            if found.get(key) != value:
                return Finding("subtrees", key[1] << tree.BITS * key[0], "a subtree differs from its leaves")
        if why := self._broken(seal, root):
            return Finding("seals", seal.first, f"the seal of {seal.size} leaves: {why}")
        self.subtrees += len(whole)
        self.size, self.last = seal.size, seal
        self.outside.pop(seal.size, None)
        known = self.hashes | added
        self.hashes = {key: known[key] for key in tree.cover(0, seal.size)}
        return None

    def _broken(self, seal: Seal, root: bytes) -> str:
        """Say what is wrong with a seal whose leaves are right; empty if nothing is."""
        before = notes.digest(self.last.checkpoint) if self.last else NOTHING_BEFORE
        try:
            said = notes.read(seal.checkpoint, self.public)
        except Forged as error:
            return str(error)
        taken = self.outside.get(seal.size, said)
        wrong = {
            "its columns differ from its checkpoint": _columns(said) != _columns(seal),
            "its root is not that of its leaves": seal.root != root,
            "it does not follow the seal before it": seal.previous != before,
            "it tells another extent of the tables": seal.reached != leaves.canonical(self.reached).decode(),
            "a checkpoint that was taken along earlier says otherwise": _columns(taken) != _columns(said),
        }
        return next((why for why, so in wrong.items() if so), "")

    def at_the_end(self) -> Finding | Intact:
        """Look at what is beyond the last seal."""
        if self.outside:
            size = min(self.outside)
            return Finding(
                "seals", min(size, self.size), f"the seal of {size} leaves that was taken along is gone"
            )
        leaves_there, subtrees_there = self.kept.extent
        if leaves_there > self.size:
            return Finding("leaves", self.size, "there are leaves that no seal covers")
        if subtrees_there != self.subtrees:
            return Finding("subtrees", self.size, "there are subtrees of no leaves")
        return Intact(self.size, self.last, self.erased)


def _columns(one: Checkpoint | Seal) -> tuple[int, bytes, bytes, datetime]:
    return one.size, one.root, one.previous, one.at
