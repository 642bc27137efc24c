"""The exchange beside the conversation: what the agent sees without asking, and the customer's own confirmation."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox, held, signed_in
from tests.walks.browser import complaints
from tests.walks.test_console import sign_in
from tests.world import BRAND, World
from trustdesk.sandbox.rules import made

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    async with desk_with_sandbox(cluster, module_database) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/")
    yield page
    await context.close()
    assert wrong == []


async def test_the_right_address_on_the_wrong_chain_is_found_by_its_chip(page: Page, world: World) -> None:
    agent = await world.agent()
    txid = made.txid("bsc", BRAND, "20260201", "480.000000")
    _, number = await signed_in(world, "20260201", f"充值 480 USDT 选错了网络，TxID {txid}")
    await held(world, agent, number)
    await sign_in(page, agent)
    await page.goto(f"{world.base_url}/console/conversations/{number}")
    await expect(page.locator("[data-test=facts-read]")).to_be_visible()
    await page.locator("[data-test=chip-transaction]").click()
    await page.locator("[data-test=look-up]").click()
    chain = page.locator("[data-test=chain-bsc]")
    await expect(chain).to_have_attribute("data-state", "confirmed")
    await expect(chain.locator("[data-test=belongs]")).to_have_text("this customer's own address")


async def test_a_lock_is_lifted_once_the_customer_has_confirmed(page: Page, world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260701", "I cannot sign in any more")
    await held(world, agent, number)
    await sign_in(page, agent)
    await page.goto(f"{world.base_url}/console/conversations/{number}")
    await expect(page.locator("[data-test=lock-sign_in]")).to_be_visible()
    await page.locator("[data-test=ask-action]").select_option("unlock")
    await expect(page.locator("[data-test=ask-exchange]")).to_be_disabled()
    await page.locator("[data-test=lay-before]").click()
    await expect(page.locator("[data-test=need-step-up]")).to_contain_text("waits for the customer")
    app = await page.context.new_page()
    await app.goto(f"{world.house.settings.sandbox_url}/app/{BRAND}/20260701")
    await app.get_by_role("button", name="Confirm").click()
    await expect(app.get_by_text("Confirmed")).to_be_visible()
    await expect(page.locator("[data-test=need-step-up]")).to_contain_text("confirmed")
    await page.locator("[data-test=ask-exchange]").click()
    await expect(page.locator("[data-test=requests] [data-state=done]")).to_be_visible()
    await page.locator("[data-test=facts-again]").click()
    await expect(page.locator("[data-test=lock-sign_in]")).to_have_count(0)
