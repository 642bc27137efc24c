"""An identity document on its way: asked for, sent on its own page, seen once, destroyed."""

import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.walks.browser import complaints
from tests.walks.test_identity import number_of, watching
from tests.walks.test_widget import open_widget, write
from tests.world import World

pytestmark = pytest.mark.browser


def photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 500), (215, 225, 235)).save(out, "JPEG")
    return out.getvalue()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    yield page
    await context.close()
    assert wrong == []


async def test_a_document_travels_beside_the_chat(page: Page, world: World) -> None:
    await open_widget(page)
    await write(page, "I lost my authenticator")
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    number = await number_of(page)
    console = await watching(page, world, number)
    await console.locator("[data-test=take]").click()
    wrong = complaints(console)
    await console.locator("[data-test=ask-document]").click()
    await console.locator("[data-test=ask-identity]").click()
    await expect(page.locator("[data-test=asked]")).to_be_visible()
    async with page.context.expect_page() as opening:
        await page.locator("[data-test=asked-open]").click()
    sending = await opening.value
    refused = complaints(sending)
    assert sending.url.startswith(world.house.settings.files_url)
    picture = {"name": "passport.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    await sending.locator("[data-test=file]").set_input_files(picture)  # pyright: ignore[reportArgumentType]
    await sending.locator("[data-test=send]").click()
    await expect(sending.locator("[data-test=done]")).to_be_visible()
    await sending.reload()
    await expect(sending.locator("[data-test=gone]")).to_be_visible()
    await expect(page.locator("[data-test=asked]")).to_be_hidden()
    await console.locator("[data-test=document-look]").click()
    await console.locator("[data-test=look-reason]").fill("compare the name with the account")
    await console.locator("[data-test=look-now]").click()
    await expect(console.locator("[data-test=document]")).to_be_visible()
    await console.locator("[data-test=document-accept]").click()
    await expect(console.locator("[data-test=document-row]")).to_contain_text("accepted and destroyed")
    assert (wrong, refused) == ([], [])
    await console.context.close()
