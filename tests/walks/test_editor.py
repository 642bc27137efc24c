"""An editor in the console: nothing written is lost, what is published is read, two editors never collide."""

import re
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from pyotp.totp import TOTP

from tests.guard.paths import PICTURE
from tests.walks.browser import complaints
from tests.world import BRAND, Person, World

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def editor(world: World) -> Person:
    return await world.agent(role="editor")


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World, editor: Person) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/")
    await page.locator("[data-test=email]").fill(editor.known["email"])
    await page.locator("[data-test=password]").fill("a good password")
    await page.locator("[data-test=code]").fill(TOTP(editor.known["secret"]).at(int(time.time())))
    await page.locator("[data-test=sign-in]").click()
    await expect(page.locator("[data-test=article-list]")).to_have_attribute("data-state", "ready")
    yield page
    await context.close()
    assert wrong == []


async def begin(page: Page, slug: str) -> None:
    await page.locator("[data-test=new-article]").click()
    await page.locator("[data-test=article-slug]").fill(slug)
    await page.locator("[data-test=begin]").click()
    await expect(page.locator("[data-test=title]")).to_be_visible()


async def write(page: Page, title: str, body: str) -> None:
    await page.locator("[data-test=title]").fill(title)
    await page.locator("[data-test=summary]").fill("In short.")
    await page.locator("[data-test=body]").fill(body)
    await saved(page)


async def saved(page: Page) -> None:
    await expect(page.locator("[data-test=standing]")).to_have_attribute("data-state", "saved")


async def publish(page: Page) -> None:
    await page.locator("[data-test=publish]").click()
    await page.locator("[data-test=publish-do]").click()
    await expect(page.locator("[data-test=publish-dialog]")).to_be_hidden()
    await expect(page.locator("[data-test=standing]")).to_have_attribute("data-state", "untouched")


async def test_from_an_empty_page_to_the_help_centre(page: Page, world: World) -> None:
    await begin(page, "walk-first")
    await page.locator("[data-test=title]").fill("Where coins go")
    await page.locator("[data-test=summary]").fill("In short.")
    body = page.locator("[data-test=body]")
    await body.fill("1. Look.")
    await body.press("End")
    await body.press("Enter")
    await body.press_sequentially("Wait {{security")
    await expect(page.locator("[data-test='fill-figure.security_lock']")).to_contain_text("24 hours")
    await body.press("Enter")
    await expect(body).to_have_value("1. Look.\n2. Wait {{figure.security_lock}}")
    await expect(page.locator("[data-test=preview] ol > li")).to_have_count(2)
    await expect(page.locator("[data-test=preview]")).to_contain_text("24 hours")
    await page.locator("[data-test=add-question]").fill("coins gone")
    await page.locator("[data-test=add-question]").press("Enter")
    await saved(page)
    await page.locator("[data-test=try-question]").fill("coins gone")
    await page.locator("[data-test=try]").click()
    await expect(page.locator("[data-test=tried]")).to_contain_text("comes first")
    await publish(page)
    public = await world.stranger.get(f"/help/{BRAND}/en/walk-first")
    assert "<h1>Where coins go</h1>" in public.text
    assert "24 hours" in public.text


async def test_what_was_written_survives_a_reload_without_the_server(page: Page, world: World) -> None:
    await begin(page, "walk-kept")
    await write(page, "Kept", "1. Look.")
    await page.route("**/api/v1/knowledge/articles/**/draft", lambda route: route.abort())
    await page.locator("[data-test=body]").fill("1. Look.\n2. Not yet on the server.")
    await expect(page.locator("[data-test=standing]")).to_have_attribute("data-state", "failed")
    await page.unroute("**/api/v1/knowledge/articles/**/draft")
    page.once("dialog", lambda dialog: dialog.accept())
    await page.reload()
    await expect(page.locator("[data-test=body]")).to_have_value("1. Look.\n2. Not yet on the server.")
    await saved(page)
    async with world.house.db.transaction(BRAND) as tx:
        kept = await tx.value("select body from article_drafts where title = 'Kept'")
    assert kept == "1. Look.\n2. Not yet on the server.\n"


