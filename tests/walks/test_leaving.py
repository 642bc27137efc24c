"""A visitor proves an address in the widget and ticks that answers may come there; the tick is theirs alone."""

from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from tests.walks.browser import complaints
from tests.walks.test_widget import open_widget, stored, write
from tests.world import BRAND, World, fresh
from trustdesk import customers
from trustdesk.kit import clock

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def latest_code(world: World) -> str:
    """What lies in the mailbox."""
    async with world.house.db.transaction(BRAND) as tx:
        id: UUID = await tx.value("select id from contact_codes order by id desc limit 1")
        code = await customers.code_to_send(tx, world.house.keys, id, clock.utc_now())
    assert code is not None
    return code.code


async def contact(page: Page) -> None:
    await page.locator("[data-test=menu]").click()
    await page.locator("[data-test=menu-contact]").click()


async def test_answers_may_come_by_mail_if_they_wish(browser: Browser, world: World) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    await open_widget(page)
    await write(page, "My deposit is missing")
    await stored(page)
    await contact(page)
    await page.locator("[data-test=contact-address]").fill(f"{fresh()}@mail.example")
    await page.locator("[data-test=contact-address-send]").click()
    await expect(page.locator("[data-test=contact-code]")).to_be_visible()
    await expect(page.locator("[data-test=contact-answers]")).not_to_be_checked()
    await page.locator("[data-test=contact-answers]").check()
    await page.locator("[data-test=contact-code]").fill(await latest_code(world))
    await page.locator("[data-test=contact-code-send]").click()
    await expect(page.locator("[data-test=contact-proved]")).to_be_visible()
    await expect(page.locator("[data-test=contact-answers]")).to_be_checked()
    await page.locator("[data-test=contact-answers]").uncheck()
    await expect(page.locator("[data-test=contact-answers]")).to_be_enabled()
    await page.reload()
    await open_widget(page)
    await contact(page)
    await expect(page.locator("[data-test=contact-answers]")).not_to_be_checked()
    await context.close()
    assert wrong == []
