"""The page of a transcript in a browser, from the disk, offline: it checks itself and names what is wrong."""

import random
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.walks.browser import complaints
from tests.world import Person, World, fresh

pytestmark = pytest.mark.browser

SAID = 'My "deposit" of 0.5 BTC & <b>more</b> is missing'


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(world: World) -> tuple[Person, Person, str]:
    visitor, agent = await world.visitor("zh-CN", name="李雷"), await world.agent()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": SAID})
    number = sent.json()["conversation"]
    await agent.act(number, "notes", text="a word among colleagues")
    await agent.act(number, "assignee", assignee="me")
    assert (await agent.reply(number, "您的充值已到账\r\n\u00a0请查收")).status_code == 201
    await agent.act(number, "status", status="resolved")
    return visitor, agent, number


@pytest_asyncio.fixture(loop_scope="session")
async def offline(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 900, "height": 900}, offline=True)
    page = await context.new_page()
    page.set_default_timeout(10_000)
    yield page
    await context.close()


async def own(visitor: Person, language: str = "en", **more: object) -> str:
    asked: dict[str, Any] = {"format": "html", **more}
    headers = {"accept-language": language}
    answer = await visitor.get("/api/v1/widget/transcript", params=asked, headers=headers)
    return answer.content.decode()


async def opened(page: Page, folder: Path, content: str) -> str:
    """Open a copy from the disk; the state it comes to."""
    file = folder / "transcript.html"
    file.write_bytes(content.encode())
    await page.goto(file.as_uri())
    await expect(page.locator("#verdict")).not_to_have_attribute("data-state", "checking")
    return await page.locator("#verdict").get_attribute("data-state") or ""


@pytest.mark.parametrize(
    ("language", "verified"), [("en", "Verified: every entry"), ("zh-CN", "核验通过：每条记录")]
)
async def test_a_copy_says_that_it_is_verified(
    offline: Page, told: tuple[Person, Person, str], tmp_path: Path, language: str, verified: str
) -> None:
    wrong = complaints(offline)
    visitor, agent, number = told
    staff = await agent.get(
        f"/api/v1/conversations/{number}/transcript", headers={"accept-language": language}
    )
    for copy in (
        await own(visitor, language),
        await own(visitor, language, share=True),
        staff.content.decode(),
    ):
        assert await opened(offline, tmp_path, copy) == "verified"
        await expect(offline.locator("#verdict .verified")).to_contain_text(verified)
        await expect(offline.locator("#verdict p:visible")).to_have_count(1)
    assert wrong == []


Tamper = Callable[[str], str]
TAMPERED: dict[str, tuple[Tamper, str]] = {
    "text of the page": (lambda page: page.replace("您的充值已到账", "您的充值未到账", 1), "entry"),
    "text of the bundle": (lambda page: re.sub(r'("text":"您的充值)已', r"\1未", page), "entry"),
    "text of both": (lambda page: page.replace("您的充值已到账", "您的充值未到账"), "entry"),
    "an entry gone from the page": (
        lambda page: re.sub(r'<li class="entry agent".*?</li>', "", page, count=1, flags=re.DOTALL),
        "entry",
    ),
    "an entry put into the page": (
        lambda page: page.replace(
            "</ol>", '<li class="entry agent" id="entry-99"><p class="text">x</p></li></ol>'
        ),
        "page",
    ),
    "an attribute": (lambda page: page.replace('class="entry customer"', 'class="entry agent"', 1), "entry"),
    "the head": (lambda page: page.replace("<header><h1>", "<header><h1>Re: ", 1), "page"),
    "the checksum shown": (
        lambda page: re.sub(r"<code>([0-9a-f])([0-9a-f]{63})", r"<code>\g<2>0", page, count=1),
        "page",
    ),
    "the order": (
        lambda page: re.sub(
            r'(<li class="entry customer".*?</li>)(<li.*?</li>)', r"\2\1", page, count=1, flags=re.DOTALL
        ),
        "entry",
    ),
    "the record's checksum": (lambda page: re.sub(r'"sha256":"....', '"sha256":"0000', page), "signature"),
    "the signature": (lambda page: re.sub(r'"signature":"....', '"signature":"0000', page), "signature"),
    "the checkpoint": (
        lambda page: re.sub(r'("checkpoint":"[^"]*?sealed 2)', r"\g<1>1", page),
        "checkpoint",
    ),
    "a node": (lambda page: re.sub(r'("nodes":\[")....', r"\g<1>0000", page), "entry"),
    "a salt": (
        lambda page: re.sub(r'("text":")([0-9a-f]{4})([0-9a-f]{28}")', r"\g<1>0000\3", page, count=1),
        "entry",
    ),
    "a place": (lambda page: re.sub(r'"place":(\d+)', r'"place":1\1', page, count=1), "entry"),
    "the status": (lambda page: page.replace('"status":"resolved"', '"status":"open"'), "signature"),
    "a blank in the bundle": (lambda page: page.replace('"format":', ' "format":', 1), "signature"),
    "no bundle": (
        lambda page: re.sub(r'id="bundle">.*?</script>', 'id="bundle"></script>', page),
        "signature",
    ),
    "the state written in": (
        lambda page: page.replace('data-state="unchecked"', 'data-state="verified"').replace(
            "已到账", "未到账"
        ),
        "entry",
    ),
    "another script": (lambda page: page.replace("'use strict';", "'use strict';;", 1), "unchecked"),
}


