"""An incident, from the supervisor's word to the customer's tap and the end that closes the case."""

import pytest
from playwright.async_api import Browser, expect

from tests.walks.browser import complaints
from tests.walks.test_oversight import console
from tests.world import World, fresh

pytestmark = pytest.mark.browser


async def test_one_word_reaches_who_follows_and_who_was_linked(browser: Browser, world: World) -> None:
    senior, key = await world.agent("senior"), await world.integration("desk")
    waiting = await world.visitor()
    topic = "deposit"
    sent = await waiting.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": "where is it", "topic": topic}
    )
    number = sent.json()["conversation"]
    await world.settle()
    async with console(browser, world, senior, "incidents") as page:
        await page.locator("[data-test=new-incident]").click()
        await page.locator("[data-test=incident-title-en]").fill("USDT-TRC20 deposits are late")
        await page.locator("[data-test=incident-title-zh-CN]").fill("USDT-TRC20 充值延迟")
        await page.locator(f"[data-test=incident-topic-{topic}]").check()
        await page.locator("[data-test=incident-text-en]").fill("We are looking into it.")
        await page.locator("[data-test=incident-text-zh-CN]").fill("我们正在调查。")
        await page.locator("[data-test=incident-publish]").click()
        await page.locator("[data-test=incident-link-all]").click()
        told = page.locator("[data-test=incident-told]")
        await expect(told).to_contain_text("of 1")
        await world.settle()
        await expect(told).to_have_text("1 of 1 conversations know the latest")
        await follow_in_chinese(browser, world)
        await page.reload()
        await expect(told).to_have_text("2 of 2 conversations know the latest")
        await page.locator("[data-test=incident-tell]").click()
        await page.locator("[data-test=incident-stands]").select_option("resolved")
        await page.locator("[data-test=incident-text-en]").fill("All deposits are credited.")
        await page.locator("[data-test=incident-publish]").click()
        await expect(page.locator("[data-test=incident-state]")).to_have_text("Over")
        await world.settle()
    assert (await key.row(number))["status"] == "resolved"
    assert (await key.entries(number))[-2]["text"].splitlines()[1] == "All deposits are credited."


async def follow_in_chinese(browser: Browser, world: World) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.locator("[data-test=launcher]").click()
    await expect(page.locator("[data-test=outage]")).to_contain_text("USDT-TRC20 充值延迟")
    await page.locator("[data-test=follow]").click()
    await expect(page.locator("[data-test=message-mine]")).to_contain_text("有进展请通知我")
    await world.settle()
    await expect(page.locator("[data-test=thread]").get_by_text("我们正在调查。").first).to_be_visible()
    assert wrong == []
    await context.close()
