"""An agent in the console: in, at work beside colleagues, and out."""

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from pyotp.totp import TOTP

from tests.walks.browser import complaints
from tests.world import Person, World, fresh

pytestmark = pytest.mark.browser


async def sign_in(page: Page, agent: Person) -> None:
    await page.locator("[data-test=email]").fill(agent.known["email"])
    await page.locator("[data-test=password]").fill("a good password")
    await page.locator("[data-test=code]").fill(TOTP(agent.known["secret"]).at(int(time.time())))
    await page.locator("[data-test=sign-in]").click()
    await expect(page.locator("[data-test=view-mine]")).to_be_visible()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/")
    yield page
    await context.close()
    assert wrong == []


async def open_row(page: Page, number: str) -> None:
    await page.locator("[data-test=view-unassigned]").click()
    await page.locator(f"[data-test=row-{number}]").click()
    await expect(page.locator("[data-test=number]")).to_have_text(number)


async def test_a_wrong_code_is_told_and_the_right_one_lets_in(page: Page, world: World) -> None:
    agent = await world.agent()
    await page.locator("[data-test=email]").fill(agent.known["email"])
    await page.locator("[data-test=password]").fill("a good password")
    await page.locator("[data-test=code]").fill("000000")
    await page.locator("[data-test=sign-in]").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await sign_in(page, agent)
    await page.reload()
    await expect(page.locator("[data-test=view-mine]")).to_be_visible()


async def test_take_answer_and_resolve(page: Page, world: World) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    words = {
        "client_id": fresh(),
        "text": "我的提现一直没有到账 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060",
    }
    number = (await visitor.post("/api/v1/widget/messages", json=words)).json()["conversation"]
    await sign_in(page, agent)
    await open_row(page, number)
    await expect(page.locator("[data-test=message-theirs]")).to_contain_text("我的提现一直没有到账")
    await expect(page.locator("[data-test=message-theirs]")).to_contain_text("0x5c504ed4…a1b22060")
    await page.locator("[data-test=take]").click()
    await expect(page.locator("[data-test=holder]")).to_contain_text(agent.known["name"])
    async with visitor.live() as live:
        await live.follow("conversation:current")
        await page.locator("[data-test=composer]").fill("您好，请稍等，我来查一下。")
        assert (await live.until("typing"))["who"]["name"] == agent.known["name"]
        await page.locator("[data-test=send]").click()
        await expect(page.locator("[data-test=message-ours]").last).to_contain_text("我来查一下")
        await expect(page.locator("[data-test=unsent]")).to_have_count(0)
        entries = await live.entries(upto=3)
        assert entries[-1]["text"] == "您好，请稍等，我来查一下。"
        await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "谢谢"})
        await expect(page.locator("[data-test=message-theirs]").last).to_contain_text("谢谢")
    await page.locator("[data-test=as-note]").click()
    await page.locator("[data-test=composer]").fill("checked with the wallet team")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=message-note]")).to_contain_text("checked with the wallet team")
    await page.locator("[data-test=resolve]").click()
    await expect(page.locator("[data-test=status]")).to_have_text("Resolved")
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert "wallet team" not in str(thread)
    assert thread["conversation"]["status"] == "resolved"


async def test_a_colleagues_answer_stops_mine_and_shows_it(page: Page, world: World) -> None:
    agent, colleague, key = await world.agent(), await world.agent(), await world.integration()
    number = await world.letter(key, "who answers me?")
    # A socket that never says a word: this page does not hear of the colleague's answer.
    await page.route_web_socket("**/api/v1/live", lambda _socket: None)
    await page.reload()
    await sign_in(page, agent)
    await open_row(page, number)
    await expect(page.locator("[data-test=message-theirs]")).to_be_visible()
    await agent.look_into(number)  # beside the colleague, by a reason
    await colleague.reply(number, "I do, one moment")
    await page.locator("[data-test=composer]").fill("Me, too")
    await page.locator("[data-test=send]").click()
    stopped = page.locator("[data-test=stale-reply]")
    await expect(stopped).to_contain_text("I do, one moment")
    assert [one["text"] for one in await key.entries(number) if one["kind"] == "message"][
        -1
    ] == "I do, one moment"
    await page.locator("[data-test=stale-send]").click()
    await expect(page.locator("[data-test=unsent]")).to_have_attribute("data-state", "sent")
    assert [one["text"] for one in await key.entries(number) if one["kind"] == "message"][-1] == "Me, too"


