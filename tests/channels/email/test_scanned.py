"""Files that come by mail go past the virus scanner; while it is away the mail waits, whole."""

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage

import pytest
import pytest_asyncio

from tests.channels.email.letters import Post, mail, somebody
from tests.channels.email.test_taking import PIXEL
from tests.files.scanner import HARMLESS, Clamd, clamd
from tests.world import BRAND


@pytest_asyncio.fixture(loop_scope="session")
async def scanner(post: Post, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Clamd]:
    with clamd() as running:
        monkeypatch.setattr(post.world.house.scanner, "url", running.tcp)
        yield running


async def read_on(post: Post) -> None:
    """Let what was put off be due now, and read it."""
    async with post.house.db.transaction(BRAND) as tx:
        assert await tx.do("update arrivals set next_at = clock_timestamp() where state = 'due'") == 1
    await post.settle()


def with_pictures(address: str, *bodies: bytes) -> EmailMessage:
    letter = mail(address, "See the pictures")
    for at, body in enumerate(bodies):
        letter.add_attachment(body, maintype="image", subtype="png", filename=f"proof{at}.png")
    return letter


async def test_a_harmful_file_is_left_out_and_the_words_are_taken(post: Post, scanner: Clamd) -> None:
    assert scanner.port
    wei = somebody("wei")
    await post.write(with_pictures(wei, PIXEL + HARMLESS, PIXEL))
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    first = (await agent.entries(number))[0]
    assert [one["media_type"] for one in first["attachments"]] == ["image/png"]
    [shown] = (await agent.get(f"/api/v1/conversations/{number}/mails")).json()["items"]
    assert len(shown["left_out"]) == 1


async def test_while_the_scanner_is_away_the_mail_waits_whole(post: Post, scanner: Clamd) -> None:
    wei = somebody("wei")
    scanner.stop()
    await post.write(with_pictures(wei, PIXEL))
    assert (await post.arrivals())[-1] == ("due", "")
    assert await post.conversations_of(wei) == []
    await asyncio.to_thread(scanner.start)
    await read_on(post)
    [number] = await post.conversations_of(wei)
    first = (await (await post.agent()).entries(number))[0]
    assert [one["media_type"] for one in first["attachments"]] == ["image/png"]
