"""An announcement, from the editor's draft to the top of the help centre and the widget."""

import pytest
from playwright.async_api import Browser, expect

from tests.walks.browser import complaints
from tests.walks.test_oversight import console
from tests.world import World

pytestmark = pytest.mark.browser


async def test_a_draft_is_published_and_stands_above_everything(browser: Browser, world: World) -> None:
    editor = await world.agent("editor")
    async with console(browser, world, editor, "announcements") as page:
        await page.locator("[data-test=new-announcement]").click()
        await page.locator("[data-test=announcement-title-en]").fill("Wallet maintenance on Friday")
        await page.locator("[data-test=announcement-text-en]").fill("Deposits pause.\n\nNothing is lost.")
        await page.locator("[data-test=announcement-title-zh-CN]").fill("周五钱包维护")
        await page.locator("[data-test=announcement-text-zh-CN]").fill("暂停充值。")
        await page.locator("[data-test=announcement-pinned]").check()
        await page.locator("[data-test=announcement-draft]").click()
        state = page.locator("[data-test=announcement-state]")
        await expect(state).to_have_text("Draft")
        await page.locator("[data-test=edit-announcement]").click()
        await page.locator("[data-test=announcement-publish]").click()
        await expect(state).to_have_text("Published")
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    reader = await context.new_page()
    wrong = complaints(reader)
    await reader.goto(f"{world.base_url}/help/bitget/zh-CN")
    await reader.locator("[data-test=notices] a").click()
    await expect(reader.locator("h1")).to_have_text("周五钱包维护")
    await reader.goto(f"{world.base_url}/demo/bitget")
    await reader.locator("[data-test=launcher]").click()
    await expect(reader.locator("[data-test=announced]")).to_have_text("周五钱包维护")
    assert wrong == []
    await context.close()