async def test_who_is_too_late_says_why_they_read_on(page: Page, world: World) -> None:
    agent, colleague, key = await world.agent(), await world.agent(), await world.integration()
    number = await world.letter(key, "who answers me?")
    await page.route_web_socket("**/api/v1/live", lambda _socket: None)
    await page.reload()
    await sign_in(page, agent)
    await open_row(page, number)
    await colleague.reply(number, "I do, one moment")
    await page.locator("[data-test=composer]").fill("Me, too")
    await page.locator("[data-test=send]").click()
    await page.locator("[data-test=reason-code]").select_option("colleague_asked")
    assert "I do, one moment" not in await page.content()
    await page.locator("[data-test=reason-send]").click()
    await expect(page.locator("[data-test=message-ours]")).to_contain_text("I do, one moment")
    await page.locator("[data-test=unsent-edit]").click()
    await expect(page.locator("[data-test=composer]")).to_have_value("Me, too")


async def test_a_draft_is_there_on_the_next_device(page: Page, world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key)
    await sign_in(page, agent)
    await open_row(page, number)
    await page.locator("[data-test=composer]").fill("half an answ")
    await expect(page.locator("[data-test=draft]")).to_contain_text("Draft kept")
    kept = (await agent.get(f"/api/v1/conversations/{number}/draft")).json()
    assert kept["text"] == "half an answ"
    await page.reload()
    await expect(page.locator("[data-test=composer]")).to_have_value("half an answ")


async def test_signing_out_everywhere_ends_the_page(page: Page, world: World) -> None:
    agent = await world.agent()
    await sign_in(page, agent)
    await agent.post("/api/v1/session/everywhere")
    await expect(page.locator("[data-test=sign-in]")).to_be_visible()


async def test_a_note_calls_a_colleague_and_a_macro_does_the_rest(page: Page, world: World) -> None:
    name = f"Rosa {fresh()[-6:]}"
    agent, colleague, key = await world.agent(), await world.agent(name=name), await world.integration()
    senior = await world.agent("senior")
    macro = {
        "client_id": fresh(),
        "title": "Credited",
        "shortcut": f"done-{fresh()[-6:]}",
        "texts": {"en": "{{customer.name}}, it has arrived."},
        "actions": {"status": "resolved", "tags": ["credited"]},
    }
    assert (await senior.post("/api/v1/macros", json=macro)).status_code == 201
    number = await world.letter(key, "has it arrived?")
    await sign_in(page, agent)
    await open_row(page, number)
    composer = page.locator("[data-test=composer]")
    await page.locator("[data-test=as-note]").click()
    await composer.press_sequentially(f"sweep done? @{name[-6:]}")
    await page.get_by_role("option", name=name).click()
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=message-note]")).to_contain_text(f"@{name}")
    called = (await colleague.get("/api/v1/conversations", params={"view": "mentions"})).json()
    assert [one["number"] for one in called["items"]] == [number]
    await composer.press_sequentially(f"/{macro['shortcut']}")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-test=after]")).to_contain_text("Resolved · #credited")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=status]")).to_have_text("Resolved")
    row = await agent.row(number)
    assert (row["status"], row["tags"]) == ("resolved", ["credited"])
    assert row["preview"].endswith("it has arrived.")


async def test_news_does_not_move_what_is_being_read(page: Page, world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "line 0")
    for turn in range(1, 40):
        await key.reply(number, f"line {turn}")
    await sign_in(page, agent)
    await page.locator("[data-test=view-all]").click()
    await page.locator(f"[data-test=row-{number}]").click()
    thread = page.locator("[data-test=thread]")
    await expect(thread.get_by_text("line 39", exact=True)).to_be_in_viewport()
    await thread.evaluate("box => box.scrollTop = 100")
    await expect(thread.get_by_text("line 39", exact=True)).not_to_be_in_viewport()
    await key.reply(number, "news below")
    await expect(page.locator("[data-test=new-below]")).to_be_visible()
    assert await thread.evaluate("box => box.scrollTop") == 100
    await page.locator("[data-test=new-below]").click()
    await expect(thread.get_by_text("news below")).to_be_in_viewport()


async def test_escape_leaves_the_text_and_single_keys_lead_on(page: Page, world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    first, second = [await world.letter(key, text) for text in ("the older one", "the newer one")]
    await sign_in(page, agent)
    await page.goto(f"{world.base_url}/console/all/{second}")
    await expect(page.locator("[data-test=composer]")).to_be_visible()
    await expect(page.locator(f"[data-test=row-{first}]")).to_be_visible()
    await page.keyboard.press("r")
    await expect(page.locator("[data-test=composer]")).to_be_focused()
    await page.keyboard.type("half a word")
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-test=composer]")).not_to_be_focused()
    await expect(page.locator("[data-test=composer]")).to_have_value("half a word")
    await page.keyboard.press("j")
    await page.wait_for_url(f"**/console/all/{first}")
