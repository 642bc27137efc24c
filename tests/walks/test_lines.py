"""Lines: an administrator sets up Telegram in the console, sees it work, break, and work again."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.channels.telegram.chat import SECRET, Chat
from tests.channels.telegram.twin import NAME, TOKEN, BotApi
from tests.walks.browser import complaints
from tests.world import BRAND, Person, World
from trustdesk.channels.telegram.jobs import Messenger
from trustdesk.channels.telegram.jobs.pace import Pace
from trustdesk.kit.egress import ENVIRON

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Allow calls to this machine, before the desk of this file is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def admin(world: World) -> Person:
    return await world.agent("admin")


@asynccontextmanager
async def console(browser: Browser, world: World, person: Person, path: str) -> AsyncIterator[Page]:
    """The console of somebody who is signed in."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    await context.add_cookies(
        [{"name": world.house.admission.cookie, "value": person.token, "url": world.base_url}]
    )
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/{path}")
    yield page
    await context.close()
    assert wrong == []


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-test={name}]")


async def set_up(page: Page, world: World, api: BotApi) -> None:
    """Fill the form in, a wrong name first; try it, save it, and go back to the cards."""
    await part(page, "setting-enabled").check()
    await part(page, "setting-bot_name").fill("no spaces please")
    await expect(part(page, "fault-bot_name")).to_be_visible()
    await expect(part(page, "save")).to_be_disabled()
    await part(page, "setting-bot_name").fill(NAME)
    await part(page, "setting-token").fill(TOKEN)
    await part(page, "setting-webhook_secret").fill(SECRET)
    await part(page, "setting-base_url").fill(api.url)
    await part(page, "try").click()
    for step in ("bot", "name", "webhook"):
        await expect(part(page, f"step-{step}")).to_have_attribute("data-ok", "true")
    assert api.webhook["url"] == f"{world.base_url}/api/v1/telegram/{BRAND}"
    await part(page, "save").click()
    await expect(part(page, "secret-token")).to_be_visible()
    await expect(part(page, "history")).to_contain_text("Version 1")
    assert TOKEN not in await page.content()
    await part(page, "back").click()


async def test_a_line_is_set_up_seen_to_work_to_break_and_to_work_again(
    browser: Browser, world: World, api: BotApi, admin: Person
) -> None:
    chat = Chat(world, api)
    [messenger] = [one for one in world.house.carriers if isinstance(one, Messenger)]
    messenger.pace = Pace(0, 0)
    async with console(browser, world, admin, "lines") as page:
        card = part(page, "card-telegram")
        await expect(card).to_have_attribute("data-state", "quiet")
        await card.locator("[data-test=set-up]").click()
        await set_up(page, world, api)

        customer = chat.somebody()
        await customer.write("My withdrawal is late")
        await part(page, "refresh").click()
        await expect(card).to_have_attribute("data-state", "well")

        api.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
        listed = await (await chat.key()).get("/api/v1/conversations", params={"view": "all"})
        [number] = [one["number"] for one in listed.json()["items"]]
        await (await chat.key()).reply(number, "We are looking into it")
        await chat.answer()
        await expect(card).to_have_attribute("data-state", "failed")
        await card.locator("[data-test=show-failures]").click()
        await expect(card.locator("[data-test=failures]")).to_contain_text(number)
        await card.locator("[data-test=again]").click()
        await expect(card.locator("[data-test=again]")).to_have_count(0)
        await world.house.deliveries.settle()
        await expect(card).to_have_attribute("data-state", "well")
        assert "We are looking into it" in api.said(customer.id)


async def test_what_was_changed_is_kept_shown_beside_another_s_and_taken_back(
    browser: Browser, world: World, admin: Person
) -> None:
    path, line = "/api/v1/settings/lines/email", "lines/email"
    async with console(browser, world, admin, line) as page:
        await part(page, "setting-sender_name").fill("Support")
        await expect(part(page, "bar")).to_contain_text("1 change is not saved")
        await part(page, "back").click()
        await part(page, "card-email").locator("[data-test=set-up]").click()
        await expect(part(page, "restored")).to_be_visible()
        await expect(part(page, "setting-sender_name")).to_have_value("Support")

        other = await admin.put(path, json={"version": 0, "values": {"smtp_port": 2525}})
        assert other.status_code == 200
        await part(page, "save").click()
        await expect(part(page, "conflict")).to_contain_text("Port")
        await expect(part(page, "setting-smtp_port")).to_have_value("2525")
        await part(page, "save").click()
        await expect(part(page, "history")).to_contain_text("Version 2")
        assert (await admin.get(path)).json()["values"]["sender_name"] == "Support"

        await part(page, "restore-1").click()
        await part(page, "confirm-yes").click()
        await expect(part(page, "history")).to_contain_text("Version 3")
        await expect(part(page, "setting-sender_name")).to_have_value("")
        assert (await admin.get(path)).json()["values"]["smtp_port"] == 2525


async def test_who_does_not_set_up_lines_sees_how_they_fare(browser: Browser, world: World) -> None:
    supervisor = await world.agent("supervisor")
    async with console(browser, world, supervisor, "lines/email") as page:
        await expect(part(page, "cards")).to_be_visible()
        await expect(part(page, "set-up")).to_have_count(0)
        await expect(part(page, "settings")).to_have_count(0)
