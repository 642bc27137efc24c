"""Screens of who keeps the help centre, and the chat in its states: axe finds nothing, nothing is too wide."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.assistant.people import ask, furnish, set_up, work
from tests.surge.people import past_hours, switch
from tests.triage.steps import read
from tests.walks.browser import complaints
from tests.world import BRAND, Person, World, fresh

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("AXE_PICTURES")
Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[str, Scheme, int], ...] = (
    ("en-GB", "light", 1440),
    ("zh-CN", "dark", 1280),
    ("zh-CN", "light", 390),
    ("en-GB", "dark", 390),
)
BOTH = {"en": "USDT-TRC20 deposits are late", "zh-CN": "USDT-TRC20 充值延迟"}
TEXTS = {"en": "We are looking into it.", "zh-CN": "我们正在调查。"}
MACRO = {"en": "Hello {{customer.name}}, deposits on {{brand.name}} are late.", "zh-CN": "您好，充值延迟。"}


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    """A desk with a past: articles, an incident, an announcement, a surge, hours, somebody answered."""
    await furnish(world)
    await set_up(world, mode="answer")
    lead, senior = await world.agent("supervisor"), await world.agent("senior")
    await past_hours(world, BRAND, 4, {3: 1, 4: 1, 13: 40, 14: 60})
    incident = {"client_id": fresh(), "titles": BOTH, "texts": TEXTS, "topics": ["deposit"]}
    assert (await senior.post("/api/v1/incidents", json=incident)).status_code == 201
    macro = {"client_id": fresh(), "title": "Late deposits", "shortcut": "late", "texts": MACRO}
    assert (await senior.post("/api/v1/macros", json=macro)).status_code == 201
    asked = await world.visitor()
    number = await ask(asked, "How do I create API keys?")
    await work(world, number)
    await read(world, number)
    assert (await switch(lead, on=True)).status_code == 200
    yield


async def clean(page: Page, name: str) -> None:
    """Look, and say what is wrong; the console's list of places may be scrolled, a page may not."""
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")
    await page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = await page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    serious = [
        (one["id"], [node["html"][:160] for node in one["nodes"]])
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    assert not serious, f"{name}: {serious}"
    wide = await page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, name


async def enter(browser: Browser, world: World, who: Person | None, look: tuple[str, Scheme, int]) -> Page:
    locale, scheme, width = look
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme, reduced_motion="reduce"
    )
    if who:
        cookie = {"name": world.house.admission.cookie, "value": who.token, "url": world.base_url}
        await context.add_cookies([cookie])  # type: ignore[list-item]
    return await context.new_page()


def named(look: tuple[str, Scheme, int], what: str) -> str:
    return f"{what}-{look[2]}-{look[0][:2]}-{look[1]}"


CONSOLE = {
    "knowledge": ("editor", "article-list"),
    "triage": ("editor", "confusion"),
    "announcements": ("editor", "new-announcement"),
    "macros": ("senior", ""),
    "incidents": ("senior", "incident-state"),
    "surge": ("supervisor", "surge-switch"),
    "assistant": ("supervisor", ""),
    "shift": ("agent", ""),
}
# What opens when one writes there.
OPENED = {
    "knowledge": ("[data-test=articles] a", "[data-test=title]"),
    "announcements": ("[data-test=new-announcement]", "[data-test=announcement-title-en]"),
    "incidents": ("[data-test=incident-tell]", "[data-test=incident-stands]"),
    "macros": ("[data-test=edit-macro]", "[data-test=macro-title]"),
}


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("place", CONSOLE)
async def test_a_page_of_the_console(
    browser: Browser, world: World, place: str, look: tuple[str, Scheme, int]
) -> None:
    role, awaited = CONSOLE[place]
    page = await enter(browser, world, await world.agent(role), look)
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/{place}")
    await expect(page.locator("main h1, main h2").first).to_be_visible()
    if awaited:
        await expect(page.locator(f"[data-test={awaited}]").first).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await clean(page, named(look, place))
    if place in OPENED and await page.locator(OPENED[place][0]).count():
        tapped, shown = OPENED[place]
        await page.locator(tapped).first.click()
        await expect(page.locator(shown).first).to_be_visible()
        await clean(page, named(look, f"{place}-open"))
    assert wrong == []
    await page.context.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
async def test_the_chat_in_its_states(browser: Browser, world: World, look: tuple[str, Scheme, int]) -> None:
    page = await enter(browser, world, None, look)
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.locator("[data-test=launcher]").click()
    await expect(page.locator("[data-test=needs] button").first).to_be_visible()
    await expect(page.locator("[data-test=outage]")).to_be_visible()
    await clean(page, named(look, "chat-home"))
    question = "怎么创建 API 密钥？" if look[0] == "zh-CN" else "How do I create API keys?"
    composer = page.locator("textarea[data-test=composer], [data-test=composer] textarea")
    await composer.fill(question)
    await clean(page, named(look, "chat-writing"))
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    key, agent = await world.integration(), await world.agent()
    rows = (await key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
    number = next(row["number"] for row in rows if row["preview"] == question)
    await clean(page, named(look, "chat-sent"))
    await work(world, number)
    await expect(page.locator("[data-test=card]")).to_be_visible()
    await clean(page, named(look, "chat-answered"))
    await agent.act(number, "assignee", assignee=agent.id)
    await agent.reply(number, "Good day, I am here.")
    await expect(page.locator("[data-test=message-theirs]").last).to_contain_text("Good day")
    await agent.act(number, "status", status="resolved")
    await expect(page.locator("[data-test=rating]")).to_be_visible()
    await clean(page, named(look, "chat-rating"))
    await page.context.set_offline(offline=True)
    await composer.fill("?")
    await page.locator("[data-test=send]").click()
    await clean(page, named(look, "chat-offline"))
    await page.context.set_offline(offline=False)
    for sheet in ("menu-contact", "menu-check", "menu-proof", "signout"):
        await page.locator("[data-test=menu]").click()
        await clean(page, named(look, "chat-menu"))
        await page.locator(f"[data-test={sheet}]").click()
        await clean(page, named(look, f"chat-{sheet}"))
        await page.keyboard.press("Escape")
    assert wrong == []
    await page.context.close()
