"""An agent answers on Telegram: what goes out, what does not and is sent again, and where others read along."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.channels.telegram.chat import Chat, set_up
from tests.channels.telegram.twin import NAME, BotApi
from tests.walks.browser import complaints
from tests.walks.test_console import open_row, sign_in
from tests.world import World
from trustdesk.channels.telegram.jobs import Messenger
from trustdesk.channels.telegram.jobs.pace import Pace
from trustdesk.kit.egress import ENVIRON

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest_asyncio.fixture(loop_scope="session")
async def chat(world: World) -> AsyncIterator[Chat]:
    [messenger] = [one for one in world.house.carriers if isinstance(one, Messenger)]
    messenger.pace = Pace(0, 0)
    with BotApi() as api:
        await set_up(world, api)
        yield Chat(world, api)


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/")
    yield page
    await context.close()
    assert wrong == []


async def answer(page: Page, text: str) -> None:
    await page.locator("[data-test=composer]").fill(text)
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=message-ours]").last).to_contain_text(text)
    await expect(page.locator("[data-test=unsent]")).to_have_count(0)


async def test_what_goes_out_and_what_is_sent_again(page: Page, chat: Chat) -> None:
    mei = chat.somebody()
    message = await mei.write("My order is 100")
    await chat.bring(edited_message=message | {"text": "My order is 200"})
    await chat.read()
    await chat.answer()  # the acknowledgement
    await sign_in(page, await chat.world.agent())
    await open_row(page, (await mei.case())["number"])
    await expect(page.locator("[data-test=event]").last).to_contain_text("Before: My order is 100")
    await expect(page.locator("[data-test=safer]")).to_contain_text("Answers go out on Telegram")
    await answer(page, "It has arrived")
    last = page.locator("[data-test=delivery]").last
    await chat.world.settle()
    await expect(last).to_have_text("On its way by Telegram")
    await chat.answer()
    await expect(last).to_contain_text("Sent by Telegram")
    await answer(page, "And here is more")
    await chat.world.settle()
    await expect(last).to_have_text("On its way by Telegram")
    chat.api.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await chat.answer()
    await expect(last).to_contain_text("Not delivered: the customer has blocked the bot")
    await expect(page.locator("[data-test=event]").last).to_contain_text("was not delivered by Telegram")
    await last.get_by_role("button", name="Send again").click()
    await expect(last).to_have_text("On its way by Telegram")
    await chat.answer()
    await expect(last).to_contain_text("Sent by Telegram")
    assert chat.api.said(mei.id)[-2:] == ["It has arrived", "And here is more"]


async def test_where_others_read_along(page: Page, chat: Chat) -> None:
    mei = chat.in_group(-1005550001)
    await mei.write("/support hello", entities=[{"type": "bot_command", "offset": 0, "length": 8}])
    await chat.answer()
    await sign_in(page, await chat.world.agent())
    await open_row(page, (await mei.case())["number"])
    warning = page.locator("[data-test=safer]")
    await expect(warning).to_contain_text("Everybody in this group reads your answer")
    await page.locator("[data-test=composer]").fill("Your balance is 250 USDT")
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=unsent]")).to_contain_text("This line is public")
    await page.locator("[data-test=safer-ask]").click()
    await expect(page.locator("[data-test=message-ours]").last).to_contain_text(
        "Please write to us privately"
    )
    await chat.answer()
    assert chat.api.said(-1005550001)[-1].endswith(f"https://t.me/{NAME}?start=g1005550001")
    assert not [text for text in chat.api.said(-1005550001) if "250" in text]