async def test_two_editors_see_each_others_words(page: Page, world: World) -> None:
    await begin(page, "walk-two")
    await write(page, "Mine", "1. Mine.")
    other = await world.agent(role="editor", name="Wei Lin")
    words = {"title": "Theirs", "summary": "S", "questions": [], "body": "1. Theirs."}
    path = "/api/v1/knowledge/articles/walk-two"
    seen = (await other.get(path)).json()["texts"]["en"]["revision"]
    taken = await other.put(f"{path}/en/draft", json={"revision": seen, "wording": words})
    assert taken.status_code == 200
    await page.locator("[data-test=body]").fill("1. Mine again.")
    standing = page.locator("[data-test=standing]")
    await expect(standing).to_have_attribute("data-state", "theirs")
    await expect(page.get_by_text("Wei Lin has changed this text")).to_be_visible()
    await expect(page.locator("[data-test=body]")).to_have_value("1. Mine again.")
    await page.locator("[data-test=keep-mine]").click()
    await saved(page)
    kept = (await other.get("/api/v1/knowledge/articles/walk-two")).json()["texts"]["en"]
    assert (kept["title"], kept["body"]) == ("Mine", "1. Mine again.\n")


async def test_an_earlier_version_is_compared_and_comes_back(page: Page) -> None:
    await begin(page, "walk-back")
    await write(page, "Back", "1. First.")
    await publish(page)
    await write(page, "Back", "1. Second.")
    await publish(page)
    await page.locator("[data-test=versions]").click()
    await page.locator("[data-test=compare-2]").click()
    await expect(page.locator("[data-test=difference] [data-mark=gone]")).to_contain_text("1. First.")
    await page.locator("[data-test=restore-1]").click()
    await expect(page.locator("[data-test=body]")).to_have_value(re.compile("1. First."))
    await saved(page)


async def test_a_picture_is_pasted_with_words_and_seen(page: Page, world: World) -> None:
    await begin(page, "walk-picture")
    await write(page, "Picture", "1. Look.\n\n")
    await page.locator("[data-test=picture-input]").set_input_files(
        {"name": "dot.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    await expect(page.locator("[data-test=insert-picture]")).to_be_disabled()
    await page.locator("[data-test=alt]").fill("a dot")
    await page.locator("[data-test=insert-picture]").click()
    image = page.locator("[data-test=preview] img[alt='a dot']")
    await expect(image).to_have_js_property("naturalWidth", 1)
    await saved(page)
    await publish(page)
    assert 'alt="a dot" width="1"' in (await world.stranger.get(f"/help/{BRAND}/en/walk-picture")).text


async def test_a_translation_shows_what_changed(page: Page) -> None:
    await begin(page, "walk-translated")
    await write(page, "Both", "1. Look.\n2. Ask.")
    await publish(page)
    await page.locator("[data-test=tongue-zh-CN]").click()
    await page.locator("[data-test=side-other]").click()
    await page.locator("[data-test=copy-other]").click()
    await write(page, "两种", "1. 看。\n2. 问。")
    await publish(page)
    await page.locator("[data-test=tongue-en]").click()
    await write(page, "Both", "1. Look.\n2. Wait.\n3. Ask.")
    await page.locator("[data-test=publish]").click()
    await page.locator("[data-test=in-step]").uncheck()
    await page.locator("[data-test=publish-do]").click()
    await expect(page.locator("[data-test=publish-dialog]")).to_be_hidden()
    await page.locator("[data-test=tongue-zh-CN]").click()
    await page.locator("[data-test=side-other]").click()
    marked = page.locator("[data-test=other] [data-changed=true]")
    await expect(marked).to_have_text(["2. Wait.", "3. Ask."])
    await page.locator("[data-test=all-articles]").click()
    await page.locator("[data-test=filter-state]").select_option("behind")
    await expect(page.locator("[data-test=article-walk-translated]")).to_be_visible()


async def test_a_block_is_changed_and_says_where_it_is_quoted(page: Page, world: World) -> None:
    await begin(page, "walk-quotes")
    await write(page, "Quotes", "1. Look.\n\n> {{block.hygiene}}")
    await publish(page)
    await page.locator("[data-test=all-articles]").click()
    await page.locator("[data-test=blocks]").click()
    block = page.locator("[data-test=block-hygiene] [data-test=block-en]")
    await expect(block.locator("[data-test=uses]")).to_be_visible()
    await block.locator("[data-test=block-text]").fill("Wash your keys.")
    await block.locator("[data-test=block-save]").click()
    await expect(block).to_have_attribute("data-version", "1")
    assert "Wash your keys." in (await world.stranger.get(f"/help/{BRAND}/en/walk-quotes")).text
