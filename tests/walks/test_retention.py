"""Compliance: a customer is looked up by a number, held, and erased for good by two people."""

import pytest
from playwright.async_api import Browser, expect

from tests.retention.people import SAID, told
from tests.walks.test_oversight import console
from tests.world import BRAND, World, fresh

pytestmark = pytest.mark.browser


async def test_two_people_erase_a_customer_and_the_thread_says_so(browser: Browser, world: World) -> None:
    key = await world.integration()
    asker, decider = await world.agent("compliance"), await world.agent("compliance")
    number = await told(world, key, fresh())
    async with console(browser, world, asker, "retention") as page:
        await expect(page.locator("[data-test=schedule] li")).to_have_count(5)
        await page.locator("[data-test=subject-number]").fill(number)
        await page.locator("[data-test=subject-look]").click()
        await expect(page.locator("[data-test=subject]")).to_contain_text("1 conversations")
        await page.locator("[data-test=subject-reason]").fill("asked for by letter of today")
        await page.locator("[data-test=ask-erase]").click()
        async with console(browser, world, decider, "approvals") as other:
            await other.locator("[data-test=approve]").click()
            await expect(other.locator("[data-test=approval-state]")).to_have_text("approved")
        await page.reload()
        await page.locator("[data-test=subject-number]").fill(number)
        await page.locator("[data-test=subject-look]").click()
        await page.locator("[data-test=erase]").click()
        await page.locator("[data-test=confirm-yes]").click()
        await expect(page.locator("[data-test=erasures] li")).to_have_count(1)
        await expect(page.locator("[data-test=subject]")).to_contain_text("erased already")
        assert SAID not in await page.content()
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select state from erasures") == "done"
    supervisor = await world.agent("supervisor")
    await supervisor.look_into(number, "complaint")
    async with console(browser, world, supervisor, f"closed/{number}") as page:
        shown = page.locator("[data-test=erased]")
        await expect(shown.first).to_have_text("Erased at the customer's request")
        await expect(shown).to_have_count(3)


async def test_a_hold_is_set_and_seen(browser: Browser, world: World) -> None:
    key, asker = await world.integration(), await world.agent("compliance")
    number = await told(world, key, fresh())
    async with console(browser, world, asker, "retention") as page:
        await page.locator("[data-test=subject-number]").fill(number)
        await page.locator("[data-test=subject-look]").click()
        await page.locator("[data-test=subject-reason]").fill("case 7 of 2026")
        await page.locator("[data-test=hold]").click()
        await expect(page.locator("[data-test=holds] li")).to_contain_text(number)
        await expect(page.locator("[data-test=subject]")).to_contain_text("under a legal hold")
        await expect(page.locator("[data-test=ask-erase]")).to_be_disabled()
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from holds where number = $1", number) == 1
