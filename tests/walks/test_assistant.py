"""A customer asks the assistant, reads what it rests on, taps for a person; the agent finds everything there."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.assistant.people import furnish, set_up, work
from tests.walks.browser import complaints
from tests.walks.test_console import open_row, sign_in
from tests.walks.test_widget import only_conversation, open_widget, stored, write
from tests.world import World

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
QUESTION = "How do I create API keys?"
TRANSACTION = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    await furnish(world)
    await set_up(world, mode="answer")
    yield


async def shown(page: Page, name: str) -> None:
    """Keep a picture where who looks at them asks for pictures."""
    if folder := os.environ.get("TRUSTDESK_PICTURES"):
        await page.screenshot(path=f"{folder}/{name}")


async def visit(
    browser: Browser, world: World, width: int, locale: str, scheme: Literal["light", "dark"]
) -> Page:
    context = await browser.new_context(
        viewport={"width": width, "height": 844}, locale=locale, color_scheme=scheme
    )
    page = await context.new_page()
    await page.goto(f"{world.base_url}/demo/bitget")
    return page


async def test_from_the_question_to_a_person(browser: Browser, world: World) -> None:
    page = await visit(browser, world, 390, "en-GB", "light")
    wrong = complaints(page)
    await open_widget(page)
    await write(page, QUESTION)
    await stored(page)
    await expect(page.locator("[data-test=assistant]")).to_be_visible()
    number = await only_conversation(await world.integration(), QUESTION)
    await work(world, number)
    card = page.locator("[data-test=card]")
    await expect(card).to_have_attribute("data-kind", "answered")
    cited = card.locator("[data-test=cited]")
    await expect(cited).to_have_attribute("href", f"{world.base_url}/help/bitget/en/api-keys")
    await expect(page.locator("[data-test=message-theirs]").last).to_contain_text("Create one key")
    await expect(page.locator("[data-test=message-theirs]").last).not_to_contain_text("help centre")
    await shown(page, "answer-390.png")
    async with page.expect_response("**/widget/assistant/person"):
        await page.locator("[data-test=person]").click()
    await world.settle()
    await expect(page.locator("[data-test=queue]")).to_be_visible()
    await expect(page.locator("[data-test=assistant]")).to_be_hidden()
    await shown(page, "person-390.png")
    agent = await world.agent(capacity=0)
    notes = [one["text"] for one in await agent.entries(number) if one["kind"] == "note"]
    assert [one.splitlines() for one in notes] == [
        [
            f"Asked: {QUESTION}",
            "Has read: API keys",
            "Known as: a visitor, nothing proved",
            "Why a person: the answer did not help",
            "Nothing of this was answered yet.",
        ]
    ]
    assert wrong == []
    await page.context.close()


async def test_solved_in_chinese_at_night(browser: Browser, world: World) -> None:
    page = await visit(browser, world, 1280, "zh-CN", "dark")
    await open_widget(page)
    await write(page, "充值没有到账怎么办")
    await stored(page)
    number = await only_conversation(await world.integration(), "充值没有到账怎么办")
    await work(world, number)
    await expect(page.locator("[data-test=cited]")).to_contain_text("充值没有到账")
    await shown(page, "answer-dark-zh.png")
    await page.locator("[data-test=helped]").click()
    await expect(page.locator("[data-test=rating]")).to_be_visible()
    await shown(page, "solved-dark-zh.png")
    await page.context.close()


async def test_what_is_unclear_is_chosen_with_one_tap(browser: Browser, world: World) -> None:
    page = await visit(browser, world, 390, "en-GB", "dark")
    await open_widget(page)
    await write(page, "my withdrawal")
    await stored(page)
    number = await only_conversation(await world.integration(), "my withdrawal")
    await work(world, number)
    await expect(page.locator("[data-test=choice]").first).to_be_visible()
    await shown(page, "asked-390-dark.png")
    await page.locator("[data-test=choice]").first.click()
    await stored(page)
    await work(world, number)
    card = page.locator("[data-test=card]").last
    await expect(card).to_have_attribute("data-kind", "answered")
    await expect(page.locator("[data-test=choice]")).to_have_count(0)
    await page.context.close()


async def test_an_agent_begins_from_a_suggestion_and_reads_the_summary(
    browser: Browser, world: World
) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key, f"{QUESTION} My order 88812345678 waits. My password is hunter2Abc9!")
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/")
    await sign_in(page, agent)
    await open_row(page, number)
    await expect(page.locator("[data-test=summary]")).to_contain_text("number 88812345678")
    await expect(page.locator("[data-test=summary]")).to_contain_text("My password is [password hidden]")
    await page.locator("[data-test=suggest]").click()
    suggestion = page.locator("[data-test=suggestion]")
    await expect(suggestion).to_contain_text("Create one key for one program")
    await expect(suggestion.locator("[data-test=source]")).to_contain_text("API keys")
    await shown(page, "suggestion-1440.png")
    await page.locator("[data-test=suggestion-insert]").click()
    composer = page.locator("[data-test=composer]")
    await expect(composer).to_have_value(re.compile("^Our article “API keys” says:"))
    assert [one["kind"] for one in await agent.entries(number) if one["author"]["kind"] == "agent"] == []
    await composer.fill("Dear {{customer.name}}")
    await expect(page.locator("[data-test=send]")).to_be_disabled()
    await expect(page.locator("[data-test=draft]")).to_contain_text("Still open: customer.name")
    await shown(page, "open-1440.png")
    assert wrong == []
    await context.close()


async def test_long_names_are_short_named_and_copied_whole(browser: Browser, world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key, f"My deposit TxID {TRANSACTION} has not arrived")
    context = await browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = await context.new_page()
    await page.goto(f"{world.base_url}/console/")
    await sign_in(page, agent)
    await open_row(page, number)
    named = page.locator("[data-test=summary-copy]").first
    await expect(named).to_have_text("0x5c504ed4…a1b22060")
    await expect(page.locator("[data-test=summary]")).not_to_contain_text(TRANSACTION)
    await named.click()
    await expect(page.get_by_text("Copied", exact=True).first).to_be_visible()
    assert await page.evaluate("() => navigator.clipboard.readText()") == TRANSACTION
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    serious = [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    assert serious == []
    await context.close()


async def test_a_macro_is_edited_with_a_true_preview(browser: Browser, world: World) -> None:
    senior = await world.agent("senior")
    context = await browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", color_scheme="dark"
    )
    page = await context.new_page()
    await page.goto(f"{world.base_url}/console/")
    await sign_in(page, senior)
    await page.goto(f"{world.base_url}/console/macros")
    await page.locator("[data-test=new-macro]").click()
    await page.locator("[data-test=macro-title]").fill("充值说明")
    await page.locator("[data-test=macro-shortcut]").fill("deposit-zh")
    text = "{{customer.name}}，手续费为 {{figure.withdrawal_fee_usdt_trc20}}。"
    await page.locator("[data-test=macro-zh]").fill(text)
    preview = page.locator("[data-test=macro-zh-preview]")
    await expect(preview).to_contain_text("陈美玲，手续费为 1.6 USDT（2026-11-26 数据）。")
    await page.locator("[data-test=macro-topic-deposit]").click()
    await shown(page, "macro-dark-zh.png")
    await page.locator("[data-test=macro-en]").fill("Please send me your password")
    await expect(page.locator("[data-test=macro-stopped]")).to_be_visible()
    await expect(page.locator("[data-test=macro-save]")).to_be_disabled()
    await page.locator("[data-test=macro-en]").fill("")
    await expect(page.locator("[data-test=macro-save]")).to_be_enabled()
    await page.locator("[data-test=macro-save]").click()
    await expect(page.locator("[data-test=macro-deposit-zh]")).to_be_visible()
    await context.close()
