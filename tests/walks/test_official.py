"""Is this really us? A look-alike in the widget and on the page, reported, confirmed in the console, known after."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.walks.browser import complaints
from tests.walks.test_oversight import console
from tests.walks.test_widget import open_widget, write
from tests.world import World

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    yield page
    await context.close()
    assert wrong == []


async def ask_in_widget(page: Page, text: str) -> None:
    await page.locator("[data-test=check-text]").fill(text)
    await page.locator("[data-test=check-send]").click()


async def confirm_in_console(browser: Browser, world: World) -> None:
    async with console(browser, world, await world.agent("supervisor"), "impostors") as page:
        row = page.locator("[data-test=impostor]")
        await expect(row).to_have_count(1)
        await expect(row).to_contain_text("2 reports")
        await page.locator("[data-test=impostor-toggle]").press("Enter")
        await expect(page.locator("[data-test=impostor-detail] [data-test=report]")).to_have_count(2)
        await expect(page.get_by_text("with the original mail")).to_have_count(1)
        await page.locator("[data-test=judge-confirmed]").click()
        await expect(page.locator("[data-test=impostors-none]")).to_be_visible()
        await page.locator("[data-test=state-confirmed]").click()
        await expect(page.locator("[data-test=impostor-thing]")).to_have_text("bitgеt.example")


async def test_a_look_alike_is_seen_reported_confirmed_and_known(
    page: Page, browser: Browser, world: World
) -> None:
    await page.goto(f"{world.base_url}/demo/bitget")
    await open_widget(page)
    await page.locator("[data-test=open-check]").click()
    await ask_in_widget(page, "support.bitget.example")
    answer = page.locator("[data-test=answer]")
    await expect(answer).to_have_attribute("data-verdict", "official")
    await expect(answer).to_contain_text("A sender can be forged")
    await ask_in_widget(page, "Sign in at https://bitgеt.example/login")
    await expect(answer).to_have_attribute("data-verdict", "looks_like")
    await expect(page.locator("[data-test=difference]")).to_contain_text("CYRILLIC SMALL LETTER IE")
    await page.locator("[data-test=report]").click()
    mail = b"From: Bitget <x@evil.example>\r\nSubject: locked\r\n\r\nSign in now"
    await page.locator("[data-test=report-mail]").set_input_files(
        {"name": "mail.eml", "mimeType": "message/rfc822", "buffer": mail}
    )
    await page.locator("[data-test=report-send]").click()
    await expect(page.locator("[data-test=reported]")).to_contain_text("on the desk of Bitget")

    # The same on the page, without a script; sent from there it is another report of the same thing.
    await page.goto(f"{world.base_url}/official/bitget")
    await page.locator("[data-test=text]").fill("bitgеt.example")
    await page.locator("[data-test=check]").click()
    await expect(answer).to_have_attribute("data-verdict", "looks_like")
    await page.locator("[data-test=report]").click()
    await page.locator("[data-test=report-send]").click()
    await expect(page.locator("[data-test=reported]")).to_be_visible()

    await confirm_in_console(browser, world)
    await page.locator("[data-test=text]").fill("https://bitgеt.example/en")
    await page.locator("[data-test=check]").click()
    await expect(answer).to_have_attribute("data-verdict", "known_impostor")


async def test_both_sides_see_the_same_check_phrase(page: Page, browser: Browser, world: World) -> None:
    agent = await world.agent()
    await page.goto(f"{world.base_url}/demo/bitget")
    await open_widget(page)
    await write(page, "Somebody called me and said support")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    await page.locator("[data-test=proof]").click()
    phrase = page.locator("[data-test=phrase]")
    await expect(phrase).to_contain_text("·")
    said = await phrase.inner_text()

    async with console(browser, world, agent, "unassigned") as desk:
        await desk.get_by_text("Somebody called me and said support").first.click()
        await expect(desk.locator("[data-test=phrase-en]")).to_have_text(said)
