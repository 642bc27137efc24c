"""Articles offered while the first words are written: there when wanted, never in the way, told to who answers."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.walks.browser import complaints
from tests.world import BRAND, World
from trustdesk import knowledge
from trustdesk.kit import clock
from trustdesk.kit.actors import system

pytestmark = pytest.mark.browser
SLUGS = {"deposit-not-credited", "wrong-network", "complaint"}


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    async with world.house.db.transaction(BRAND) as tx:
        few = [one for one in knowledge.sources(world.house.settings.articles_dir) if one[1].slug in SLUGS]
        await knowledge.take_in(tx, system(BRAND), few, clock.utc_now())
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/{BRAND}")
    await page.locator("[data-test=launcher]").click()
    await expect(page.locator("[data-test=panel]")).to_be_visible()
    yield page
    await context.close()
    assert wrong == []


async def test_what_was_read_is_told_to_who_answers(page: Page, world: World) -> None:
    key = await world.integration()
    composer = page.locator("textarea[data-test=composer]")
    await composer.fill("my deposit has not arrived")
    first = page.locator("[data-test=suggestion]").first
    await expect(first).to_contain_text("My deposit has not arrived")
    await composer.press("Shift+Tab")
    await first.focus()
    await page.keyboard.press("Enter")
    sheet = page.locator("[data-test=suggested]")
    await expect(sheet.locator("ol > li")).to_have_count(5)
    whole = await sheet.locator("a.primary").get_attribute("href")
    assert whole == f"{world.base_url}/help/{BRAND}/en/deposit-not-credited"
    await page.locator("[data-test=suggest-write]").click()
    await expect(composer).to_be_focused()
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    found = (await key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
    [number] = [row["number"] for row in found if row["preview"] == "my deposit has not arrived"]
    notes = [one["text"] for one in await key.entries(number) if one["kind"] == "note"]
    assert notes == ["Read in the help centre before writing: My deposit has not arrived."]
    await composer.fill("my deposit has still not arrived")
    await expect(page.locator("[data-test=suggestions]")).to_be_hidden()


async def test_what_is_hidden_stays_hidden_and_sending_waits_for_nothing(page: Page) -> None:
    composer = page.locator("textarea[data-test=composer]")
    await composer.fill("I sent it over the wrong network")
    await expect(page.locator("[data-test=suggestion]").first).to_be_visible()
    await page.locator("[data-test=suggest-dismiss]").click()
    await expect(composer).to_be_focused()
    await composer.fill("I sent it over the wrong network, help")
    await page.route("**/api/v1/help/**", lambda route: route.abort())
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    await expect(page.locator("[data-test=suggestions]")).to_be_hidden()
