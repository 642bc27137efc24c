"""Texts that want to be scripts stay texts, wherever an agent or a customer sees them."""

import pytest
from playwright.async_api import Browser, expect

from tests.incidents.hook import counted
from tests.incidents.payloads import BARE, TAGS, payloads
from tests.walks.test_console import sign_in
from tests.walks.test_widget import only_conversation, open_widget, stored, write
from tests.world import World, fresh

pytestmark = pytest.mark.browser

SHORT = [one for one in payloads() if len(one) <= 60 and one.strip()][:24]


def grouped(size: int) -> list[str]:
    """The payloads, several to a message so that none stands alone nor spoils many others."""
    every = payloads()
    return ["\n\n".join(every[at : at + size]) for at in range(0, len(every), size)]


def test_there_are_enough_and_all_are_different() -> None:
    assert len(set(payloads())) == len(payloads()) >= 200


async def test_the_hook_counts_what_runs_where_text_is_taken_for_html(browser: Browser) -> None:
    async with counted(browser) as (page, hits):
        await page.goto("about:blank")
        for one in payloads()[: len(TAGS)]:
            await page.evaluate("html => { document.body.innerHTML = html }", one)
        await page.wait_for_function("document.readyState === 'complete'")
        while len(set(hits)) < 10:  # the events of images and frames come in their own time
            await page.evaluate("new Promise(done => setTimeout(done, 20))")


async def test_no_script_runs_in_the_console_lenovo_lena_and_osticket_stored_xss(
    browser: Browser, world: World
) -> None:
    key, agent, boss = await world.integration(), await world.agent(), await world.agent("supervisor")
    customer = {"external_id": fresh(), "name": SHORT[0]}
    number = await world.letter(key, "first", customer=customer)
    for text in grouped(6):
        await world.letter(key, text, customer=customer)
    await agent.act(number, "assignee", assignee="me")
    for text in grouped(40):
        await agent.act(number, "notes", text=text)
        await agent.reply(number, text)
    for at, name in enumerate(SHORT):
        await world.letter(key, name, customer={"name": name})
        body = {"client_id": fresh(), "title": name[:80], "shortcut": f"x{at}", "texts": {"en": name}}
        await boss.post("/api/v1/macros", json=body)
        await agent.act(number, "labels", tags=[name[:30]], topic=name[:30])
    taken = await key.post("/api/v1/files", params={"name": f"{SHORT[1]}.pdf"}, content=b"%PDF-1.4 page")
    await world.letter(key, "last word", customer=customer, attachments=[taken.json()["id"]])
    async with counted(browser) as (page, hits):
        await page.goto(f"{world.base_url}/console/")
        await sign_in(page, agent)
        await page.locator(f"[data-test=row-{number}]").click()
        await expect(page.locator("[data-test=message-theirs]").last).to_contain_text("last word")
        assert await page.locator("[data-test=message-theirs]").count() >= len(grouped(6))
        shown = await page.locator("[data-test=message-theirs]").all_inner_texts()
        assert "<img/src/onerror=hit(6)>" in "".join(shown)
        await page.locator("[data-test=view-unassigned]").click()
        await expect(page.locator("[data-test^=row-]").first).to_be_visible()
        await page.goto(f"{world.base_url}/console/macros")
        await expect(page.get_by_text(SHORT[2]).first).to_be_visible()
        assert hits == []


async def test_no_script_runs_in_the_widget_nor_in_a_transcript(browser: Browser, world: World) -> None:
    key, agent = await world.integration(), await world.agent(public_name=SHORT[3][:40])
    async with counted(browser) as (page, hits):
        await page.goto(f"{world.base_url}/demo/bitget")
        await open_widget(page)
        for own in ("<img src=x onerror=hit(9001)>", "javascript:hit(9002)"):
            await write(page, own)
            await stored(page)
        number = await only_conversation(key, "javascript:hit(9002)")
        for text in grouped(6):
            assert (await agent.reply(number, text)).status_code == 201
        await agent.reply(number, "last word")
        await expect(page.locator("[data-test=message-theirs]").last).to_contain_text("last word")
        assert await page.locator("[data-test=message-theirs]").count() >= len(grouped(6))
        await page.reload()
        await open_widget(page)
        await expect(page.locator("[data-test=message-theirs]").last).to_contain_text("last word")
        copy = await agent.get(f"/api/v1/conversations/{number}/transcript", params={"format": "html"})
        await page.route(
            "https://copy.example/", lambda route: route.fulfill(body=copy.text, content_type="text/html")
        )
        await page.goto("https://copy.example/")
        await expect(page.get_by_text("last word").first).to_be_visible()
        assert hits == []
    assert len(BARE) >= 30