@pytest.mark.parametrize("name", TAMPERED)
async def test_a_tampered_copy_never_says_so(
    offline: Page, told: tuple[Person, Person, str], tmp_path: Path, name: str
) -> None:
    visitor, _, _ = told
    tamper, state = TAMPERED[name]
    genuine = await own(visitor)
    tampered = tamper(genuine)
    assert tampered != genuine
    assert await opened(offline, tmp_path, tampered) == state
    await expect(offline.locator("#verdict .verified")).to_be_hidden()


def tampered(page: str, dice: random.Random) -> str:
    """One letter of what is shown, or of the bundle, is another; or a piece is gone or doubled."""
    body = page.index("<body>")
    shown = [found.span() for found in re.finditer(r"(?<=>)[^<]+(?=<)", page[: page.index("</main>")])]
    shown = [span for span in shown if span[0] > body]
    start, end = page.index('id="bundle">') + 12, page.rindex("<script>")
    first, last = dice.choice([dice.choice(shown), (start, end - 9)])
    at = dice.randrange(first, last)
    cut = min(last, at + dice.randrange(1, 9))
    other = "7" if page[at] != "7" else "x"
    return page[:at] + dice.choice([other + page[at + 1 :], page[cut:], page[at:cut] + page[at:]])


@pytest.mark.parametrize("seed", [11, 12])
async def test_a_hundred_others_are_found_too(
    offline: Page, told: tuple[Person, Person, str], tmp_path: Path, seed: int
) -> None:
    visitor, _, _ = told
    genuine, dice = await own(visitor), random.Random(seed)
    file, told_by = tmp_path / "other.html", "#verdict:not([data-state=unchecked], [data-state=checking])"
    states: list[str | None] = []
    for _ in range(50):
        file.write_bytes(tampered(genuine, dice).encode())
        await offline.goto(file.as_uri())
        await offline.wait_for_selector(told_by)
        states.append(await offline.locator("#verdict").get_attribute("data-state"))
    assert set(states) <= {"entry", "page", "signature", "checkpoint"}


async def test_the_first_bad_entry_is_named_and_marked(
    offline: Page, told: tuple[Person, Person, str], tmp_path: Path
) -> None:
    visitor, agent, number = told
    page = await own(visitor)
    reply = next(one for one in await agent.entries(number) if one["text"].startswith("您的充值"))
    await opened(offline, tmp_path, page.replace("您的充值已到账", "您的充值未到账"))
    await expect(offline.locator("#bad")).to_have_text(str(reply["seq"]))
    await expect(offline.locator(f"#entry-{reply['seq']}")).to_have_class(re.compile("bad"))


async def test_without_scripts_it_says_that_nothing_was_checked(
    browser: Browser, told: tuple[Person, Person, str], tmp_path: Path
) -> None:
    visitor, _, _ = told
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    assert await opened(page, tmp_path, await own(visitor)) == "unchecked"
    await expect(page.locator("#verdict p:visible")).to_contain_text("Not checked.")
    await context.close()


async def test_the_widget_hands_over_a_page_that_proves_itself(
    browser: Browser, world: World, offline: Page, tmp_path: Path
) -> None:
    context = await browser.new_context(accept_downloads=True, locale="en-GB")
    page = await context.new_page()
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.locator("[data-test=launcher]").click()
    await page.locator("[data-test=composer] textarea, textarea[data-test=composer]").fill("Where is it?")
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    await world.settle()
    await expect(page.locator("[data-test=queue]")).to_be_visible()
    await page.locator("[data-test=menu]").first.click()
    copies: dict[str, str] = {}
    for kind in ("html", "share-hard"):
        async with page.expect_download() as coming:
            await page.locator(f"[data-test=transcript-{kind}]").click()
        download = await coming.value
        copies[download.suggested_filename] = (await download.path()).read_text("utf-8")
    await context.close()
    assert [name.partition("-")[0] for name in copies] == ["BG", "bitget"]
    for copy in copies.values():
        assert await opened(offline, tmp_path, copy) == "verified"
