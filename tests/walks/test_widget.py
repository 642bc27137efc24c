"""A customer in the widget: from the first click to the transcript, on a bad line, on a shared device."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from tests.walks.browser import complaints
from tests.world import Person, World

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    yield page
    await context.close()
    assert wrong == []


async def open_widget(page: Page) -> None:
    """Open the panel, unless it was open before a reload and comes back by itself."""
    if not await page.evaluate("sessionStorage.getItem('trustdesk:bitget:open')"):
        await page.locator("[data-test=launcher]").click()
    await expect(page.locator("[data-test=panel]")).to_be_visible()


async def write(page: Page, text: str) -> None:
    await page.locator("[data-test=composer] textarea, textarea[data-test=composer]").fill(text)
    await page.locator("[data-test=send]").click()


async def stored(page: Page) -> None:
    """Wait until the server has the last message: the page shows it before."""
    state = page.locator("[data-test=message-mine]").last.locator("[data-test=state]")
    await expect(state).to_have_attribute("data-state", re.compile("sent|delivered|read"))


async def only_conversation(key: Person, text: str) -> str:
    found = (await key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
    [number] = [row["number"] for row in found if row["preview"] == text]
    return number


async def test_from_the_first_word_to_the_rating(page: Page, world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    await open_widget(page)
    await page.locator("[data-test=proof]").click()
    await expect(page.get_by_text("padlock", exact=False).first).to_be_visible()
    await page.keyboard.press("Escape")
    await write(page, "My USDT deposit is missing")
    mine = page.locator("[data-test=message-mine]")
    await expect(mine).to_contain_text("My USDT deposit is missing")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    number = await only_conversation(key, "My USDT deposit is missing")
    await world.settle()
    await expect(page.locator("[data-test=queue]")).to_be_visible()
    await agent.reply(number, "Good day, which network did you use?")
    await expect(page.locator("[data-test=message-theirs]").last).to_contain_text("which network")
    await agent.post(f"/api/v1/conversations/{number}/read", json={"seq": 5})
    await write(page, "TRC-20, thank you")
    await expect(mine.last).to_contain_text("TRC-20, thank you")
    await stored(page)
    await agent.act(number, "status", status="resolved")
    await page.locator("label:has([data-test=score-5]), [data-test=score-5]").first.click()
    await page.locator("[data-test=rating-text]").fill("quick and kind")
    await page.locator("[data-test=rating-send]").click()
    await expect(page.locator("[data-test=rating-send]")).to_be_hidden()
    assert (await key.row(number))["rating"] == 5


async def test_nothing_is_lost_or_doubled_on_a_bad_line(page: Page, world: World) -> None:
    key = await world.integration()
    await open_widget(page)
    await page.context.set_offline(True)
    for count in range(3):
        await write(page, f"written offline {count}")
    await expect(page.locator("[data-test=message-mine]")).to_have_count(3)
    await page.context.set_offline(False)
    await stored(page)
    number = await only_conversation(key, "written offline 2")
    texts = [one["text"] for one in await key.entries(number) if one["author"]["kind"] == "customer"]
    assert texts == [f"written offline {count}" for count in range(3)]


async def test_what_was_not_answered_survives_a_reload(page: Page, world: World) -> None:
    key = await world.integration()
    swallowed = asyncio.Event()

    async def swallow(route: Route) -> None:
        # The server stores it; the answer never arrives.
        await route.fetch()
        await route.abort()
        swallowed.set()

    await open_widget(page)
    await page.route("**/api/v1/widget/messages", swallow)
    await write(page, "only once, please")
    await expect(page.locator("[data-test=message-mine]")).to_have_count(1)
    await asyncio.wait_for(swallowed.wait(), 20)
    await page.unroute("**/api/v1/widget/messages")
    await page.reload()
    await open_widget(page)
    await stored(page)
    number = await only_conversation(key, "only once, please")
    assert [one["text"] for one in await key.entries(number) if one["author"]["kind"] == "customer"] == [
        "only once, please"
    ]


async def test_what_waits_on_the_device_lies_there_sealed(page: Page, world: World) -> None:
    key = await world.integration()
    await page.route("**/api/v1/widget/messages", lambda route: route.abort())
    await open_widget(page)
    await write(page, "this waits for the network")
    await expect(page.locator("[data-test=message-mine]")).to_have_count(1)
    await page.locator("textarea[data-test=composer]").fill("half a sentence")
    laid = (
        "() => ['out:', 'draft'].every((one) => Object.keys(localStorage).some((key) => key.includes(one)))"
    )
    await page.wait_for_function(laid)
    kept = await page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "waits" not in kept
    assert "half" not in kept
    await page.reload()
    await open_widget(page)
    await expect(page.locator("[data-test=message-mine]")).to_contain_text("this waits for the network")
    await expect(page.locator("textarea[data-test=composer]")).to_have_value("half a sentence")
    await page.unroute("**/api/v1/widget/messages")
    await stored(page)
    await only_conversation(key, "this waits for the network")
    await page.evaluate("() => window.trustdesk.signOut()")
    await expect(page.locator("[data-test=message-mine]")).to_have_count(0)
    await page.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    kept = await page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('out:'))")
    assert kept == []


async def test_signing_out_leaves_nothing_on_the_device(page: Page, world: World) -> None:
    await open_widget(page)
    await write(page, "nobody else may read this")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    await page.evaluate("() => window.trustdesk.signOut()")
    await expect(page.locator("[data-test=message-mine]")).to_have_count(0)
    kept = await page.evaluate("() => JSON.stringify({...localStorage})")
    assert "tv_" not in kept
    assert "nobody else" not in kept
    await page.reload()
    await open_widget(page)
    await expect(page.locator("[data-test=message-mine]")).to_have_count(0)


async def test_a_secret_is_shown_as_a_mask_with_advice(page: Page, world: World) -> None:
    await open_widget(page)
    await write(page, "legal winner thank year wave sausage worth useful legal winner thank yellow")
    if await page.locator("[data-test=secret-send]").is_visible():
        await page.locator("[data-test=secret-send]").click()
    await expect(page.locator("[data-test=masked]")).to_be_visible()
    assert "sausage" not in await page.locator("[data-test=panel]").inner_text()
