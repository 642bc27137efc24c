"""Announcements in the brand's own Telegram channel: posted once, never twice by themselves."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from tests.channels.telegram.twin import TOKEN, BotApi
from tests.subscriptions.people import announce, circulars, counts, send
from tests.world import World
from trustdesk.channels.telegram.rules.texts import LONGEST, fitted, units

CHANNEL = "@brand_news"
SETTINGS = "/api/v1/settings/lines/telegram"


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """Telegram."""
    with BotApi() as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def channel(world: World, api: BotApi) -> AsyncIterator[str]:
    """The brand's channel, set up as an administrator does."""
    admin = await world.agent("admin")
    now = (await admin.get(SETTINGS)).json()
    values = {"enabled": True, "base_url": api.url, "channel": CHANNEL}
    body = {"version": now["version"], "values": values, "secrets": {"token": TOKEN}}
    done = await admin.put(SETTINGS, json=body)
    assert done.status_code == 200, done.text
    yield CHANNEL


async def posted(world: World, **more: Any) -> dict[str, Any]:
    """How a fresh announcement went out."""
    editor = await world.agent("editor")
    one = await announce(editor, **more)
    await send(world)
    [circular] = await circulars(editor, one)
    return circular | {"announcement": one["id"], "editor": editor}


async def test_an_announcement_is_posted_once_with_the_way_to_it(
    world: World, api: BotApi, channel: str
) -> None:
    before = len(api.said(channel))
    circular = await posted(world)
    [text] = api.said(channel)[before:]
    assert text == (
        "Wallet maintenance on Friday\n\nDeposits pause from 02:00 UTC.\n\n"
        f"{world.base_url}/announcements/bitget/en/{circular['announcement']}"
    )
    assert counts(circular, "telegram") == {"sent": 1}
    reach = (await circular["editor"].get("/api/v1/announcements/reach")).json()["kinds"]["risk"]
    assert reach["places"] == [{"way": "telegram", "place": CHANNEL}]


async def test_what_telegram_refuses_waits_for_the_editor(world: World, api: BotApi, channel: str) -> None:
    api.refuse("sendMessage", 403, "Forbidden: bot is not a member of the channel chat")
    circular = await posted(world)
    before = len(api.said(channel))
    assert counts(circular, "telegram") == {"failed": 1}
    assert [fault["why"] for fault in circular["faults"]] == [
        "Forbidden: bot is not a member of the channel chat"
    ]
    path = f"/api/v1/announcements/{circular['announcement']}/circulars"
    await circular["editor"].post(f"{path}/{circular['id']}/again")
    await send(world)
    assert len(api.said(channel)) == before + 1
    [after] = (await circular["editor"].get(path)).json()["items"]
    assert counts(after, "telegram") == {"sent": 1}


async def test_what_is_too_fast_waits_as_long_as_telegram_says(
    world: World, api: BotApi, channel: str
) -> None:
    api.refuse("sendMessage", 429, "Too Many Requests: retry after 600", retry_after=600)
    before = len(api.said(channel))
    circular = await posted(world)
    assert (counts(circular, "telegram"), len(api.said(channel))) == ({"due": 1}, before)


def test_a_long_text_is_cut_in_sight_and_keeps_its_link() -> None:
    made = fitted("Title", "One sentence. " * 600, "https://desk.example/1")
    assert units(made) <= LONGEST
    assert made.startswith("Title\n\nOne sentence.")
    assert made.endswith("…\n\nhttps://desk.example/1")
    assert fitted("Title", "Short.", "https://desk.example/1") == "Title\n\nShort.\n\nhttps://desk.example/1"
