"""Triage in the browser: an agent sees what was made of a conversation and corrects it; an editor reads the models."""

import os
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from pyotp.totp import TOTP

from tests.conversations.test_joins import Two
from tests.customers.test_ties import decide, propose
from tests.triage.steps import read
from tests.walks.browser import complaints
from tests.world import BRAND, Person, World, fresh
from trustdesk.knowledge import Searched
from trustdesk.triage import Searches, train
from trustdesk.triage.store import readings

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("TRIAGE_PICTURES")
Enter = Callable[[Person], Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="session")
async def enter(browser: Browser, world: World) -> AsyncIterator[Enter]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)

    async def signed_in(person: Person) -> Page:
        await page.goto(f"{world.base_url}/console/")
        await page.locator("[data-test=email]").fill(person.known["email"])
        await page.locator("[data-test=password]").fill("a good password")
        await page.locator("[data-test=code]").fill(TOTP(person.known["secret"]).at(int(time.time())))
        await page.locator("[data-test=sign-in]").click()
        await expect(page.locator("nav").first).to_be_visible()
        return page

    yield signed_in
    await context.close()
    assert wrong == []


async def picture(page: Page, name: str, *, whole: bool = False) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)


async def test_an_agent_sees_it_and_says_otherwise(enter: Enter, world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key, text="I sent USDT but picked the wrong chain, are my coins lost?")
    await read(world, number)
    page = await enter(agent)
    await page.goto(f"{world.base_url}/console/unassigned/{number}")
    thought = page.locator("[data-test=triage]")
    await expect(thought).to_have_attribute("data-state", "read")
    await expect(page.locator("[data-test=triage-topic]")).to_have_text("Wrong network or address")
    await picture(page, "thought")
    await page.locator("[data-test=triage-correct]").select_option("deposit.not_credited")
    await expect(thought).to_have_attribute("data-state", "corrected")
    await expect(page.locator("[data-test=triage-topic]")).to_have_text("Deposit not credited")
    await world.settle()
    assert (await key.row(number))["topic"] == "deposit"


async def test_an_editor_reads_the_matrix(enter: Enter, world: World) -> None:
    page = await enter(await world.agent(role="editor"))
    await page.locator("[data-test=page-triage]").click()
    # What is shipped stands there and reads; a model that another walk has trained may stand beside it.
    shipped = page.locator("[data-test=models] > [data-test=model-0]")
    await expect(shipped).to_have_attribute("data-state", "active")
    await expect(page.locator("[data-test=confusion]")).to_have_attribute("data-state", "read")
    await page.locator("[data-test=confusion-row]").select_option(label="2 · Change of mail or telephone")
    await expect(page.locator("[data-test=confusion-said]")).to_contain_text("recognised")
    await picture(page, "models", whole=True)
    for name, width, scheme in (("dark", 1280, "dark"), ("phone", 390, "light")):
        await page.set_viewport_size({"width": width, "height": 900})
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await picture(page, name, whole=True)


async def test_a_version_is_trained_read_let_in_and_taken_back(enter: Enter, world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, text="my grid bot has stopped")
    await agent.act(number, "assignee", assignee=agent.id)
    await read(world, number)
    body = {"client_id": fresh(), "topic": "trade.failed"}
    assert (await agent.put(f"/api/v1/conversations/{number}/triage", json=body)).status_code == 200
    page = await enter(await world.agent(role="editor"))
    await page.goto(f"{world.base_url}/console/triage")
    await page.locator("[data-test=train]").click()
    await expect(page.get_by_text("It reads nothing before you let it").first).to_be_visible()
    version = (await train(world.house.db, world.house.library.meaning, BRAND, "test")).version
    await page.reload()
    made = page.locator(f"[data-test=model-{version}]")
    await expect(made).to_have_attribute("data-state", "candidate")
    async with world.house.db.transaction(BRAND) as tx:
        corrected = len(await readings.corrections(tx, 1_000))  # the other walks correct, too
    assert corrected >= 1
    await expect(made).to_contain_text(f"{corrected} of your own")
    await page.locator(f"[data-test=activate-{version}]").click()
    await expect(made).to_have_attribute("data-state", "active")
    await picture(page, "trained", whole=True)
    await page.locator("[data-test=activate-0]").click()
    await expect(page.locator("[data-test=model-0]")).to_have_attribute("data-state", "active")
    await expect(made).to_have_attribute("data-state", "retired")


