"""Secrets of every kind, written at every place: afterwards none of them is anywhere, byte for byte."""

import json
import random
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from tests.channels.api.receiver import Receiver
from tests.cluster import Database
from tests.guard import planted
from tests.guard.anew import later
from tests.guard.anew import planted as anew
from tests.guard.announced import ANNOUNCED
from tests.guard.paths import FREE_TEXT, Walk
from tests.sealed import everything, opened
from tests.world import World, fresh
from trustdesk.kit.egress import ENVIRON

WHOLE = {"MessageBody.text", "SendBody.text", "ReplyBody.text"}  # every kind; elsewhere some, drawn anew
SOME = 4
# Of the texts in other wordings those whose secret is too long to stand anywhere by chance.
LONG, LONGEST = 10, 1_000
STRANGE = [
    one
    for one in (*anew.everything(), *later.everything())
    if len(one.gone[0]) >= LONG and len(one.text) <= LONGEST
]
NEVER_KEPT = {"NewMacro.shortcut", "MacroBody.shortcut"}  # nobody could type a mask
NEWS = ["message.received", "reply.written", "note.written", "conversation.rated", "conversation.labelled"]
REFUSED = {
    400,
    422,
    429,
}  # too long for its field, or a reply that would ask for something, or too many reports


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Let webhooks call this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


def secrets(rnd: random.Random) -> Iterator[tuple[str, str, list[str]]]:
    """One secret of every kind and language: its kind, the text, and what may be found nowhere."""
    for kind, make in planted.PROVED.values():
        value = make(rnd)
        yield kind, f"look: {value}", [value]
    for kind, announced in ANNOUNCED.items():
        text, value = announced(rnd)
        # So few digits also stand in times and ids: with the words beside them they do not.
        yield kind, text, [text if kind == "one_time_code" else value]
    for language in planted.SPACED + planted.CHINESE:
        words = planted.phrase(rnd, language)
        yield "recovery_phrase", " ".join(words), [" ".join(words[place : place + 4]) for place in range(9)]
    for one in rnd.sample(STRANGE, 40):
        yield one.kind, one.text, [one.gone[0]]


def found_at(database: Database) -> set[str]:
    """The places of which findings are remembered."""
    with psycopg.connect(database.admin_url) as connection:
        return {place for (place,) in connection.execute("select distinct place from guard_findings")}


def forms(value: str) -> set[bytes]:
    """A value as it might have been written down."""
    spelt = {value, value.lower(), value.replace(" ", "_"), "".join(value.split())}
    plain = {form.encode() for form in spelt}
    return (
        plain | {json.dumps(form)[1:-1].encode() for form in spelt} | {form.hex().encode() for form in plain}
    )


def _length(secret: tuple[str, str, list[str]]) -> int:
    return len(secret[1])


async def plant(walk: Walk, rnd: random.Random) -> tuple[list[str], Counter[str]]:
    """Write secrets at every place; what was written, and how often each place took it."""
    kept: Counter[str] = Counter()
    values: list[str] = []
    for place, write in FREE_TEXT.items():
        drawn = sorted(secrets(rnd), key=_length)
        # Short ones first: some fields are narrow.
        for kind, text, parts in drawn if place in WHOLE else drawn[:SOME] + rnd.sample(drawn, SOME):
            answer = await write(walk, text)
            taken = answer.status_code < 300
            assert taken or answer.status_code in REFUSED, (place, kind, answer.text)
            kept[place] += taken
            values += parts
    return values, kept


async def test_what_is_planted_is_found_nowhere(
    world: World, module_database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    key, agent, senior = await world.integration(), await world.agent(), await world.agent("senior")
    walk = Walk(world, key, agent, senior)
    await walk.begin()
    with Receiver() as receiver:
        hook = {"client_id": fresh(), "url": receiver.url(), "events": NEWS}
        assert (await key.post("/api/v1/webhooks", json=hook)).status_code == 201
        async with agent.live() as desk, walk.visitor.live() as device:
            await desk.follow("inbox", after=None)
            await desk.follow(f"conversation:{walk.number}")
            await device.follow("conversation:current")
            values, kept = await plant(walk, random.Random(20261125))
            await device.entries((await agent.row(walk.number))["seq"])
            await world.settle()
            await world.house.sender.settle()
            frames = json.dumps([desk.frames, device.frames], ensure_ascii=False)
        told = b"".join(call.body for call in receiver.calls)
    assert min(kept[place] for place in FREE_TEXT.keys() - NEVER_KEPT) >= 1, kept
    assert len(told) > 1_000
    logs = capfd.readouterr()
    haystack = everything(module_database) + frames.encode() + told + (logs.out + logs.err).encode()
    # What is sealed says nothing by itself: opened, it says no secret either.
    haystack += "\n".join(text for _, text in await opened(world, module_database)).encode()
    assert b"secret: recovery phrase" in haystack
    assert [value for value in values if any(form in haystack for form in forms(value))] == []
    assert found_at(module_database) == {
        "message", "reply", "note", "rating", "label", "draft", "macro", "file_name", "customer_name"
    }  # fmt: skip
