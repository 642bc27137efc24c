"""A letter by the form, with and without scripts, proved by mail, followed on its page, gone on with in chat."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from tests.guard.paths import PICTURE
from tests.walks.browser import complaints
from tests.world import BRAND, Person, World
from trustdesk import customers
from trustdesk.kit import clock

pytestmark = pytest.mark.browser


@asynccontextmanager
async def device(browser: Browser, *, scripts: bool = True, locale: str = "en-GB") -> AsyncIterator[Page]:
    """A device of its own."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, locale=locale, java_script_enabled=scripts
    )
    page = await context.new_page()
    wrong = complaints(page)
    yield page
    await context.close()
    assert wrong == []


async def mail(world: World, page: Page) -> customers.CodeToSend:
    """What lies in the mailbox by now."""
    code = await page.locator("input[name=c]").first.get_attribute("value")
    async with world.house.db.transaction(BRAND) as tx:
        carried = await customers.code_to_send(tx, world.house.keys, UUID(code), clock.utc_now())
    assert carried is not None
    return carried


async def fill(page: Page, address: str) -> None:
    await page.get_by_label("What happened?").fill("My deposit has not arrived")
    await page.get_by_label("Coin").fill("USDT")
    await page.get_by_label("Network").fill("TRC-20")
    await page.locator("[data-test=address]").fill(address)


async def last_text(agent: Person, case: str) -> str:
    return [one["text"] for one in await agent.entries(case) if one["kind"] == "message"][-1]


async def test_a_letter_without_any_script(browser: Browser, world: World) -> None:
    agent = await world.integration("desk")
    async with device(browser, scripts=False) as page:
        await page.goto(f"{world.base_url}/{BRAND}/form")
        await page.get_by_role("link", name="Deposit", exact=False).first.click()
        await fill(page, "noscript@mail.example")
        await page.locator("[data-test=files]").set_input_files(
            {"name": "shot.png", "mimeType": "image/png", "buffer": PICTURE}
        )
        await page.locator("[data-test=send]").click()
        await expect(page.locator("[data-test=sent]")).to_contain_text("noscript@mail.example")
        carried = await mail(world, page)
        await page.goto(f"{world.base_url}{carried.path}")
        await page.locator("[data-test=confirm]").click()
        case = await page.locator("[data-test=number]").inner_text()
        await page.locator("[data-test=follow]").click()
        await expect(page.locator("[data-test=turn]")).to_have_attribute("data-turn", "queue")
        await page.locator("[data-test=text]").fill("And a picture")
        await page.locator("[data-test=files]").set_input_files(
            {"name": "two.png", "mimeType": "image/png", "buffer": PICTURE}
        )
        await page.locator("[data-test=send]").click()
        await expect(page.locator("[data-test=message]")).to_have_count(2)
    entries = [one for one in await agent.entries(case) if one["kind"] == "message"]
    assert [(one["line"], len(one["attachments"])) for one in entries] == [("form", 1), ("status", 1)]


async def test_from_the_form_to_the_page_of_the_case_and_into_the_chat(
    browser: Browser, world: World
) -> None:
    agent = await world.agent("supervisor", public_name="Lin")
    async with device(browser) as page:
        await page.goto(f"{world.base_url}/{BRAND}/form?topic=deposit")
        await fill(page, "scripts@mail.example")
        await page.reload()
        await expect(page.get_by_label("What happened?")).to_have_value("My deposit has not arrived")
        await page.locator("[data-test=address]").fill("scripts@mail.example")
        await expect(page.locator("input[name=effort]")).to_have_value(re.compile(r"^\d+$"))
        await page.locator("[data-test=send]").click()
        await expect(page.locator("[data-test=sent]")).to_be_visible()
        await page.locator("[data-test=code]").fill((await mail(world, page)).code)
        await page.locator("[data-test=code-send]").click()
        case = await page.locator("[data-test=number]").inner_text()
        await page.locator("[data-test=follow]").click()
        await expect(page.locator("[data-test=message]")).to_have_count(1)
        await agent.reply(case, "We have found your deposit")
        await expect(page.locator("[data-test=turn]")).to_have_attribute("data-turn", "you")
        await expect(page.locator("[data-test=said]")).to_contain_text("We have found your deposit")
        await page.locator("[data-test=to-chat]").click()
        panel = page.locator("trustdesk-chat [data-test=entry], trustdesk-chat .said")
        await expect(panel.filter(has_text="We have found your deposit")).to_be_visible()
        assert "#" not in page.url
        composer = page.locator("trustdesk-chat textarea")
        await composer.fill("Here I am, by chat")
        await composer.press("Enter")
        await expect(panel.filter(has_text="Here I am, by chat")).to_be_visible()
        state = page.locator("trustdesk-chat [data-test=state]").last
        await expect(state).to_have_attribute("data-state", re.compile("sent|delivered|read"))
        await page.goto(f"{world.base_url}/{BRAND}/status")
        await expect(page.locator("[data-test=said]")).to_contain_text("Here I am, by chat")
    assert await last_text(agent, case) == "Here I am, by chat"


async def test_the_case_is_found_again_by_number_and_code(browser: Browser, world: World) -> None:
    async with device(browser, scripts=False, locale="zh-CN") as page:
        await page.goto(f"{world.base_url}/{BRAND}/form?topic=order")
        await page.get_by_label("发生了什么？").fill("订单没有成交")
        await page.locator("[data-test=address]").fill("zh@mail.example")
        await page.locator("[data-test=send]").click()
        await page.goto(f"{world.base_url}{(await mail(world, page)).path}")
        await page.locator("[data-test=confirm]").click()
        case = await page.locator("[data-test=number]").inner_text()
    async with device(browser, scripts=False, locale="zh-CN") as page:
        await page.goto(f"{world.base_url}/{BRAND}/status")
        await page.locator("[data-test=number]").fill(case)
        await page.locator("[data-test=address]").fill("zh@mail.example")
        await page.locator("[data-test=ask]").click()
        await page.locator("[data-test=code]").fill((await mail(world, page)).code)
        await page.locator("[data-test=code-send]").click()
        await expect(page.locator("[data-test=case]")).to_have_text(case)
        await expect(page.locator("[data-test=said]")).to_contain_text("订单没有成交")
