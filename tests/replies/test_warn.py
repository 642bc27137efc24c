"""Who sent a secret on a line without a page of ours is told at once, in their language, what to do."""

from typing import Any

import pytest

from tests.world import World, fresh
from trustdesk.channels.intake import Incoming
from trustdesk.customers import Sender
from trustdesk.kit.actors import Actor, system

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
ADVICE = {"en": "looks like a recovery phrase", "zh-CN": "类似助记词的内容"}


async def told(world: World, text: str, locale: str = "en", line: str = "telegram") -> list[str]:
    """What the desk itself says after this message came in on a line, beside the acknowledgement."""
    actor: Actor = system("bitget")
    letter = Incoming(
        actor=actor,
        client_id=fresh(),
        sender=Sender(line, fresh(), "Wang", locale),
        line=line,
        text=text,
    )
    taken = await world.house.intake.take_in(letter)
    await world.settle()
    await world.settle()
    supervisor = await world.agent("supervisor")
    number = taken.outcome.receipt.conversation
    entries: list[dict[str, Any]] = await supervisor.entries(number)
    words = [one["text"] for one in entries if one["author"]["kind"] == "system" and one["kind"] == "message"]
    return [word for word in words if number not in word]


@pytest.mark.parametrize("locale", ADVICE)
async def test_who_sent_a_phrase_is_told_once_in_their_language(world: World, locale: str) -> None:
    [word] = await told(world, f"hello, {PHRASE}", locale)
    assert ADVICE[locale] in word
    assert "winner" not in word


async def test_a_number_in_a_signature_calls_for_no_warning(world: World) -> None:
    assert await told(world, "my deposit is missing\n-- \nWang, +86 138 0013 8000") == []


async def test_a_page_of_ours_has_told_already(world: World) -> None:
    assert await told(world, f"hello, {PHRASE}", line="webchat") == []
