"""Why an order was not filled, and how a position ended: the chart beside the conversation, and its table."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox
from tests.procedures.story import Story
from tests.walks.browser import complaints
from tests.walks.test_console import sign_in
from tests.world import World

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


async def test_a_liquidation_is_drawn_with_its_lines_and_told_as_a_table(page: Page, world: World) -> None:
    story = await Story.told(world, "20260501", "Why was I liquidated? The chart never came to my price.")
    await sign_in(page, story.agent)
    await page.goto(f"{world.base_url}/console/conversations/{story.number}")
    case = page.locator("[data-test=diagnosis]").first
    await expect(case).to_have_attribute("data-code", "liquidation_explained")
    chart = case.locator("[data-test=chart]")
    await expect(chart.locator("svg title")).to_have_text("Mark price around the liquidation")
    await expect(chart.locator("svg desc")).to_contain_text("the liquidation price was 19710.38")
    await expect(chart.locator("li")).to_contain_text(
        [
            "Mark price",
            "Last price",
            "Entry",
            "Liquidation",
            "Bankruptcy",
            "A stop here",
            "Mark price crossed",
        ]
    )
    table = chart.locator("table")
    await expect(table).to_be_hidden()
    await chart.locator("summary").press("Enter")
    await expect(table).to_be_visible()
    await expect(table.locator("td", has_text="19,708.9")).to_have_count(1)


async def test_an_order_that_was_traded_through_is_drawn_with_candles(page: Page, world: World) -> None:
    story = await Story.told(world, "20260401", "My order was not filled although the price was below it")
    await sign_in(page, story.agent)
    await page.goto(f"{world.base_url}/console/conversations/{story.number}")
    case = page.locator("[data-test=diagnosis]").first
    await expect(case).to_have_attribute("data-code", "traded_through")
    chart = case.locator("[data-test=chart]")
    await expect(chart.locator("svg title")).to_have_text("Prices while the order lay there")
    await expect(chart.locator("li")).to_contain_text(
        ["Last price", "Price of the order", "Order placed", "First beyond"]
    )
