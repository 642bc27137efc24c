"""What the lines show, to staff and to customers, in both languages and themes, on a desk and on a telephone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, expect

from tests.channels.email.conftest import boxes, desk_port, mta, post
from tests.channels.email.letters import SUPPORT, Post, mail, somebody
from tests.walks.browser import complaints
from tests.world import BRAND, Person, World, fresh

__all__ = ["boxes", "desk_port", "mta", "post"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
EYES: list[tuple[str, Literal["light", "dark"], int]] = [
    ("en-GB", "light", 1440),
    ("en-GB", "dark", 390),
    ("zh-CN", "light", 390),
    ("zh-CN", "dark", 1440),
]
SUBJECT = "充值一直没有到账，请帮我查一下这笔转账到底去了哪里，已经等了三天了"


@asynccontextmanager
async def seen(
    browser: Browser,
    world: World,
    eyes: tuple[str, Literal["light", "dark"], int],
    person: Person | None = None,
) -> AsyncIterator[Page]:
    """Somebody's screen."""
    locale, scheme, width = eyes
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme
    )
    if person:
        await context.add_cookies(
            [{"name": world.house.admission.cookie, "value": person.token, "url": world.base_url}]
        )
    page = await context.new_page()
    wrong = complaints(page)
    yield page
    await context.close()
    assert wrong == []


async def clean(page: Page) -> None:
    """Nothing a screen reader or a tired eye would stumble over, and nothing wider than the screen."""
    await page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = await page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []
    root = "document.documentElement"
    assert await page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), "wider than the screen"


async def set_aside(post: Post, mark: str = "") -> None:
    """One mail of each kind that waits for a person, two of them with a mark to be known by."""
    before = await post.kept()
    await post.write(mail(somebody("wei"), Subject=f"{SUBJECT} {mark}", **{"X-Spam-Flag": "YES"}))
    await post.write(mail(somebody("news"), Subject=f"Weekly {mark}", **{"List-Id": "<news.example>"}))
    code = "Your code is 123-456. Confirm your email address"
    await post.write(mail("no-reply@slack.com", code, Subject="Slack confirmation code"), sign=False)
    await post.write(mail(SUPPORT), sign=False)
    bomb = mail(somebody("bomb"))
    for count in range(300):
        bomb[f"X-Line-{count}"] = "x"
    await post.write(bomb, sign=False)
    assert await post.kept() == before + 5


async def test_what_was_set_aside_is_judged(browser: Browser, post: Post) -> None:
    mark = fresh()
    await set_aside(post, mark)
    supervisor = await post.world.agent("supervisor")
    async with seen(browser, post.world, ("en-GB", "light", 1280), supervisor) as page:
        await page.goto(f"{post.world.base_url}/console/lines")
        card = page.locator("[data-test=card-email]")
        await expect(card).to_have_attribute("data-state", "held")
        await card.locator("[data-test=show-failures]").click()
        rows = card.locator("[data-test=failures] > li")
        spam, digest = rows.filter(has_text=f"{SUBJECT} {mark}"), rows.filter(has_text=f"Weekly {mark}")
        await expect(spam).to_contain_text("w•••@")
        bomb, forged = rows.filter(has_text="too many headers"), rows.filter(has_text="our own address")
        await expect(bomb.first.locator("[data-test=again]")).to_be_visible()
        await expect(forged.first.locator("[data-test=let-in], [data-test=again]")).to_have_count(0)
        await spam.locator("[data-test=let-in]").click()
        await expect(spam).to_have_count(0)
        await digest.locator("[data-test=drop]").click()
        await expect(digest).to_have_count(0)
    await post.settle()
    key = await post.world.integration()
    listed = (await key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
    assert [mark in one["preview"] for one in listed].count(True) == 1


@pytest.mark.parametrize("eyes", EYES, ids=["-".join(map(str, one)) for one in EYES])
async def test_staff_see_the_lines_well(browser: Browser, post: Post, eyes: Any) -> None:
    await set_aside(post)
    supervisor, admin = await post.world.agent("supervisor"), await post.world.agent("admin")
    base = f"{post.world.base_url}/console"
    async with seen(browser, post.world, eyes, supervisor) as page:
        await page.goto(f"{base}/lines")
        await page.locator("[data-test=card-email] [data-test=show-failures]").click()
        await expect(page.locator("[data-test=failures] > li").first).to_be_visible()
        await clean(page)
        await page.locator("[data-test=raw]").first.click()
        await expect(page.locator("[data-test=raw-dialog]")).to_be_visible()
        await clean(page)
    async with seen(browser, post.world, eyes, admin) as page:
        for line in ("email", "form", "telegram"):
            await page.goto(f"{base}/lines/{line}")
            await expect(page.locator("[data-test=settings]")).to_be_visible()
            await clean(page)


FORWARDED = (
    "这真的是你们发的吗？\n\n---------- Forwarded message ---------\n"
    "From: Security <no-reply@bitget-safe.example>\nDate: Fri, Jan 5, 2024 at 10:30 AM\n"
    "Subject: Your account\n\nCancel at https://bitget-safe.example/x\n"
)


@pytest.mark.parametrize("eyes", [EYES[0], EYES[2]], ids=["en", "zh"])
async def test_a_mail_is_unfolded(browser: Browser, post: Post, eyes: Any) -> None:
    ann, supervisor = somebody("ann"), await post.world.agent("supervisor")
    await post.write(mail(ann, FORWARDED, Subject="Fwd: Your account"))
    [number] = await post.conversations_of(ann)
    async with seen(browser, post.world, eyes, supervisor) as page:
        await page.goto(f"{post.world.base_url}/console/unassigned/{number}")
        note = page.locator("[data-test=mail]").first
        await expect(note.locator("[data-test=mail-checks]")).to_contain_text("DKIM pass")
        folded = note.locator("[data-test=mail-folded]")
        await expect(folded.locator("p")).to_be_hidden()
        await folded.locator("summary").click()
        await expect(folded.locator("p")).to_contain_text("https://bitget-safe.example/x")
        await clean(page)
        await note.locator("[data-test=mail-raw]").click()
        await expect(page.locator("[data-test=raw-dialog]")).to_be_visible()


@pytest.mark.parametrize("eyes", EYES, ids=["-".join(map(str, one)) for one in EYES])
async def test_customers_see_form_and_case_well(browser: Browser, post: Post, eyes: Any) -> None:
    world = post.world
    async with seen(browser, world, eyes) as page:
        await page.goto(f"{world.base_url}/{BRAND}/form")
        await clean(page)
        for topic in ("deposit", "fees", "stolen", "other"):
            await page.goto(f"{world.base_url}/{BRAND}/form?topic={topic}")
            await expect(page.locator("[data-test=address]")).to_be_visible()
            await clean(page)
        await page.goto(f"{world.base_url}/{BRAND}/status")
        await clean(page)
        await page.goto(f"{world.base_url}/{BRAND}/form?topic=deposit")
        await page.locator("textarea").first.fill("充值没有到账")
        await page.locator("[data-test=address]").fill(f"{somebody('eyes')}")
        await page.locator("[data-test=send]").click()
        await expect(page.locator("[data-test=sent], [role=alert]").first).to_be_visible()
        await clean(page)
