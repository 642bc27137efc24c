"""Erasures beside tampering: what has a record is lawful, what only looks erased is named."""

import random

import msgspec
import pytest

from tests.evidence.test_intact import PUBLIC, TAMPERINGS, Copy, row, sealed
from trustdesk.evidence.model import Sealable
from trustdesk.evidence.rules import notes
from trustdesk.evidence.rules.intact import Finding, Intact


def erase(copy: Copy, dice: random.Random, *, on_record: bool) -> Sealable:
    """Erase a conversation as the desk does: what it said is lost, a record of it is sealed later."""
    lost = dice.choice(copy.rows["messages"])
    numbered = [
        msgspec.structs.replace(
            one, belongs=f"conversation {one.id}", erased=one is lost, body={} if one is lost else one.body
        )
        for one in copy.rows["messages"]
    ]
    copy.rows["messages"] = numbered
    if on_record:
        record = row(dice, 10**9)
        copy.rows["audit"].append(msgspec.structs.replace(record, buries=f"conversation {lost.id}"))
    return next(one for one in numbered if one.erased)


async def test_what_was_erased_lawfully_is_intact_and_counted() -> None:
    copy = sealed(random.Random(5), (12, 30))
    erase(copy, random.Random(6), on_record=True)
    assert await copy.verified() == Intact(42, copy.seals[-1], 1)


async def test_what_was_made_to_look_erased_is_named() -> None:
    copy = sealed(random.Random(5), (12, 30))
    lost = erase(copy, random.Random(6), on_record=False)
    found = await copy.verified()
    assert isinstance(found, Finding)
    assert (found.table, copy.leaves[found.place].entry) == ("messages", lost.id)
    assert "no erasure" in found.said


@pytest.mark.parametrize("number", range(104))
async def test_every_tampering_is_found_beside_lawful_erasures(number: int) -> None:
    dice = random.Random(1_000 + number)
    copy = sealed(dice, [dice.randrange(4, 60) for _ in range(5)])
    newest = notes.read(copy.seals[-1].checkpoint, PUBLIC)
    spared = erase(copy, dice, on_record=False)
    tables, place = TAMPERINGS[number % len(TAMPERINGS)](copy, dice)
    record = msgspec.structs.replace(row(dice, 10**9), buries=spared.belongs)
    copy.rows["audit"].append(record)
    found = await copy.verified([newest])
    if isinstance(found, Intact):
        # The one row of which only the leaf is left cannot be changed: nothing of it is there.
        assert [one for one in copy.rows["messages"] if one.id == spared.id] != [spared]
        return
    assert found.table in tables
    assert place in (None, found.place)
