"""Insiders: a value revealed and gone, a conversation read by a reason, forty customers, a canary, a watermark."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from tests.walks import watermark
from tests.walks.browser import complaints
from tests.world import Person, World, fresh

pytestmark = pytest.mark.browser

ADDRESS = "wang.wei@mail.example"


@asynccontextmanager
async def console(
    browser: Browser, world: World, agent: Person, path: str = "mine", scheme: str = "light"
) -> AsyncIterator[Page]:
    """The console of somebody who is signed in."""
    context = await browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="en-GB",
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    await context.add_cookies(
        [{"name": world.house.admission.cookie, "value": agent.token, "url": world.base_url}]
    )
    page = await context.new_page()
    wrong = complaints(page)
    await page.goto(f"{world.base_url}/console/{path}")
    yield page
    await context.close()
    assert wrong == []


async def test_a_value_is_revealed_by_a_reason_and_gone_after_a_minute(
    browser: Browser, world: World
) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "Where is my deposit?", customer={"external_id": ADDRESS})
    await agent.act(number, "assignee", assignee="me")
    async with console(browser, world, agent) as page:
        await page.clock.install()
        await page.goto(f"{world.base_url}/console/mine/{number}")
        facts = page.locator("[data-test=facts]")
        await expect(facts.locator("[data-test=masked]")).to_have_text("wa•••le")
        await facts.locator("[data-test=reveal]").click()
        await page.locator("[data-test=reason-code]").select_option("verify_customer")
        await page.locator("[data-test=reason-send]").click()
        await expect(facts.locator("[data-test=revealed]")).to_have_text(ADDRESS)
        await expect(facts.locator("[data-test=reveal-left]")).to_be_visible()
        await page.clock.fast_forward(61_000)
        await expect(facts.locator("[data-test=masked]")).to_have_text("wa•••le")
        assert ADDRESS not in await page.content()


async def test_a_colleagues_conversation_opens_by_a_reason(browser: Browser, world: World) -> None:
    holder, agent, key = await world.agent(), await world.agent(), await world.integration()
    number = await world.letter(key, "only for who needs it")
    await holder.act(number, "assignee", assignee="me")
    async with console(browser, world, agent, f"mine/{number}") as page:
        await expect(page.locator("[data-test=ask-reason]")).to_contain_text(number)
        assert "only for who needs it" not in await page.content()
        await page.locator("[data-test=reason-code]").select_option("colleague_asked")
        await page.locator("[data-test=reason-send]").click()
        await expect(page.locator("[data-test=message-theirs]")).to_contain_text("only for who needs it")


async def test_forty_customers_in_an_hour_end_in_suspension_and_a_canary_is_told_at_once(
    browser: Browser, world: World
) -> None:
    compliance, agent, curious = await world.agent("compliance"), await world.agent(), await world.agent()
    key, boss = await world.integration(), await world.agent("supervisor")
    planted = await boss.post("/api/v1/canaries", json={"client_id": fresh(), "name": "Elena Marchetti"})
    canary = planted.json()["conversation"]
    numbers = [await world.letter(key, f"case {count}") for count in range(40)]
    async with (
        console(browser, world, compliance, "alerts") as watching,
        console(browser, world, agent) as reading,
        console(browser, world, curious, f"mine/{canary}") as opening,
    ):
        quiet = watching.get_by_text("Nothing so far")
        await expect(
            quiet.or_(watching.locator("[data-test=alerts]"))
        ).to_be_visible()  # others may raise some
        opened = 0
        for number in numbers:
            await reading.evaluate("to => { history.pushState(null, '', to); dispatchEvent(new Event('popstate')); }",
                                   f"/console/unassigned/{number}")  # fmt: skip
            inside = reading.locator("[data-test=number]", has_text=number)
            await expect(inside.or_(reading.locator("[data-test=sign-in]"))).to_be_visible()
            if await reading.locator("[data-test=sign-in]").is_visible():
                break
            opened += 1
        assert opened <= 30
        await expect(reading.locator("[data-test=sign-in]")).to_be_visible()
        told = watching.locator("[data-test=alert-reading_suspended]")
        await expect(told).to_contain_text("customers opened in an hour")
        await opening.locator("[data-test=reason-code]").select_option("returning_customer")
        await opening.locator("[data-test=reason-send]").click()
        await expect(watching.locator("[data-test=alert-canary]")).to_be_visible()
        await expect(opening.locator("[data-test=message-theirs]")).to_be_visible()
        await watching.locator("[data-test=alert-canary] [data-test=see]").click()
        await expect(watching.locator("[data-test=alert-canary]")).to_contain_text("Seen by")


async def test_two_people_let_an_export_through_and_compliance_sees_who_reads(
    browser: Browser, world: World
) -> None:
    agent, compliance, key = await world.agent(), await world.agent("compliance"), await world.integration()
    number = await world.letter(key, "take me along")
    await agent.act(number, "assignee", assignee="me")
    await agent.row(number)
    async with (
        console(browser, world, agent, "approvals") as asking,
        console(browser, world, compliance, "figures") as deciding,
    ):
        await expect(deciding.locator(f"[data-test=figures-{agent.id}]")).to_contain_text("as usual")
        await asking.locator("[data-test=approval-number]").fill(number)
        await asking.locator("[data-test=approval-reason]").fill("the customer asked for a copy")
        await asking.locator("[data-test=ask]").click()
        await expect(asking.locator("[data-test=approval-state]")).to_have_text("open")
        await deciding.locator("[data-test=page-approvals]").click()
        asked = deciding.locator("[data-test=approval]", has_text=number)
        await expect(asked).to_contain_text("the customer asked for a copy")
        await asked.locator("[data-test=approve]").click()
        await expect(asked.locator("[data-test=approval-state]")).to_have_text("approved")
        await asking.reload()
        async with asking.expect_download() as download:
            await asking.locator("[data-test=use]").click()
        assert (await download.value).suggested_filename == f"bitget-{number}.html"


async def test_one_asks_for_break_glass_access_another_decides_a_third_has_it(
    browser: Browser, world: World
) -> None:
    boss, admin, compliance = [await world.agent(one) for one in ("supervisor", "admin", "compliance")]
    agent = await world.agent("senior", name="Nadia Night")
    async with (
        console(browser, world, boss, "approvals") as asking,
        console(browser, world, admin, "approvals") as deciding,
        console(browser, world, compliance, "alerts") as watching,
    ):
        await asking.locator("[data-test=approval-act]").select_option("breakglass.grant")
        await asking.locator("[data-test=approval-agent]").select_option(agent.id)
        await asking.locator("[data-test=approval-hours]").fill("5")
        await asking.locator("[data-test=approval-reason]").fill("alone tonight")
        await asking.locator("[data-test=ask]").click()
        mine = asking.locator("[data-test=approval]", has_text="Nadia Night")
        await expect(mine.locator("[data-test=approval-state]")).to_have_text("open")
        await deciding.reload()
        asked = deciding.locator("[data-test=approval]", has_text="Nadia Night")
        await expect(asked).to_contain_text("for 5 hours")
        await asked.locator("[data-test=approve]").click()
        await expect(asked.locator("[data-test=approval-state]")).to_have_text("approved")
        await asking.reload()
        await mine.locator("[data-test=use]").click()
        await expect(mine.locator("[data-test=approval-state]")).to_have_text("used")
        await expect(watching.locator("[data-test=alert-breakglass]")).to_contain_text("Nadia Night")
        await deciding.locator("[data-test=page-staff]").click()
        await expect(deciding.locator("[data-test=breakglass-open]")).to_contain_text("Nadia Night")


async def test_no_dialog_and_no_menu_lies_above_the_watermark(browser: Browser, world: World) -> None:
    boss, agent, key = await world.agent("supervisor"), await world.agent(), await world.integration()
    number = await world.letter(key, "mine")
    await agent.act(number, "assignee", assignee="me")
    await boss.look_into(number)
    async with console(browser, world, boss, f"all/{number}") as page:
        for opening, opened in (
            ("[data-test=labels]", "[popover=auto]:popover-open"),
            ("[data-test=take]", "[data-test=take-over]"),
        ):
            await page.locator(opening).click()
            box = await page.locator(opened).bounding_box()
            assert box is not None
            clip = {
                "x": box["x"] + 2,
                "y": box["y"] + 2,
                "width": box["width"] - 4,
                "height": box["height"] - 4,
            }
            marked = await page.screenshot(clip=clip, caret="hide")  # type: ignore[arg-type]
            await page.locator("[data-test=watermark]").evaluate("veil => veil.style.opacity = 0")
            bare = await page.screenshot(clip=clip, caret="hide")  # type: ignore[arg-type]
            await page.locator("[data-test=watermark]").evaluate("veil => veil.style.opacity = 1")
            assert watermark.differing(marked, bare) > 100, opened
            await page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_shrunk_and_compressed_screenshot_tells_whose_screen_it_was(
    browser: Browser, world: World, scheme: str
) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "A long story about a deposit that is missing. " * 30)
    await agent.act(number, "assignee", assignee="me")
    async with console(browser, world, agent, f"mine/{number}", scheme) as page:
        await expect(page.locator("[data-test=message-theirs]")).to_be_visible()
        picture = watermark.shrunk(await page.screenshot(), share=0.5, quality=50)
    assert watermark.read(picture, share=0.5) == agent.id[-6:]
