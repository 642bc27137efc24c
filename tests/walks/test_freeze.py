"""The account was stolen: written in the chat, frozen by one tap, seen by the desk, told alike on the page of the case."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox, held
from tests.procedures.story import Story
from tests.walks.browser import complaints
from tests.walks.test_console import sign_in
from tests.walks.test_widget import open_widget, stored, write
from tests.world import World

pytestmark = pytest.mark.browser
VICTIM = "20260801"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    async with desk_with_sandbox(cluster, module_database) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.evaluate(f"() => sessionStorage.setItem('demo-exchange:customer', '{VICTIM}')")
    await page.reload()
    yield page
    await context.close()
    assert wrong == []


def safety(page: Page) -> Locator:
    return page.locator("[data-test=safety]")


async def token_of(page: Page) -> str:
    """The visit's token, as this device keeps it."""
    return await page.evaluate(
        "() => Object.values({...localStorage}).map((one) => one.match(/tv_[\\w-]+/)?.[0]).find(Boolean)"
    )


async def test_one_tap_freezes_and_everybody_reads_the_same(page: Page, world: World) -> None:
    await expect(page.locator("[data-test=page-signin]")).to_contain_text(VICTIM)
    await open_widget(page)
    await expect(page.locator("[data-test=standing]")).to_have_attribute("data-kind", "signed")
    await write(page, "Somebody else is in my account, it was hacked!")
    await stored(page)
    visitor = world.meet(await token_of(page))
    number = (await visitor.get("/api/v1/widget/conversation")).json()["conversation"]["number"]
    agent = await world.agent()
    await held(world, agent, number)
    story = Story(world, visitor, agent, number)
    await story.settle()

    await expect(safety(page)).to_have_attribute("data-state", "offered")
    console = await page.context.browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")  # pyright: ignore[reportOptionalMemberAccess]
    desk = await console.new_page()
    await desk.goto(f"{world.base_url}/console/")
    await sign_in(desk, agent)
    await desk.goto(f"{world.base_url}/console/conversations/{number}")
    await expect(desk.locator("[data-test=procedure][data-state=offered]")).to_be_visible()

    async with page.expect_response("**/api/v1/widget/freeze"):
        await page.locator("[data-test=freeze]").click()
    await story.settle()
    await expect(safety(page)).to_have_attribute("data-state", "frozen")
    await expect(desk.locator("[data-test=procedure][data-state=frozen]")).to_be_visible()
    await desk.reload()
    await expect(desk.locator("[data-test=requests] [data-state=done]")).to_be_visible()

    async with page.expect_download() as saved:
        await page.locator("[data-test=evidence]").click()
    assert (await saved.value).suggested_filename == f"{number}-evidence.zip"

    follow = (await visitor.get("/api/v1/widget/contact")).json()["follow"]
    told = await page.context.new_page()
    await told.goto(world.base_url + follow)
    await expect(told.locator("[data-test=safety]")).to_have_attribute("data-state", "frozen")
    await expect(told.locator("[data-slug=account_stolen]")).to_have_attribute("data-state", "frozen")
    await console.close()


async def test_the_page_of_the_case_has_the_same_tap(browser: Browser, world: World) -> None:
    story = await Story.told(world, "20260701", "我的账户被盗了")
    follow = (await story.person.get("/api/v1/widget/contact")).json()["follow"]
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(world.base_url + follow)
    await expect(page.locator("[data-test=safety]")).to_have_attribute("data-state", "offered")
    async with page.expect_navigation():
        await page.locator("[data-test=freeze]").click()
    await story.settle()
    await page.reload()
    await expect(page.locator("[data-test=safety]")).to_have_attribute("data-state", "frozen")
    assert (await story.now("account_stolen"))["state"] == "frozen"
    await context.close()
    assert wrong == []
