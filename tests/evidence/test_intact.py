"""Tampering: whatever a superuser does to a sealed table, the first bad entry is named."""

import random
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from trustdesk.evidence.model import Leaf, Place, Seal, Sealable
from trustdesk.evidence.rules import leaves, notes, tree
from trustdesk.evidence.rules.intact import Finding, Intact, Kept, first_bad
from trustdesk.evidence.rules.notes import Checkpoint
from trustdesk.evidence.rules.tree import Key

T = TypeVar("T")
AT = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = notes.raw(KEY.public_key())
STRANGE = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
SOURCES = ("audit", "messages")


class Copy(msgspec.Struct):
    """A brand's tables, in memory, to be tampered with."""

    rows: dict[str, list[Sealable]]
    leaves: list[Leaf]
    subtrees: dict[Key, bytes]
    seals: list[Seal]

    async def verified(self, outside: Iterable[Checkpoint] = ()) -> Finding | Intact:
        def present(source: str, id: UUID) -> bool:
            return any(row.id == id for row in self.rows[source])

        async def asked(source: str, id: UUID) -> bool:
            return present(source, id)

        async def kept(keys: Collection[Key]) -> Mapping[Key, bytes]:
            return {key: self.subtrees[key] for key in keys if key in self.subtrees}

        tables = {name: stream(sorted(rows, key=_place)) for name, rows in self.rows.items()}
        reach = max((leaf.place for leaf in self.leaves), default=-1) + 1
        everything = Kept(
            stream(sorted(self.seals, key=_size)),
            stream(sorted(self.leaves, key=_leaf)),
            tables,
            asked,
            kept,
            (reach, len(self.subtrees)),
        )
        return await first_bad(everything, PUBLIC, list(outside))


def _place(row: Sealable) -> Place:
    return row.place


def _size(seal: Seal) -> int:
    return seal.size


def _leaf(leaf: Leaf) -> int:
    return leaf.place


async def stream(items: list[T]) -> AsyncIterator[T]:
    for item in items:
        yield item


def row(dice: random.Random, xid: int) -> Sealable:
    said = {"text": dice.randbytes(4).hex(), "seq": dice.randrange(9), "at": "2026-11-25T12:00:00Z"}
    id = UUID(int=dice.getrandbits(128))
    return Sealable(xid, id, {"seq": xid}, {"id": str(id)} | said, f"row of {xid}")


