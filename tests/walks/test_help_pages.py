"""The help centre as it ships: every page of the starter set in both languages, whole without a script."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.walks.browser import complaints
from tests.world import BRAND, World
from trustdesk import knowledge
from trustdesk.kit import clock
from trustdesk.kit.actors import system

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
LED = re.compile(r'(?:href|src)="([^"]+)"')
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=800)
SEEN = ("", "/find-txid", "/wrong-network", "/check-official", "/search?q=usdt", "/nothing-here")
SHIFTED = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
        .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 200)));
})"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def starter(world: World) -> None:
    articles = list(knowledge.sources(world.house.settings.articles_dir))
    for brand in world.house.brands:
        async with world.house.db.transaction(brand) as tx:
            await knowledge.take_in(tx, system(brand), articles, clock.utc_now())


@pytest_asyncio.fixture(loop_scope="session", params=["light", "dark"])
async def page(
    browser: Browser, world: World, starter: None, request: pytest.FixtureRequest
) -> AsyncIterator[Page]:
    del starter
    context = await browser.new_context(viewport=WIDE, color_scheme=request.param, base_url=world.base_url)
    page = await context.new_page()
    wrong = complaints(page)
    yield page
    await context.close()
    assert wrong == []


@pytest.mark.parametrize("brand", ["bitget", "bitmart", "bitp", "bybit"])
async def test_no_link_and_no_picture_is_broken(world: World, starter: None, brand: str) -> None:
    del starter
    assert brand in world.house.brands
    async with httpx.AsyncClient(base_url=world.base_url, timeout=20) as client:
        seen: set[str] = set()
        waiting = [f"/help/{brand}/en", f"/help/{brand}/zh-CN"]
        broken: list[tuple[str, str, int]] = []
        while waiting:
            path = waiting.pop()
            answer = await client.get(path)
            for found in LED.findall(answer.text):
                where = urlsplit(urljoin(path, found.replace("&amp;", "&")))
                if where.netloc or where.scheme == "mailto" or where.path in seen:
                    continue
                seen.add(where.path)
                there = await client.get(where.path)
                if there.status_code >= 400:
                    broken.append((path, found, there.status_code))
                if where.path.startswith(f"/help/{brand}/") and "text/html" in there.headers["content-type"]:
                    waiting.append(where.path)
    assert broken == []
    pictures = [path for path in seen if "/pictures/" in path]
    assert len(pictures) == len(list(world.house.settings.articles_dir.glob("pictures/*")))
    slugs = {one.slug for _, one in knowledge.sources(world.house.settings.articles_dir)}
    assert {f"/help/{brand}/{locale}/{slug}" for slug in slugs for locale in ("en", "zh-CN")} <= seen


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_nothing_serious_stands_in_anybodys_way(page: Page, locale: str) -> None:
    for where in SEEN:
        await page.goto(f"/help/{BRAND}/{locale}{where}")
        await page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, Any] = await page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
        serious = [
            (where, one["id"], [node["html"] for node in one["nodes"]])
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        assert serious == []


@pytest.mark.parametrize("brand", ["bitget", "bitmart", "bitp", "bybit"])
async def test_no_brands_colours_stand_in_anybodys_way(page: Page, brand: str) -> None:
    for locale in ("en", "zh-CN"):
        for where in (
            f"help/{brand}/{locale}",
            f"help/{brand}/{locale}/wrong-network",
            f"announcements/{brand}/{locale}",
            f"official/{brand}",
        ):
            await page.goto(f"/{where}")
            await page.evaluate(AXE.read_text("utf-8"))
            found: dict[str, Any] = await page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
            serious = [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}]
            assert (where, serious) == (where, [])


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_nothing_moves_and_nothing_sticks_out(page: Page, locale: str) -> None:
    for size in (WIDE, NARROW):
        await page.set_viewport_size(size)
        for where in SEEN:
            await page.goto(f"/help/{BRAND}/{locale}{where}", wait_until="load")
            assert (where, await page.evaluate(SHIFTED)) == (where, 0)
            wide = await page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert (where, wide) == (where, 0)
            drawn = "() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)"
            assert await page.evaluate(drawn)


async def test_without_a_script_everything_is_found_and_read(
    browser: Browser, world: World, starter: None
) -> None:
    del starter
    context = await browser.new_context(java_script_enabled=False, base_url=world.base_url)
    page = await context.new_page()
    await page.goto(f"/help/{BRAND}/en")
    await page.locator("[data-test=question]").fill("my deposit has not arrived")
    await page.locator("[data-test=search]").click()
    await page.locator("ol.hits a").first.click()
    await expect(page.locator("h1")).to_have_text("My deposit has not arrived")
    await expect(page.locator(".text img")).to_be_visible()
    await page.locator("[data-test=yes]").click()
    await expect(page.locator("[data-test=thanks]")).to_be_visible()
    await page.locator("[data-test=chat]").click()
    await page.locator("[data-test=topics] a").first.click()
    begun = page.locator("textarea").first
    await expect(begun).to_have_value(re.compile("I have read “My deposit has not arrived”."))
    await context.close()


@pytest.mark.parametrize(("locale", "asked"), [("en", "deposit mis"), ("zh-CN", "充值没到")])
async def test_answers_appear_as_words_are_typed(page: Page, locale: str, asked: str) -> None:
    await page.goto(f"/help/{BRAND}/{locale}")
    form, box, answers = (
        page.locator("form.search"),
        page.locator("[data-test=question]"),
        page.locator(".answers a"),
    )
    await box.press_sequentially(asked)
    await expect(form).to_have_attribute("data-state", "open")
    await expect(page.locator("form.search [role=status]")).to_contain_text(re.compile(r"\d"))
    await expect(answers.first).to_have_attribute("href", re.compile(rf"^/help/{BRAND}/{locale}/[a-z-]+\?q="))
    assert await page.evaluate(SHIFTED) == 0
    await page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = await page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    assert [one["id"] for one in found["violations"]] == []
    await page.keyboard.press("ArrowDown")
    await expect(answers.first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(form).to_have_attribute("data-state", "closed")
    await expect(box).to_be_focused()
    await box.press("End")
    await box.press_sequentially("x")
    await expect(form).to_have_attribute("data-state", "open")
    where = await answers.first.get_attribute("href")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**{where}")
    await expect(page.locator("[data-test=chat]")).to_have_attribute("data-chat", re.compile(f"{asked}x"))
