"""Mail is set up in the console and tried against a real Postfix and a real Dovecot, and says what is wrong."""

from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.channels.email.servers import DESK, PASSWORD, Boxes, Server, dovecot, postfix
from tests.ports import free_pair
from tests.walks.browser import complaints
from tests.world import World
from trustdesk.kit.egress import ENVIRON

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Allow calls to this machine, before the desk of this file is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest.fixture(scope="module")
def boxes() -> Iterator[Boxes]:
    with dovecot() as running:
        yield running


@pytest.fixture(scope="module")
def mta(boxes: Boxes) -> Iterator[Server]:
    with postfix(free_pair(), boxes.lmtp_port) as running:
        yield running


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-test={name}]")


async def fill(page: Page, values: dict[str, str | int]) -> None:
    for name, value in values.items():
        place = part(page, f"setting-{name}")
        if await place.evaluate("one => one.tagName") == "SELECT":
            await place.select_option(str(value))
        else:
            await place.fill(str(value))


async def step(page: Page, name: str, well: str) -> None:
    await part(page, "try").click()
    await expect(part(page, f"step-{name}")).to_have_attribute("data-ok", well)


async def test_mail_is_set_up_and_tried(browser: Browser, world: World, boxes: Boxes, mta: Server) -> None:
    admin = await world.agent("admin")
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    cookie = {"name": world.house.admission.cookie, "value": admin.token, "url": world.base_url}
    await context.add_cookies([cookie])  # pyright: ignore[reportArgumentType] - its shape is this one
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/lines/email")
    await part(page, "setting-enabled").check()
    await fill(page, {"address": f"support@{DESK}", "smtp_host": "127.0.0.1", "smtp_port": mta.port})
    await fill(page, {"smtp_security": "none", "imap_host": "127.0.0.1", "imap_port": boxes.imap_port})
    await fill(page, {"imap_security": "none", "imap_user": "desk", "imap_password": "not the password"})
    await step(page, "smtp", "true")
    await expect(part(page, "step-imap")).to_have_attribute("data-ok", "false")
    await expect(part(page, "step-imap")).to_contain_text("refuses the login")
    await fill(page, {"imap_password": PASSWORD.replace(" ", "_")})
    await step(page, "imap", "true")
    await part(page, "setting-imap_auth").select_option("oauth")
    await part(page, "save").click()
    await expect(part(page, "fault-oauth_url")).to_be_visible()
    await part(page, "setting-imap_auth").select_option("password")
    await part(page, "save").click()
    await expect(part(page, "history")).to_contain_text("Version 1")
    assert PASSWORD.replace(" ", "_") not in await page.content()
    await context.close()
    assert wrong == []
