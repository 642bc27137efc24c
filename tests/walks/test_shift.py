"""The end of a shift in the browser: seen, handed over, taken back; and one's own words back by one key."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.assistant.endpoint import Obedient
from tests.cluster import Database, TestCluster
from tests.walks.test_oversight import console
from tests.world import World, fresh, running
from trustdesk.kit import egress

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("SURGE_PICTURES")


async def looks(page: Page, name: str) -> None:
    """Look at it at both widths, light and dark."""
    for width in (1280, 390) if PICTURES else ():
        for scheme in ("light", "dark"):
            await page.set_viewport_size({"width": width, "height": 900})
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            await page.screenshot(path=Path(PICTURES or "") / f"{name}-{width}-{scheme}.png")


async def test_a_shift_goes_to_a_colleague_and_back(browser: Browser, world: World) -> None:
    agent, next_one, key = await world.agent(), await world.agent(), await world.integration()
    numbers = [await world.letter(key, f"Where is deposit {count}?") for count in range(2)]
    for number in numbers:
        await agent.reply(number, "I am looking.")
    async with console(browser, world, agent, "shift") as page:
        held = page.locator("[data-test=held]")
        await expect(held).to_have_count(2)
        await expect(held.first.locator("[data-test=await]")).to_have_attribute("data-who", "customer")
        await looks(page, "shift")
        await page.locator("[data-test=shift-to]").select_option(next_one.id)
        await page.locator("[data-test=shift-give]").click()
        given = page.locator("[data-test=handed-over]")
        await expect(given).to_have_attribute("data-state", "given")
        await expect(page.locator("[data-test=shift-empty]")).to_be_visible()
        assert [(await key.row(one))["assignee"]["id"] for one in numbers] == [next_one.id] * 2
        await looks(page, "shift-given")
        await page.locator("[data-test=shift-undo]").click()
        await expect(given).to_have_attribute("data-state", "undone")
        await expect(held).to_have_count(2)
    assert [(await key.row(one))["assignee"]["id"] for one in numbers] == [agent.id] * 2


async def test_one_key_brings_back_ones_own_words(
    browser: Browser, cluster: TestCluster, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(egress.ENVIRON, "127.0.0.0/8")
    with Obedient() as model:
        model.says = "We are **looking** into it."
        more = {"ASSISTANT_URL": model.url, "TRUSTDESK_ASSISTANT_MODEL": "small"}
        async with running(cluster, database, **more) as world:
            agent, key = await world.agent(), await world.integration()
            number = await world.letter(key, "Where is my deposit?")
            await agent.reply(number, "I am looking.")
            async with console(browser, world, agent, f"mine/{number}") as page:
                box = page.locator("textarea[data-test=composer]")
                await box.fill("we look")
                await page.locator("[data-test=rewrite-warmer]").click()
                await expect(box).to_have_value("We are looking into it.")
                await looks(page, "rewritten")
                await box.press("Control+z")
                await expect(box).to_have_value("we look")
                await expect(page.locator("[data-test=rewrite-undo]")).to_have_count(0)
                model.says = "It takes 3 days."  # a figure of its own: refused, and nothing is lost
                await page.locator("[data-test=rewrite-clearer]").click()
                await expect(page.locator("[data-test=suggested] [role=alert]")).to_be_visible()
                await expect(box).to_have_value("we look")
            lead = await world.agent("supervisor")
            record = (await lead.get("/api/v1/assistant/record")).json()
    calls = {(one["purpose"], one["outcome"]): one["calls"] for one in record["calls"]}
    assert calls == {("rewrite", "used"): 1, ("rewrite", "refused"): 1}


async def test_a_reply_is_translated_and_a_summary_written_out(
    browser: Browser, cluster: TestCluster, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(egress.ENVIRON, "127.0.0.0/8")
    with Obedient() as model:
        more = {"ASSISTANT_URL": model.url, "TRUSTDESK_ASSISTANT_MODEL": "small"}
        async with running(cluster, database, **more) as world:
            agent, key = await world.agent(), await world.integration()
            number = await world.letter(
                key, "我的充值没有到账", customer={"external_id": fresh(), "locale": "zh-CN"}
            )
            await agent.act(number, "assignee", assignee="me")
            async with console(browser, world, agent, f"mine/{number}") as page:
                box = page.locator("textarea[data-test=composer]")
                await box.fill("We are looking into it.")
                model.says = "我们正在查询。"
                await page.locator("[data-test=rewrite-translate]").click()
                await expect(box).to_have_value("我们正在查询。")
                await looks(page, "translated")
                model.says = "The customer waits for a deposit and nobody has looked yet."
                await page.locator("[data-test=summary-write]").click()
                await expect(page.locator("[data-test=summary-by]")).to_be_visible()
                await expect(page.locator("[data-test=summary]")).to_contain_text("nobody has looked yet")
            assert [one["text"] for one in await key.entries(number) if one["kind"] == "message"] == [
                "我的充值没有到账"
            ]
            lead = await world.agent("supervisor")
            record = (await lead.get("/api/v1/assistant/record")).json()
    calls = {(one["purpose"], one["outcome"]): one["calls"] for one in record["calls"]}
    assert calls == {("translate", "used"): 1, ("summary", "used"): 1}


async def test_without_an_endpoint_nothing_is_offered_that_needs_one(browser: Browser, world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "Where is my deposit?")
    await agent.reply(number, "I am looking.")
    async with console(browser, world, agent, f"mine/{number}") as page:
        async with page.expect_response("**/draft"):
            await page.locator("textarea[data-test=composer]").fill("we look")
        await expect(page.locator("[data-test=summary]")).to_be_visible()
        await expect(page.locator("[data-test=rewrite-warmer]")).to_have_count(0)
        await expect(page.locator("[data-test=summary-write]")).to_have_count(0)
