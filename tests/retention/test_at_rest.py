"""At rest: the database, read by its superuser, tells nothing of what customers say and are called."""

import base64
import json
from collections.abc import Iterator

import pytest

from tests.channels.api.receiver import Receiver
from tests.cluster import Database
from tests.retention.everywhere import DRAFTED, PASTED, SPOKEN, VISITOR, everywhere
from tests.retention.people import MAIL, NAME, NOTED, PHONE, PICTURE, RATED, SAID
from tests.sealed import everything, opened
from tests.world import World, fresh
from trustdesk.kit.egress import ENVIRON


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Let webhooks call this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


def forms(value: str) -> set[bytes]:
    """A value as it might have been written down."""
    spelt = {value, value.lower(), value.upper(), "".join(value.split())}
    plain = {form.encode(coding) for form in spelt for coding in ("utf-8", "utf-16-le", "utf-16-be")}
    based = {
        # Whatever comes before it: what does not depend on that.
        base64.b64encode(b"\0" * shift + form)[4 if shift else 0 : -4]
        for form in plain
        for shift in range(3)
    }
    return (
        plain
        | {form.hex().encode() for form in plain}
        | {form for form in based if len(form) > 6}
        | {form.replace(b"+", b"-").replace(b"/", b"_") for form in based if len(form) > 6}
        | {json.dumps(form)[1:-1].encode() for form in spelt}
    )


async def test_a_superuser_reads_nothing(world: World, module_database: Database) -> None:
    key = await world.integration()
    with Receiver() as receiver:
        hook = {"client_id": fresh(), "url": receiver.url(), "events": ["message.received", "note.written"]}
        assert (await key.post("/api/v1/webhooks", json=hook)).status_code == 201
        number = await everywhere(world)
        await world.settle()
        await world.house.sender.settle()
        assert any(SAID.encode() in call.body for call in receiver.calls)
    texts = await opened(world, module_database)
    assert {SAID, NAME, MAIL, PHONE, NOTED, RATED, PICTURE, DRAFTED, PASTED, VISITOR, SPOKEN} <= {
        text for _, text in texts
    }
    haystack = everything(module_database)
    assert number.encode() in haystack
    planted = (SAID, NAME, MAIL, PHONE, NOTED, RATED, PICTURE, DRAFTED, PASTED, VISITOR, SPOKEN)
    words = ("31337", "Xiaoming", "Baumgartner", "quokka", "passport", "Annalena")
    assert [one for one in (*planted, *words) if any(form in haystack for form in forms(one))] == []


async def test_it_is_found_and_read_all_the_same(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key, "The wombat of 提现 went astray", customer={"external_id": fresh()})
    for words in ("wombat", "提现", "astray wombat"):
        hits = (await agent.get("/api/v1/conversations", params={"q": words})).json()["items"]
        assert [one["number"] for one in hits] == [number]
    row = await agent.row(number)
    assert (row["customer"]["name"], row["preview"]) == ("Wang Wei", "The wombat of 提现 went astray")
    [entry, *_] = await agent.entries(number)
    assert (entry["text"], entry["author"]["name"]) == ("The wombat of 提现 went astray", "Wang Wei")


async def test_the_same_customer_is_known_again(world: World) -> None:
    key = await world.integration()
    who = {"external_id": fresh(), "name": "Known"}
    first = await world.letter(key, "one", customer=who)
    assert await world.letter(key, "two", customer=who) == first
