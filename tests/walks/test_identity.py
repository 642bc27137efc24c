"""A customer signs in on the exchange's page: the chat comes along by their own tap, the agent sees the proof."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.walks.browser import complaints
from tests.walks.test_widget import open_widget, write
from tests.world import World

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    """The demo world: its exchange signs."""
    async with worlds.running(cluster, module_database, TRUSTDESK_DEMO="true") as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    yield page
    await context.close()
    assert wrong == []


def standing(page: Page) -> Locator:
    return page.locator("[data-test=standing]")


async def watching(page: Page, world: World, number: str) -> Page:
    """A console in which an agent has this conversation open."""
    agent = await world.agent()
    browser = page.context.browser
    assert browser is not None
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    await context.add_cookies([{"name": "td_session", "value": agent.token, "url": world.base_url}])
    console = await context.new_page()
    await console.goto(f"{world.base_url}/console/")
    await console.locator("[data-test=view-unassigned]").click()
    await console.locator(f"[data-test=row-{number}]").click()
    return console


async def number_of(page: Page) -> str:
    text = await page.locator("[data-test=thread] [data-test=event]").first.inner_text()
    return next(word for word in text.replace("：", " ").split() if word.startswith("BG-")).strip(".。")


async def test_a_chat_begun_anonymously_comes_along_by_the_customers_tap(page: Page, world: World) -> None:
    await open_widget(page)
    await write(page, "My USDT deposit is missing")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    number = await number_of(page)
    console = await watching(page, world, number)
    identity = console.locator("[data-test=identity]")
    await expect(identity).to_have_attribute("data-level", "0")
    await page.locator("[data-test=page-signin]").click()
    await expect(standing(page)).to_have_attribute("data-kind", "apart")
    await expect(page.locator("[data-test=message-mine]")).to_contain_text("My USDT deposit is missing")
    await expect(identity).to_have_attribute("data-level", "0")
    await page.locator("[data-test=bring-along]").click()
    await expect(standing(page)).to_have_attribute("data-kind", "signed")
    await expect(page.locator("[data-test=message-mine]")).to_contain_text("My USDT deposit is missing")
    await expect(identity).to_have_attribute("data-level", "2")
    await expect(identity).to_contain_text("password, one-time code")
    await page.locator("[data-test=standing-open]").click()
    await expect(page.locator("[data-test=standing-sheet]")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.reload()
    await open_widget(page)
    await expect(page.locator("[data-test=message-mine]")).to_contain_text("My USDT deposit is missing")
    await console.context.close()


async def test_on_a_shared_device_the_next_one_sees_nothing(page: Page, world: World) -> None:
    await page.locator("[data-test=page-signin]").click()
    await expect(page.locator("[data-test=page-signin]")).to_contain_text("20260001")
    await open_widget(page)
    await expect(standing(page)).to_have_attribute("data-kind", "signed")
    await write(page, "My USDT deposit is missing")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    await page.evaluate("() => sessionStorage.setItem('demo-exchange:customer', '777777')")
    await page.reload()
    await open_widget(page)
    await expect(standing(page)).to_have_attribute("data-kind", "signed")
    await expect(page.locator("[data-test=home], .home")).to_be_visible()
    await expect(page.locator("[data-test=message-mine]")).to_have_count(0)
    assert "deposit is missing" not in await page.evaluate(
        "() => JSON.stringify({...localStorage, ...sessionStorage})"
    )
    await page.locator("[data-test=page-signout]").click()
    await expect(standing(page)).to_be_hidden()
    assert "tv_" not in await page.evaluate("() => JSON.stringify({...localStorage})")


async def test_left_apart_it_can_still_be_brought_along(page: Page, world: World) -> None:
    await open_widget(page)
    await write(page, "a chat to leave behind")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    await page.evaluate("() => sessionStorage.setItem('demo-exchange:customer', '888888')")
    await page.reload()
    await open_widget(page)
    await page.locator("[data-test=leave-apart]").click()
    await expect(page.locator("[data-test=message-mine]")).to_have_count(0)
    await page.locator("[data-test=bring-along]").click()
    await expect(page.locator("[data-test=message-mine]")).to_contain_text("a chat to leave behind")


async def test_a_word_that_does_not_count_is_told_and_the_chat_goes_on(page: Page, world: World) -> None:
    await open_widget(page)
    await page.evaluate("() => void window.trustdesk.identify('not a token')")
    await expect(standing(page)).to_have_attribute("data-kind", "unproved")
    await write(page, "as a visitor then")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