async def test_what_is_searched_in_vain_becomes_a_draft(enter: Enter, world: World) -> None:
    words = "auto invest every monday"
    searches = Searches(world.house.db)
    for reader in range(3):
        await searches.note(BRAND, Searched(words, "en", "asked", f"reader {reader}"))
    await world.house.triage.gather(BRAND)
    page = await enter(await world.agent(role="editor"))
    await page.goto(f"{world.base_url}/console/triage")
    proposal = page.locator("[data-test=proposal-search]", has_text=words)
    await expect(proposal).to_contain_text("Searched 3 times without finding it")
    await picture(page, "proposal")
    await proposal.locator("[data-test=proposal-draft]").click()
    await page.wait_for_url("**/console/knowledge/*")
    await expect(page.locator("[data-test=questions] input, [data-test=questions] textarea")).to_have_value(
        words
    )
    await picture(page, "draft")


async def test_a_customer_is_asked_once_for_what_is_missing(browser: Browser, world: World) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    key = await world.integration()
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.locator("[data-test=launcher]").click()
    await page.locator("textarea[data-test=composer], [data-test=composer] textarea").fill(
        "My USDT deposit has not arrived"
    )
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    rows = (await key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
    [number] = [row["number"] for row in rows if row["preview"] == "My USDT deposit has not arrived"]
    await read(world, number)
    card = page.locator("[data-test=intake]")
    await expect(card.locator("li")).to_have_count(4)
    await picture(page, "intake")
    await page.locator("[data-test=intake-fill]").click()
    await expect(card).to_be_hidden()
    composer = page.locator("textarea[data-test=composer], [data-test=composer] textarea")
    await expect(composer).to_have_value(re.compile("Which network"))
    await context.close()
    assert wrong == []


async def test_two_conversations_of_one_person_are_joined_and_parted(enter: Enter, world: World) -> None:
    two = await Two(world).meet()
    page = await enter(two.agent)
    await page.goto(f"{world.base_url}/console/mine/{two.second}")
    alike = page.locator("[data-test=alike]")
    await expect(alike).to_contain_text(f"Same customer, still open: {two.first}")
    await picture(page, "alike")
    await alike.locator("[data-test=join]").click()
    await expect(page.locator("[data-test=joined-to]")).to_contain_text(f"This goes on in {two.first}")
    await expect(page.locator("[data-test=event]").last).to_contain_text(two.first)
    await expect(page.get_by_text(f"您在会话 {two.first} 中也向我们反映了此事")).to_be_visible()
    await picture(page, "joined")
    await page.locator("[data-test=event] button").last.click()
    await expect(alike).to_contain_text(f"Joined to this: {two.second}")
    await expect(page.get_by_text("is about the same matter")).to_be_visible()
    await picture(page, "gathered")
    await alike.locator("[data-test=part]").click()
    await expect(alike).to_contain_text(f"Same customer, still open: {two.second}")
    await expect(alike.locator("[data-test=join]")).to_have_text("Join it to this one")
    assert (await two.key.row(two.second))["status"] == "open"


async def test_the_chat_of_a_customer_moves_to_where_it_goes_on(browser: Browser, world: World) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN")
    page = await context.new_page()
    wrong = complaints(page)
    two = await Two(world).meet(tied=False)
    await page.goto(f"{world.base_url}/demo/bitget")
    await page.locator("[data-test=launcher]").click()
    await page.locator("textarea[data-test=composer], [data-test=composer] textarea").fill(
        "充值没到账，请帮忙看看"
    )
    await page.locator("[data-test=send]").click()
    await expect(page.locator("[data-test=state]").last).to_have_attribute("data-state", "sent")
    rows = (await two.key.get("/api/v1/conversations", params={"view": "all"})).json()["items"]
    [number] = [row["number"] for row in rows if row["preview"] == "充值没到账，请帮忙看看"]
    await two.agent.act(number, "assignee", assignee=two.agent.id)
    tie = (await propose(two.agent, number, two.second)).json()
    await decide(await world.agent("supervisor"), tie["id"], "accepted")
    answer = await two.join(two.second, number)
    assert answer.status_code == 201, answer.text
    await expect(
        page.locator("[data-test=message-theirs]", has_text=f"您的会话 {two.second} 与本会话是同一件事")
    ).to_be_visible()
    await picture(page, "told")
    await context.close()
    assert wrong == []
