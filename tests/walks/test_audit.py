"""Compliance reads the audit: who did what to what and why, how far it is sealed, a checkpoint to keep."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.walks.test_oversight import console
from tests.world import World

pytestmark = pytest.mark.browser


async def test_a_take_over_by_a_reason_is_found_in_the_audit_and_sealed(
    browser: Browser, world: World
) -> None:
    auditor, boss = await world.agent("compliance"), await world.agent("supervisor", name="Bo Lindqvist")
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key, "mine")
    await agent.act(number, "assignee", assignee="me")
    await boss.look_into(number)
    async with console(browser, world, boss, f"all/{number}") as taking:
        await taking.locator("[data-test=take]").click()
        yes = taking.locator("[data-test=take-over-yes]")
        await expect(yes).to_be_disabled()
        await taking.locator("[data-test=take-over-why]").fill("Their shift has ended")
        await yes.click()
        await expect(taking.locator("[data-test=holder]")).to_contain_text(boss.known["name"])
    assert (await key.row(number))["assignee"]["id"] == boss.id
    await world.house.sealer.settle("bitget")
    async with console(browser, world, auditor, "audit") as reading:
        rows = reading.locator("[data-test=audit] > li")
        await expect(rows.first).to_be_visible()
        await reading.locator("[data-test=audit-by]").select_option(label="Bo Lindqvist")
        await reading.locator("[data-test=audit-action]").select_option("conversation")
        await reading.locator("[data-test=audit-about]").fill(number)
        await reading.locator("[data-test=audit-find]").click()
        found = reading.locator("[data-test='audit-conversation.assign']")
        await expect(found).to_have_count(1)
        await expect(found).to_contain_text("Bo Lindqvist (Supervisor) assigned a conversation")
        await expect(found).to_contain_text("Reason: Their shift has ended")
        await expect(found).to_have_attribute("data-sealed", "true")
        await expect(reading.locator("[data-test=audit-proof]")).to_contain_text(
            re.compile(r"\d+ records are sealed")
        )
        async with reading.expect_download() as download:
            await reading.locator("[data-test=checkpoint]").click()
        kept = (await (await download.value).path()).read_text("utf-8")
        assert kept == (await world.stranger.get("/api/v1/evidence/bitget/checkpoint")).text
        await reading.locator("[data-test=audit-about]").fill("BG-222-2222")
        await reading.locator("[data-test=audit-find]").click()
        await expect(reading.get_by_text("Nothing matches")).to_be_visible()
