"""One person writes by form, by mail, on Telegram and in the chat: one conversation, one answer, one story."""

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.channels.email.conftest import boxes, desk_port, mta, post
from tests.channels.email.letters import Post, answer, somebody, words
from tests.channels.telegram.chat import Chat, set_up
from tests.channels.telegram.twin import BotApi
from tests.walks.test_form import device, fill
from tests.world import BRAND

__all__ = ["boxes", "desk_port", "mta", "post"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
LINK = re.compile(r"(http://\S+)")


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def chat(post: Post, api: BotApi) -> AsyncIterator[Chat]:
    await set_up(post.world, api)
    yield Chat(post.world, api)


def link(text: str, part: str) -> str:
    [found] = {one for one in LINK.findall(text) if part in one}
    return found


async def by_form(page: Page, post: Post, address: str) -> str:
    """Write by form and follow the link in the mailbox; the number."""
    await page.goto(f"{post.world.base_url}/{BRAND}/form?topic=deposit")
    await fill(page, address)
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=sent]")).to_be_visible()
    code = await page.locator("input[name=c]").first.get_attribute("value")
    [carry] = [one for one in post.house.jobs() if one.name == "mail.code"]
    await carry.run(post.house.db, BRAND, {"id": code})
    [asked] = await post.inbox(address)
    await page.goto(link(words(asked), "/form/confirm"))
    await page.locator("[data-test=confirm]").click()
    return await page.locator("[data-test=number]").inner_text()


async def test_one_person_on_four_lines(browser: Browser, post: Post, chat: Chat) -> None:
    wei, lin = somebody("wei"), await post.world.agent("supervisor", public_name="Lin")
    async with device(browser) as page:
        number = await by_form(page, post, wei)
        await post.settle()
        [_, acknowledged] = await post.inbox(wei, 2)
        assert number in words(acknowledged)
        await post.write(answer(acknowledged, wei, "And by mail"))
        await page.goto(link(words(acknowledged), "/status?l="))
        await expect(page.locator("[data-test=said]")).to_contain_text("And by mail")
        await page.locator("[data-test=to-telegram]").click()
        start = await page.locator("[data-test=onwards]").get_attribute("href") or ""
        mei = chat.somebody()
        await mei.write(f"/start {start.rpartition('=')[2]}")
        await mei.write("And on Telegram")
        assert (await lin.reply(number, "We have found it")).status_code == 201
        await post.settle()
        assert chat.api.said(mei.id)[-1] == "We have found it"
        await page.goto(f"{post.world.base_url}/{BRAND}/status")
        await page.locator("[data-test=to-chat]").click()
        said = page.locator("trustdesk-chat .said")
        await expect(said.filter(has_text="And on Telegram")).to_be_visible()
        await page.locator("trustdesk-chat textarea").fill("And in the chat")
        await page.locator("trustdesk-chat textarea").press("Enter")
        await expect(said.filter(has_text="And in the chat")).to_have_count(1)
        await page.goto(f"{post.world.base_url}/{BRAND}/status")
        told = page.locator("[data-test=message]")
        await expect(told.filter(has_text="And in the chat")).to_have_count(1)
        heads = await page.locator("[data-test=message].own .head .line").all_inner_texts()
        assert heads == ["by form", "by e-mail", "by Telegram", "by chat"]
    entries = [one for one in await lin.entries(number) if one["kind"] == "message"]
    written = [(one["line"], one["author"]["name"]) for one in entries if one["author"]["kind"] == "customer"]
    assert [line for line, _ in written] == ["form", "email", "telegram", "webchat"]
    assert await post.conversations_of(wei) == [number]
    # One answer each way: it went to Telegram, where they had written last, and nowhere else.
    assert chat.api.said(mei.id).count("We have found it") == 1
    assert not [one for one in await post.inbox(wei, 2) if "We have found it" in words(one)]
