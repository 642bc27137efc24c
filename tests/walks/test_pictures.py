"""The pictures of the README, taken from the running product; ``PICTURES`` names where to keep them."""

import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect
from pyotp.totp import TOTP

from tests.world import Person, World, fresh

pytestmark = pytest.mark.browser

GAP = 24
GROUND = (226, 231, 238)
LETTERS = (
    (
        "王芳",
        "zh-CN",
        "USDT 充值一个小时了还没到账，TxID 9b0c6f1d4b7f0a4b2d8c2b1e0f6a7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7",
    ),
    (
        "Daniel Okafor",
        "en",
        "My limit order was not filled although the price was reached. Order 8847123550012.",
    ),
    ("Elena Petrova", "en", "Someone changed my password and I did not do it!"),
    ("陈伟", "zh-CN", "手机丢了，谷歌验证码无法登录，应该怎么办？"),
    ("Marta Lindqvist", "en", "I sent USDC over BNB Chain to my Ethereum address. Is it lost?"),
    ("佐藤 健", "en", "How long does identity verification take?"),
)
TALK = (
    ("them", "I sent 250 USDT over TRC-20 forty minutes ago and it is still not in my account."),
    ("us", "Good day, I am looking at it now. Could you give me the TxID of the transfer?"),
    ("them", "9b0c6f1d4b7f0a4b2d8c2b1e0f6a7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7"),
    ("note", "12 of 20 confirmations. Should be credited in about two minutes."),
    (
        "us",
        "Found it: the network has confirmed 12 of the 20 blocks we wait for. About two minutes more, I stay with you.",
    ),
)


async def letters(world: World, key: Person) -> None:
    for name, locale, text in LETTERS:
        await world.letter(key, text, customer={"name": name, "locale": locale})


async def talk(world: World, agent: Person, visitor: Person) -> str:
    number = ""
    for who, text in TALK:
        if who == "them":
            body = {"client_id": fresh(), "text": text, "topic": "deposit"}
            number = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
        elif who == "us":
            await agent.reply(number, text)
        else:
            await agent.act(number, "notes", text=text)
    await agent.act(number, "labels", tags=["usdt", "trc-20"], topic="deposit")
    return number


async def console_picture(page: Page, world: World, agent: Person, number: str) -> bytes:
    await page.goto(f"{world.base_url}/console/")
    await page.locator("[data-test=email]").fill(agent.known["email"])
    await page.locator("[data-test=password]").fill("a good password")
    await page.locator("[data-test=code]").fill(TOTP(agent.known["secret"]).at(int(time.time())))
    await page.locator("[data-test=sign-in]").click()
    await page.locator("[data-test=view-mine]").click()
    await page.locator(f"[data-test=row-{number}]").click()
    await expect(page.locator("[data-test=message-ours]").last).to_contain_text("About two minutes more")
    await page.locator("[data-test=composer]").fill(
        "It has just been credited. Please check your spot wallet."
    )
    await expect(page.locator("[data-test=draft]")).to_contain_text("Draft kept")
    return await page.screenshot()


async def widget_picture(page: Page, world: World, visitor: Person) -> bytes:
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.evaluate("(token) => localStorage.setItem('trustdesk:bitget:token', token)", visitor.token)
    await page.reload()
    await page.locator("[data-test=launcher]").click()
    panel = page.locator("[data-test=panel]")
    await expect(panel.locator("[data-test=message-theirs]").last).to_contain_text("About two minutes more")
    return await panel.screenshot()


def beside(console: bytes, widget: bytes) -> Image.Image:
    left, right = Image.open(io.BytesIO(console)), Image.open(io.BytesIO(widget))
    whole = Image.new("RGB", (left.width + right.width + 3 * GAP, left.height + 2 * GAP), GROUND)
    whole.paste(left, (GAP, GAP))
    whole.paste(right, (left.width + 2 * GAP, GAP + left.height - right.height))
    return whole


async def test_the_console_and_the_widget_show_the_same_conversation(
    browser: Browser, world: World, tmp_path: Path
) -> None:
    key, agent = (
        await world.integration(),
        await world.agent(public_name="Mara", name="Mara Novak", capacity=9),
    )
    await agent.put("/api/v1/presence", json={"state": "online"})
    visitor = await world.visitor(name="Amina Diallo")
    await letters(world, key)
    number = await talk(world, agent, visitor)
    await world.settle()
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    console = await console_picture(page, world, agent, number)
    widget = await widget_picture(page, world, visitor)
    await context.close()
    whole = beside(console, widget)
    assert whole.height == 900 + 2 * GAP
    assert len(whole.getcolors(maxcolors=2**22) or []) > 500, "the picture is blank"
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    whole.quantize(256).save(folder / "console-and-widget.png", optimize=True)
