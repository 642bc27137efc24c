"""A screenshot of a recovery phrase: veiled before the agent sees it, and its sender is told at once."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.async_api import Browser, FilePayload, Page, expect

from tests.files.test_pictures import PHRASE, grid, written
from tests.walks.browser import complaints
from tests.walks.test_oversight import console
from tests.walks.test_widget import only_conversation, open_widget, stored, write
from tests.world import World

pytestmark = pytest.mark.browser


async def send(page: Page, text: str, name: str, lines: Sequence[str]) -> None:
    chosen: FilePayload = {"name": name, "mimeType": "image/png", "buffer": written(*lines)}
    await page.locator("[data-test=file-input]").set_input_files(chosen)
    await write(page, text)
    await stored(page)


async def kept(page: Page, name: str) -> None:
    """Leave a picture where ``PICTURES`` says, for somebody to look at."""
    if folder := os.environ.get("PICTURES"):
        await page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize(("locale", "told"), [("en-GB", "recovery phrase"), ("zh-CN", "助记词")])
async def test_a_phrase_in_a_picture_is_seen_by_nobody(
    browser: Browser, world: World, locale: str, told: str
) -> None:
    world.house.sight.patience = 300
    agent, key = await world.agent(), await world.integration()
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale=locale)
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    await open_widget(page)
    await send(page, f"my wallet {locale}", "wallet.png", grid(PHRASE.split()))
    await expect(page.locator("[data-test=masked]")).to_contain_text(told)
    await kept(page, f"veil-widget-{locale}")
    number = await only_conversation(key, f"my wallet {locale}")
    await agent.act(number, "assignee", assignee="me")
    async with console(browser, world, agent, f"mine/{number}") as desk:
        line = desk.locator("[data-test=picture-held]")
        await expect(line).to_contain_text("The picture held a recovery phrase")
        await kept(desk, f"veil-console-{locale}")
    await context.close()
    assert wrong == []


async def test_a_picture_nobody_could_read_says_so(browser: Browser, world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    await page.goto(f"{world.base_url}/demo/bitget")
    await open_widget(page)
    world.house.sight.able = False
    try:
        await send(page, "nobody reads this", "screen.png", ["充值成功", "500 USDT"])
    finally:
        world.house.sight.able = True
    number = await only_conversation(key, "nobody reads this")
    await agent.act(number, "assignee", assignee="me")
    async with console(browser, world, agent, f"mine/{number}") as desk:
        await expect(desk.locator("[data-test=picture-unread]")).to_be_visible()
        await kept(desk, "veil-unread")
    await context.close()
