"""USDT at the right address on the wrong chain: told in Chinese, found by itself, recovered by two people, or declined."""

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox
from tests.procedures.papers import proved
from tests.procedures.story import BRAND, Story, txid
from tests.walks.browser import complaints
from tests.walks.test_oversight import console
from tests.walks.test_widget import open_widget
from tests.world import Person, World
from trustdesk import customers
from trustdesk.customers import CaseLink
from trustdesk.kit import clock

pytestmark = pytest.mark.browser
SLUG = "deposit_recovery"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    async with desk_with_sandbox(cluster, module_database) as started:
        yield started


@asynccontextmanager
async def working(world: World) -> AsyncIterator[None]:
    """Let reactions and looks run by themselves, as the worker does."""
    tasks = [asyncio.create_task(one) for one in (world.house.reactor.run(), world.house.looker.run())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def demo(browser: Browser, world: World, uid: str) -> AsyncIterator[Page]:
    """The demo page of the exchange in Chinese, signed in as a customer of the sandbox."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/{BRAND}?customer={uid}")
    await page.locator("[data-test=page-signin]").click()
    await expect(page.locator("[data-test=page-signin]")).to_be_disabled()
    await open_widget(page)
    await expect(page.locator("[data-test=standing]")).to_have_attribute("data-kind", "signed")
    yield page
    await context.close()
    assert wrong == []


async def write(page: Page, text: str) -> None:
    await page.locator("[data-test=composer] textarea, textarea[data-test=composer]").fill(text)
    await page.locator("[data-test=send]").click()
    state = page.locator("[data-test=message-mine]").last.locator("[data-test=state]")
    await expect(state).to_have_attribute("data-state", re.compile("sent|delivered|read"))


async def number_of(world: World, uid: str) -> str:
    async with world.house.db.transaction(BRAND) as tx:
        customer = await customers.known_as(tx, customers.Sender("exchange", uid))
        number = await tx.value("select number from conversations where customer = $1", customer)
    assert number is not None
    return number


async def story_of(world: World, uid: str, agent: Person, number: str) -> Story:
    """The conversation as tests walk it; papers come by the customer's own device."""
    body = {"customer": uid}
    token = (await world.stranger.post(f"/api/v1/demo/{BRAND}/identity-token", json=body)).json()["token"]
    visitor = await world.visitor()
    raised = await visitor.post(f"/api/v1/widget/{BRAND}/identify", json={"token": token})
    return Story(world, world.meet(raised.json()["token"], id=raised.json()["customer"]["id"]), agent, number)


async def status_page(browser: Browser, world: World, number: str) -> Page:
    """The customer's status page, opened by the link from a mail."""
    async with world.house.db.transaction(BRAND) as tx:
        row = await tx.row("select id, customer from conversations where number = $1", number)
    assert row is not None
    link = CaseLink(UUID(str(row["customer"])), UUID(str(row["id"])))
    token = customers.case_token(world.house.keys, BRAND, link, clock.utc_now())
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = await context.new_page()
    await page.goto(f"{world.base_url}/{BRAND}/status?l={token}")
    return page


async def by_two_people(case: Locator, boss: Page) -> None:
    """Examined by who holds the case, approved by another, asked of the exchange, credited."""
    await case.locator("[data-test=move-review]").click()
    await expect(case).to_have_attribute("data-state", "review")
    await case.locator("[data-test=move-pass]").click()
    await expect(case).to_have_attribute("data-state", "approval")
    await expect(case.locator("[data-test=offered-open_recovery]")).to_be_disabled()
    await case.locator("[data-test=offered-ask]").click()
    await expect(case.locator("[data-test=offered-approval]")).to_have_attribute("data-state", "open")
    await boss.reload()
    await expect(boss.locator("[data-test=approval]")).to_contain_text("480 USDT")
    await boss.locator("[data-test=approve]").click()
    await expect(boss.locator("[data-test=approval-state]")).to_have_text("approved")
    await expect(case.locator("[data-test=offered-approval]")).to_have_attribute("data-state", "approved")
    await case.locator("[data-test=offered-open_recovery]").click()
    await expect(case).to_have_attribute("data-state", "credited")


async def test_from_the_first_word_in_chinese_to_credited(browser: Browser, world: World) -> None:
    agent, supervisor, uid = await world.agent(), await world.agent("supervisor"), "20260201"
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(working(world))
        widget = await stack.enter_async_context(demo(browser, world, uid))
        await write(widget, "您好")
        number = await number_of(world, uid)
        assert (await agent.act(number, "assignee", assignee="me")).status_code < 300
        page = await stack.enter_async_context(console(browser, world, agent, f"mine/{number}"))
        await expect(page.locator("[data-test=procedures-none]")).to_be_visible()
        begun = time.monotonic()
        await write(
            widget, f"我充值 480 USDT 时选错了网络，用的是 BSC，TxID {txid('bsc', uid, '480.000000')}"
        )
        case = page.locator(f"[data-test=procedure][data-slug={SLUG}]")
        await expect(case).to_have_attribute("data-code", "same_key_other_chain")
        print(f"from the press of the key to the diagnosis on the screen: {time.monotonic() - begun:.2f} s")
        await expect(case.locator("[data-test=proofs]")).to_contain_text("BNB Smart Chain")
        await expect(case.locator("[data-test=next-step]")).to_contain_text("ask for the proofs")
        await expect(case.locator("[data-test=wording]")).to_contain_text("同一把私钥控制")
        await case.locator("[data-test=use-wording]").click()
        await expect(page.locator("[data-test=composer]").first).to_be_visible()
        await case.locator("[data-test=move-proofs]").click()
        await expect(case).to_have_attribute("data-state", "proofs")
        told = await status_page(browser, world, number)
        shown = told.locator(f"[data-test=progress-case][data-slug={SLUG}]")
        await expect(shown).to_have_attribute("data-state", "proofs")
        await proved(await story_of(world, uid, agent, number))
        boss = await stack.enter_async_context(console(browser, world, supervisor, "approvals"))
        await by_two_people(case, boss)
        # The page that stands open and the chat tell it by themselves.
        await expect(shown).to_have_attribute("data-ending", "solved")
        await expect(widget.locator("[data-test=progress]")).to_contain_text("已解决")
        await widget.locator("[data-test=progress]").click()
        await expect(widget.locator("[data-test=progress-case]")).to_contain_text("455 USDT 已入账")
        await expect(shown.locator("[data-test=known]")).to_contain_text("455 USDT 已入账")
        await expect(shown.locator("[data-test=progress-steps]")).to_contain_text("等待第二人审批")
        await told.context.close()


async def test_a_false_story_ends_in_a_refusal_that_says_why(browser: Browser, world: World) -> None:
    agent, uid = await world.agent(), "20260202"
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(working(world))
        widget = await stack.enter_async_context(demo(browser, world, uid))
        await write(widget, f"我充错网络了，请帮我找回，TxID {txid('bsc', uid, '480.000000')}")
        number = await number_of(world, uid)
        assert (await agent.act(number, "assignee", assignee="me")).status_code < 300
        page = await stack.enter_async_context(console(browser, world, agent, f"mine/{number}"))
        case = page.locator(f"[data-test=procedure][data-slug={SLUG}]")
        await expect(case).to_have_attribute("data-code", "foreign_address")
        await expect(case.locator("[data-test=offered]")).to_have_count(0)
        await case.locator("[data-test=move-refuse]").click()
        await expect(case).to_have_attribute("data-state", "refused")
        told = await status_page(browser, world, number)
        shown = told.locator(f"[data-test=progress-case][data-slug={SLUG}]")
        await expect(shown).to_have_attribute("data-ending", "refused")
        await expect(shown.locator("[data-test=known]")).to_contain_text("不属于本平台的地址")
        await told.context.close()
