"""A hundred more ways of a superuser: quieter changes, and those that try to fit rows and leaves to each other."""

import random
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from tests.evidence.test_intact import KEY, PUBLIC, SOURCES, STRANGE, Copy, place_of, sealed
from trustdesk.evidence.model import Leaf, Sealable
from trustdesk.evidence.rules import leaves, notes, tree
from trustdesk.evidence.rules.intact import Finding
from trustdesk.evidence.rules.notes import Checkpoint

Tampering = Callable[[Copy, random.Random], None]


def _some(copy: Copy, dice: random.Random) -> tuple[str, int, Sealable]:
    source = dice.choice([one for one in SOURCES if copy.rows[one]])
    at = dice.randrange(len(copy.rows[source]))
    return source, at, copy.rows[source][at]


def _changed(copy: Copy, dice: random.Random, **fields: object) -> None:
    source, at, row = _some(copy, dice)
    copy.rows[source][at] = msgspec.structs.replace(row, body=dict(row.body) | fields)


def an_invisible_sign(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    copy.rows[source][at] = msgspec.structs.replace(
        row, body=dict(row.body) | {"text": f"{row.body['text']}\u200b"}
    )


def a_letter_that_looks_the_same(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    text = unicodedata.normalize("NFD", "é" + str(row.body["text"]))
    copy.rows[source][at] = msgspec.structs.replace(row, body=dict(row.body) | {"text": text})


def a_number_as_a_text(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    copy.rows[source][at] = msgspec.structs.replace(row, body=dict(row.body) | {"seq": str(row.body["seq"])})


def a_field_more(copy: Copy, dice: random.Random) -> None:
    _changed(copy, dice, note="added later")


def a_field_of_nothing(copy: Copy, dice: random.Random) -> None:
    _changed(copy, dice, note=None)


def a_field_less(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    body = dict(row.body)
    del body["seq"]
    copy.rows[source][at] = msgspec.structs.replace(row, body=body)


def a_field_by_another_name(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    body = dict(row.body)
    body["said"] = body.pop("text")
    copy.rows[source][at] = msgspec.structs.replace(row, body=body)


def another_hour(copy: Copy, dice: random.Random) -> None:
    _changed(copy, dice, at="2026-11-25T12:00:00+08:00")


def the_head(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    copy.rows[source][at] = msgspec.structs.replace(row, head={"seq": row.xid + 1})


def under_another_id(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    copy.rows[source][at] = msgspec.structs.replace(row, id=UUID(int=dice.getrandbits(128)))


def under_another_id_with_its_leaf(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    place, other = place_of(copy, source, row.id), UUID(int=dice.getrandbits(128))
    copy.rows[source][at] = msgspec.structs.replace(row, id=other, body=dict(row.body) | {"id": str(other)})
    copy.leaves[place] = msgspec.structs.replace(copy.leaves[place], entry=other)


def into_the_other_table(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    other = next(one for one in SOURCES if one != source)
    copy.rows[other].append(copy.rows[source].pop(at))
    place = next(leaf.place for leaf in copy.leaves if leaf.entry == row.id)
    copy.leaves[place] = msgspec.structs.replace(copy.leaves[place], source=other)


def as_if_it_were_new(copy: Copy, dice: random.Random) -> None:
    """Taken away and written again, later than everything that is sealed."""
    source, at, row = _some(copy, dice)
    body = dict(row.body) | {"text": "rewritten"}
    copy.rows[source][at] = msgspec.structs.replace(row, xid=9_000, body=body)


def gone_with_its_leaf(copy: Copy, dice: random.Random) -> None:
    source, at, row = _some(copy, dice)
    place = place_of(copy, source, row.id)
    del copy.rows[source][at]
    del copy.leaves[place]
    for later in range(place, len(copy.leaves)):
        copy.leaves[later] = msgspec.structs.replace(copy.leaves[later], place=later)


def two_leaves_exchanged(copy: Copy, dice: random.Random) -> None:
    one, other = sorted(dice.sample(range(len(copy.leaves)), 2))
    first, second = copy.leaves[one], copy.leaves[other]
    copy.leaves[one] = msgspec.structs.replace(second, place=first.place)
    copy.leaves[other] = msgspec.structs.replace(first, place=second.place)


def one_more_with_a_leaf(copy: Copy, dice: random.Random) -> None:
    source, _, row = _some(copy, dice)
    forged = Sealable(
        row.xid, UUID(int=dice.getrandbits(128)), row.head, dict(row.body) | {"text": "forged"}, "x"
    )
    salt = dice.randbytes(16)
    copy.rows[source].append(forged)
    copy.leaves.append(Leaf(len(copy.leaves), source, forged.id, salt, leaves.made(source, salt, forged)))


def the_leaf_and_all_above_it(copy: Copy, dice: random.Random) -> None:
    """Row, leaf and subtrees fit each other; only what was signed does not."""
    _changed(copy, dice, text="made to fit")
    _fitted(copy)


def sealed_again_by_a_stranger(copy: Copy, dice: random.Random) -> None:
    _changed(copy, dice, text="made to fit")
    _fitted(copy)
    _signed(copy, STRANGE)


def a_seal_that_says_less(copy: Copy, dice: random.Random) -> None:
    at = dice.randrange(len(copy.seals))
    copy.seals[at] = msgspec.structs.replace(copy.seals[at], size=copy.seals[at].size - 1)


def two_seals_for_one(copy: Copy, dice: random.Random) -> None:
    at = dice.randrange(len(copy.seals))
    copy.seals.insert(at, copy.seals[at])


def an_older_seal_as_the_newest(copy: Copy, dice: random.Random) -> None:
    newest, older = copy.seals[-1], copy.seals[dice.randrange(len(copy.seals) - 1)]
    copy.seals[-1] = msgspec.structs.replace(newest, checkpoint=older.checkpoint, root=older.root)


def the_time_of_a_seal(copy: Copy, dice: random.Random) -> None:
    at = dice.randrange(len(copy.seals))
    copy.seals[at] = msgspec.structs.replace(copy.seals[at], at=copy.seals[at].at - timedelta(seconds=1))


def a_subtree_of_elsewhere(copy: Copy, dice: random.Random) -> None:
    keys = sorted(copy.subtrees)
    one = dice.choice(keys)
    other = dice.choice([key for key in keys if copy.subtrees[key] != copy.subtrees[one]] or [one])
    copy.subtrees[one] = dice.randbytes(32) if other == one else copy.subtrees[other]


def everything_by_the_true_key(copy: Copy, dice: random.Random) -> None:
    """Who has the key itself makes a chain that holds; what was taken along before does not fit it."""
    _changed(copy, dice, text="made to fit")
    _fitted(copy)
    _signed(copy, KEY)


def _fitted(copy: Copy) -> None:
    rows = {(source, row.id): row for source in SOURCES for row in copy.rows[source]}
    made = [leaves.made(leaf.source, leaf.salt, rows[leaf.source, leaf.entry]) for leaf in copy.leaves]
    copy.leaves = [
        msgspec.structs.replace(leaf, hash=one) for leaf, one in zip(copy.leaves, made, strict=True)
    ]
    copy.subtrees = {key: one for key, one in tree.grow(0, {}, made).items() if key[0]}


def _signed(copy: Copy, key: object) -> None:
    kept = tree.grow(0, {}, [leaf.hash for leaf in copy.leaves])
    previous, seals = b"\0" * 32, []
    for seal in copy.seals:
        root = tree.root(0, seal.size, kept)
        note = notes.write(Checkpoint("desk.example/bitget", seal.size, root, previous, seal.at), key)  # pyright: ignore[reportArgumentType]
        seals.append(msgspec.structs.replace(seal, root=root, previous=previous, checkpoint=note))
        previous = notes.digest(note)
    copy.seals = seals


TAMPERINGS: tuple[Tampering, ...] = (
    an_invisible_sign, a_letter_that_looks_the_same, a_number_as_a_text, a_field_more, a_field_of_nothing, a_field_less,
    a_field_by_another_name, another_hour, the_head, under_another_id, under_another_id_with_its_leaf, into_the_other_table,
    as_if_it_were_new, gone_with_its_leaf, two_leaves_exchanged, one_more_with_a_leaf, the_leaf_and_all_above_it,
    sealed_again_by_a_stranger, a_seal_that_says_less, two_seals_for_one, an_older_seal_as_the_newest, the_time_of_a_seal,
    a_subtree_of_elsewhere, everything_by_the_true_key,
)  # fmt: skip


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.__name__)
async def test_a_quieter_hand_is_found_too(tampering: Tampering, number: int) -> None:
    dice = random.Random(f"{tampering.__name__}{number}")
    copy = sealed(dice, [dice.randrange(4, 60) for _ in range(5)])
    taken = notes.read(copy.seals[-1].checkpoint, PUBLIC)
    tampering(copy, dice)
    assert isinstance(await copy.verified([taken]), Finding)
