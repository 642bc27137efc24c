"""Mails that wait share a child; what one of them does to it is not laid to the others' charge."""

import asyncio

import pytest

from tests.channels.email.parsing.letters import head
from trustdesk.channels.email.jobs.reading import ALONE, MOST, ONE, SEVERAL, Reader
from trustdesk.channels.email.parsing import Refusal, confined, confined_many
from trustdesk.kit import courtesy
from trustdesk.kit.confined import Unreadable

DEADLY = b"this one ends its child"


class Children:
    """Children that are none: they read here, and die of deadly mails as a real one would of its limits."""

    def __init__(self) -> None:
        self.born: list[str] = []

    async def run(self, function: str, payload: bytes) -> bytes:
        self.born.append(function)
        await asyncio.sleep(0)
        if DEADLY in payload:
            raise Unreadable("could not be read within the limits")
        try:
            return confined_many(payload) if function == SEVERAL else confined(payload)
        except Refusal as refusal:
            raise Unreadable(refusal.code) from refusal


def letter(words: str) -> bytes:
    return head(words) + b"\n" + words.encode() + b"\n"


async def test_a_flood_needs_few_children_and_everybody_gets_their_own_words() -> None:
    children = Children()
    reader = Reader(children.run)
    found = await asyncio.gather(*(reader.read(letter(f"mail {count}")) for count in range(100)))
    assert [one.text for one in found] == [f"mail {count}" for count in range(100)]
    assert len(children.born) <= 100 / MOST + 2


async def test_a_single_mail_does_not_wait_for_others() -> None:
    children = Children()
    assert (await Reader(children.run).read(letter("alone"))).text == "alone"
    assert children.born == [ONE]


async def test_a_deadly_mail_ends_only_itself() -> None:
    reader = Reader(Children().run)
    mails = [letter(f"mail {count}") for count in range(8)]
    mails[3] += DEADLY
    found = await asyncio.gather(*map(reader.read, mails), return_exceptions=True)
    assert isinstance(found[3], Unreadable)
    honest = [one for place, one in enumerate(found) if place != 3]
    assert [getattr(one, "text", one) for one in honest] == [
        f"mail {count}" for count in range(8) if count != 3
    ]


async def test_a_refused_mail_has_its_code_and_stops_nobody() -> None:
    reader = Reader(Children().run)
    many = head(more=b"\n".join(b"X-Line: x" for _ in range(300))) + b"\nx\n"
    refused, read = await asyncio.gather(
        reader.read(many), reader.read(letter("next")), return_exceptions=True
    )
    assert isinstance(refused, Unreadable)
    assert refused.detail == "too_many_headers"
    assert getattr(read, "text", "") == "next"


async def test_a_large_mail_keeps_nobody_waiting() -> None:
    children = Children()
    reader = Reader(children.run)
    large = head("large") + b"\n" + b"words\n" * (ALONE // 6)
    await asyncio.gather(reader.read(large), reader.read(letter("a")), reader.read(letter("b")))
    assert children.born.count(ONE) >= 1


async def test_whoever_stops_waiting_stops_nobody_else() -> None:
    reader = Reader(Children().run)
    gone = asyncio.create_task(reader.read(letter("gone")))
    stays = [asyncio.create_task(reader.read(letter(f"mail {count}"))) for count in range(3)]
    await asyncio.sleep(0)
    gone.cancel()
    assert [one.text for one in await asyncio.gather(*stays)] == ["mail 0", "mail 1", "mail 2"]
    with pytest.raises(asyncio.CancelledError):
        await gone


async def test_when_no_child_can_be_had_everybody_hears_it() -> None:
    async def none(_function: str, _payload: bytes) -> bytes:
        raise OSError("no process can be started")

    reader = Reader(none)
    found = await asyncio.gather(*(reader.read(letter("x")) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in found] == [OSError] * 3


async def test_while_many_are_typing_mails_gather_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pressure = courtesy.Pressure()
    pressure.add(1_000_000)
    monkeypatch.setattr(courtesy, "PRESSURE", pressure)
    children = Children()
    reader = Reader(children.run)
    first = asyncio.create_task(reader.read(letter("first")))
    await asyncio.sleep(courtesy.PAUSE_SECONDS)
    assert children.born == []
    found = await asyncio.gather(first, reader.read(letter("second")))
    assert [one.text for one in found] == ["first", "second"]
    assert children.born == [SEVERAL]
