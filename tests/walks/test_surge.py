"""A surge, from the lead's switch to the customer who reads it live and reaches a person all the same."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.assistant.people import furnish
from tests.surge.people import crowd, past_hours, switch
from tests.triage.steps import read
from tests.walks.browser import complaints
from tests.walks.test_oversight import console
from tests.world import World, fresh

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("SURGE_PICTURES")


async def picture(page: Page, name: str, *, whole: bool = False) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)


async def looks(page: Page, name: str) -> None:
    """Look at a page of the console at both widths, light and dark."""
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            await page.set_viewport_size({"width": width, "height": 900})
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            await picture(page, f"{name}-{width}-{scheme}")


@asynccontextmanager
async def widget(
    browser: Browser, world: World, locale: str = "zh-CN", width: int = 390, scheme: str = "light"
) -> AsyncIterator[Page]:
    """The demo page with its chat open, of somebody who has not said anything."""
    context = await browser.new_context(
        viewport={"width": width, "height": 844},
        locale=locale,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.locator("[data-test=launcher]").click()
    await expect(page.locator("[data-test=needs] button").first).to_be_visible()
    yield page
    await context.close()
    assert wrong == []


async def test_the_switch_reaches_everybody_without_a_reload(browser: Browser, world: World) -> None:
    await furnish(world)
    lead, agent, key = await world.agent("supervisor"), await world.agent(), await world.integration()
    await past_hours(world, "bitget", 4, {3: 1, 4: 1, 13: 40, 14: 60})
    for number in await crowd(world, key, 3, text="My USDT deposit has not arrived"):
        await read(world, number)
    waiting: int = (await key.get("/api/v1/queue")).json()["waiting"]
    async with (
        console(browser, world, lead, "surge") as leads,
        console(browser, world, agent) as agents,
        widget(browser, world) as chat,
        widget(browser, world, "en-GB", 1280, "dark") as english,
    ):
        state = leads.locator("[data-test=surge-switch]")
        await expect(state).to_have_attribute("data-state", "off")
        await looks(leads, "off")
        await leads.locator("[data-test=surge-words-en]").fill("Bitcoin moves fast today.")
        await leads.locator("[data-test=surge-words-zh-CN]").fill("今日比特币波动较大。")
        await leads.locator("[data-test=surge-turn]").click()
        await expect(state).to_have_attribute("data-state", "on")
        # Live: nobody has loaded anything anew.
        await expect(agents.locator("[data-test=surge-banner]")).to_contain_text(f"{waiting} wait now")
        banner = chat.locator("[data-test=surge]")
        await expect(banner).to_contain_text("当前咨询量高于平时")
        await expect(banner).to_contain_text("今日比特币波动较大。")
        await expect(banner.locator("[data-test=surge-card]").first).to_contain_text("充值没有到账")
        await expect(english.locator("[data-test=surge]")).to_contain_text(
            re.compile(r"Usually calm between \d\d:00 and \d\d:00 \(\S+\)\.")
        )
        await looks(leads, "on")
        await picture(agents, "agent-on")
        await picture(chat, "widget-zh")
        await picture(english, "widget-en-dark")
        await still_reaches_a_person(world, chat, waiting + 1)
        await leads.locator("[data-test=surge-turn]").click()
        await expect(state).to_have_attribute("data-state", "off")
        for one in (chat, english):
            await expect(one.locator("[data-test=surge]")).to_be_hidden()
        await expect(agents.locator("[data-test=surge-banner]")).to_have_count(0)


async def still_reaches_a_person(world: World, chat: Page, place: int) -> None:
    await chat.locator("[data-test=composer] textarea, textarea[data-test=composer]").fill("提币失败了")
    await chat.locator("[data-test=send]").click()
    await expect(chat.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    await world.settle()
    await expect(chat.locator("[data-test=queue]")).to_contain_text(f"{place}")
    await expect(chat.locator("[data-test=surge]")).to_contain_text("排队位置会保留")
    await picture(chat, "widget-zh-talking")


async def test_the_week_is_read_by_keyboard_and_in_words(browser: Browser, world: World) -> None:
    lead = await world.agent("supervisor", "bybit")
    await past_hours(world, "bybit", 4, {3: 1, 4: 1, 14: 60})
    async with console(browser, world, lead, "surge") as page:
        await expect(page.locator("[data-test=week]")).to_have_attribute("data-state", "read")
        said = page.locator("[data-test=week-said]")
        await page.locator("[data-at='0/0']").focus()
        for key in ("ArrowDown", "End", "ArrowLeft"):
            await page.keyboard.press(key)
        await expect(said).to_have_text("Tuesday 22:00–23:00: 10 conversations, wait 1m")
        # 14:00 UTC is 18:00 by the clock of Dubai.
        await expect(page.locator("[data-test=week-ends]")).to_contain_text("18:00–19:00: 60.")
        await expect(page.locator("[data-test=week-calm]")).to_contain_text("usually calm from")
        await page.locator("[data-test=week-waits]").click()
        await expect(page.locator("[data-test=week-waits]")).to_have_attribute("aria-checked", "true")


async def test_in_the_help_centre_it_is_read_without_a_script(browser: Browser, world: World) -> None:
    lead = await world.agent("supervisor")
    await switch(lead, on=True)
    context = await browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = await context.new_page()
    await page.goto(f"{world.base_url}/help/bitget/zh-CN")
    await expect(page.locator("[data-test=notices]")).to_contain_text("当前咨询量高于平时")
    await picture(page, "help-zh")
    await context.close()
    await switch(lead, on=False)


async def test_a_tap_answers_what_is_still_asked(browser: Browser, world: World) -> None:
    key = await world.integration()
    async with widget(browser, world, "en-GB", 1280) as page:
        box = page.locator("[data-test=composer] textarea, textarea[data-test=composer]")
        await box.fill(f"My USDT deposit has not arrived {fresh()[:6]}")
        await page.locator("[data-test=send]").click()
        await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
        rows = (await key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
        number = rows[0]["number"]
        await read(world, number)
        replies = page.locator("[data-test=intake] [data-test=quick-reply]")
        trc = replies.get_by_text("TRC-20")
        await expect(trc).to_be_visible()
        await picture(page, "quick-replies")
        await trc.focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-test=message-mine]").last).to_contain_text("Network: TRC-20")
        await expect(trc).to_have_count(0)
        await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    assert (await key.entries(number))[-1]["text"] == "Network: TRC-20"