def sealed(dice: random.Random, sizes: Iterable[int]) -> Copy:
    """Tables as the sealer leaves them, one seal for each size."""
    copy = Copy({name: [] for name in SOURCES}, [], {}, [])
    kept: dict[Key, bytes] = {}
    reached: dict[str, Place] = {}
    previous, size, xid = b"\0" * 32, 0, 1
    for number, more in enumerate(sizes):
        fresh: list[tuple[str, Sealable]] = []
        for source in SOURCES:
            found = sorted((row(dice, xid + dice.randrange(3)) for _ in range((more + 1) // 2)), key=_place)
            fresh += [(source, one) for one in found]
        fresh = fresh[:more]
        xid += 3
        made: list[bytes] = []
        for at, (source, one) in enumerate(fresh):
            salt = dice.randbytes(16)
            hashed = leaves.made(source, salt, one)
            copy.rows[source].append(one)
            copy.leaves.append(Leaf(size + at, source, one.id, salt, hashed))
            made.append(hashed)
            reached[source] = one.place
        kept |= tree.grow(size, kept, made)
        root = tree.root(0, size + more, kept)
        when = AT + timedelta(seconds=number)
        note = notes.write(Checkpoint("desk.example/bitget", size + more, root, previous, when), KEY)
        extent = leaves.canonical(reached).decode()
        copy.seals.append(
            Seal(
                first=size,
                size=size + more,
                root=root,
                reached=extent,
                previous=previous,
                checkpoint=note,
                at=when,
            )
        )
        previous, size = notes.digest(note), size + more
    copy.subtrees = {key: one for key, one in kept.items() if key[0]}
    return copy


def place_of(copy: Copy, source: str, id: UUID) -> int:
    return next(leaf.place for leaf in copy.leaves if (leaf.source, leaf.entry) == (source, id))


Named = tuple[set[str], int | None]
Tampering = Callable[[Copy, random.Random], Named]


def update(copy: Copy, dice: random.Random) -> Named:
    source = dice.choice(SOURCES)
    at = dice.randrange(len(copy.rows[source]))
    before = copy.rows[source][at]
    name = dice.choice(sorted(before.body))
    fields = dict(before.body) | {name: "tampered"}
    copy.rows[source][at] = msgspec.structs.replace(before, body=fields)
    return {source}, place_of(copy, source, before.id)


def delete(copy: Copy, dice: random.Random) -> Named:
    source = dice.choice(SOURCES)
    gone = copy.rows[source].pop(dice.randrange(len(copy.rows[source])))
    return {source}, place_of(copy, source, gone.id)


def insert(copy: Copy, dice: random.Random) -> Named:
    source = dice.choice(SOURCES)
    before = dice.choice(copy.rows[source])
    forged = Sealable(before.xid, UUID(int=before.id.int - 1), before.head, before.body, "forged")
    copy.rows[source].append(forged)
    return {source}, place_of(copy, source, before.id)


def reorder(copy: Copy, dice: random.Random) -> Named:
    source = dice.choice(SOURCES)
    one, other = dice.sample(range(len(copy.rows[source])), 2)
    rows = copy.rows[source]
    first, second = rows[one], rows[other]
    rows[one] = msgspec.structs.replace(second, xid=first.xid, id=first.id)
    rows[other] = msgspec.structs.replace(first, xid=second.xid, id=second.id)
    places = [place_of(copy, source, id) for id in (first.id, second.id)]
    return {source}, min(places)


def truncate(copy: Copy, dice: random.Random) -> Named:
    source = dice.choice(SOURCES)
    copy.rows[source].clear()
    return {source}, min(leaf.place for leaf in copy.leaves if leaf.source == source)


def change_leaf(copy: Copy, dice: random.Random) -> Named:
    at = dice.randrange(len(copy.leaves))
    before = copy.leaves[at]
    if dice.random() < 0.5:
        copy.leaves[at] = msgspec.structs.replace(before, hash=dice.randbytes(32))
        return {"leaves"}, before.place
    copy.leaves[at] = msgspec.structs.replace(before, salt=dice.randbytes(16))
    return {before.source}, before.place


def update_row_and_leaf(copy: Copy, dice: random.Random) -> Named:
    tables, place = update(copy, dice)
    assert place is not None
    (source,) = tables
    old = copy.leaves[place]
    changed = next(one for one in copy.rows[source] if one.id == old.entry)
    hashed = leaves.made(source, old.salt, changed)
    copy.leaves[place] = msgspec.structs.replace(old, hash=hashed)
    return {"seals", "subtrees"}, None


def drop_leaf(copy: Copy, dice: random.Random) -> Named:
    gone = copy.leaves.pop(dice.randrange(len(copy.leaves)))
    return {"leaves"}, gone.place


def change_subtree(copy: Copy, dice: random.Random) -> Named:
    key = dice.choice(sorted(copy.subtrees))
    copy.subtrees[key] = dice.randbytes(32)
    return {"subtrees"}, key[1] << 4 * key[0]


def change_seal(copy: Copy, dice: random.Random) -> Named:
    at = dice.randrange(len(copy.seals))
    seal = copy.seals[at]
    said = notes.read(seal.checkpoint, PUBLIC)
    changed = dice.choice(
        [
            {"root": dice.randbytes(32)},
            {"previous": dice.randbytes(32)},
            {"at": seal.at + timedelta(hours=1)},
            {"reached": '{"audit":[1,"00000000-0000-0000-0000-000000000001"]}'},
            {"checkpoint": seal.checkpoint[:-10] + seal.checkpoint[-9:]},
            {"checkpoint": notes.write(said, STRANGE)},
        ]
    )
    copy.seals[at] = msgspec.structs.replace(seal, **changed)
    return {"seals"}, seal.first


def drop_seal(copy: Copy, dice: random.Random) -> Named:
    gone = copy.seals.pop(dice.randrange(len(copy.seals) - 1))
    return {"seals"}, gone.first


def cut_the_end_off(copy: Copy, dice: random.Random) -> Named:
    """Everything of the last seal, rows, leaves, subtrees and all: only a checkpoint outside tells."""
    seal = copy.seals.pop()
    gone = {leaf.entry for leaf in copy.leaves[seal.first :]}
    del copy.leaves[seal.first :]
    for source in SOURCES:
        copy.rows[source] = [one for one in copy.rows[source] if one.id not in gone]
    copy.subtrees = {
        key: one for key, one in copy.subtrees.items() if (key[1] + 1) << 4 * key[0] <= seal.first
    }
    return {"seals"}, seal.first


def empty_everything(copy: Copy, dice: random.Random) -> Named:
    copy.leaves, copy.subtrees, copy.seals = [], {}, []
    return {"seals"}, 0


TAMPERINGS: list[Tampering] = [
    update, delete, insert, reorder, truncate, change_leaf, update_row_and_leaf, drop_leaf, change_subtree,
    change_seal, drop_seal, cut_the_end_off, empty_everything,
]  # fmt: skip


async def test_what_nobody_touched_is_intact() -> None:
    copy = sealed(random.Random(1), (1, 40, 7, 300, 2))
    outside = [notes.read(copy.seals[at].checkpoint, PUBLIC) for at in (1, 4)]
    assert await copy.verified(outside) == Intact(350, copy.seals[-1])


async def test_rows_that_are_not_sealed_yet_are_not_missed() -> None:
    copy = sealed(random.Random(1), (5, 8))
    copy.rows["messages"].append(row(random.Random(2), 10_000))
    assert await copy.verified() == Intact(13, copy.seals[-1])


async def test_nothing_sealed_is_intact() -> None:
    assert await sealed(random.Random(1), ()).verified() == Intact(0, None)


@pytest.mark.parametrize("number", range(104))
async def test_every_tampering_is_found_and_the_first_bad_entry_named(number: int) -> None:
    dice = random.Random(number)
    copy = sealed(dice, [dice.randrange(4, 60) for _ in range(5)])
    newest = notes.read(copy.seals[-1].checkpoint, PUBLIC)
    tables, place = TAMPERINGS[number % len(TAMPERINGS)](copy, dice)
    found = await copy.verified([newest])
    assert isinstance(found, Finding)
    assert found.table in tables
    assert place in (None, found.place)


async def test_a_forger_with_the_key_is_found_by_what_was_taken_along() -> None:
    dice = random.Random(3)
    copy = sealed(dice, (9, 9))
    taken = notes.read(copy.seals[0].checkpoint, PUBLIC)
    forged = sealed(random.Random(4), (9, 9))
    assert isinstance(await forged.verified(), Intact)
    found: Any = await forged.verified([taken])
    assert (found.table, found.place) == ("seals", 0)
    assert "taken along" in found.said
