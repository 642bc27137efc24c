"""Passkeys in a real browser: signing in, confirming, completing a sign-in, and the kill switch."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, CDPSession, Page, expect
from pyotp.totp import TOTP

from tests.staff.signing import age, device, enrol
from tests.walks.browser import complaints
from tests.world import Person, World

pytestmark = pytest.mark.browser


async def authenticator(page: Page) -> CDPSession:
    """Give the page a security key that verifies its holder; as the browser itself makes one."""
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: World) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong = complaints(page)
    await authenticator(page)
    # Browsers make passkeys for names only.
    await page.goto(f"{world.base_url.replace('127.0.0.1', 'localhost')}/console/")
    yield page
    await context.close()
    assert wrong == []


def code(agent: Person, steps: int = 0) -> str:
    return TOTP(agent.known["secret"]).at(int(time.time()) + 30 * steps)


async def sign_in(page: Page, agent: Person) -> None:
    await page.locator("[data-test=email]").fill(agent.known["email"])
    await page.locator("[data-test=password]").fill("a good password")
    await page.locator("[data-test=code]").fill(code(agent))
    await page.locator("[data-test=sign-in]").click()


async def add_passkey(page: Page, name: str) -> None:
    await page.locator("[data-test=new-passkey]").click()
    await page.locator("[data-test=passkey-name]").fill(name)
    await page.locator("[data-test=passkey-save]").click()


async def devices(page: Page) -> None:
    await page.locator("[data-test=account]").click()
    await page.locator("[data-test=page-sessions]").click()


async def test_an_agent_adds_a_passkey_after_confirming_and_signs_in_with_it_alone(
    page: Page, world: World
) -> None:
    agent = await world.agent()
    await sign_in(page, agent)
    await devices(page)
    await age(agent, timedelta(minutes=11))
    await add_passkey(page, "Work laptop")
    step_up = page.locator("[data-test=step-up]")
    await expect(step_up).to_be_visible()
    await page.locator("[data-test=step-up-code]").fill("000000")
    await page.locator("[data-test=step-up-do]").click()
    await expect(page.locator("[data-test=step-up-error]")).to_be_visible()
    await page.locator("[data-test=step-up-code]").fill(code(agent, 1))
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-test=passkey]")).to_contain_text("Work laptop")
    await expect(step_up).to_have_count(0)
    await page.locator("[data-test=account]").click()
    await page.locator("[data-test=sign-out]").click()
    await page.locator("[data-test=sign-in-passkey]").click()
    await expect(page.locator("[data-test=sessions]")).to_contain_text("Passkey")
    kept = (await agent.get("/api/v1/passkeys")).json()["items"]
    assert [(one["name"], one["used_at"] is not None) for one in kept] == [("Work laptop", True)]
    await age(agent, timedelta(minutes=11))
    await page.locator("[data-test=remove-passkey]").click()
    await page.locator("[data-test=confirm-yes]").click()
    await page.locator("[data-test=step-up-passkey]").click()
    await expect(page.locator("[data-test=passkey]")).to_have_count(0)


async def test_a_supervisor_completes_the_sign_in_and_stops_an_agent(page: Page, world: World) -> None:
    leader, agent = await world.agent("supervisor"), await world.agent(name="Ana Filming")
    await sign_in(page, leader)
    await expect(page.locator("[data-test=complete]")).to_contain_text("Supervisors sign in by passkey")
    await expect(page.locator("[data-test=view-mine]")).to_have_count(0)
    await page.locator("[data-test=complete-do]").click()
    await page.locator("[data-test=page-staff]").click()
    row = page.locator(f"[data-test=standing-{agent.id}]")
    await expect(row).to_contain_text("Ana Filming")
    await row.locator("[data-test=suspend]").click()
    await page.locator("[data-test=reason]").fill("filmed the screen")
    async with agent.live() as live:
        await page.locator("[data-test=decide]").click()
        assert await live.closed() == 4401
    await expect(row.locator("[data-test=state]")).to_have_text("Suspended")
    await expect(row).to_contain_text("filmed the screen")
    await age(leader, timedelta(minutes=11))
    await row.locator("[data-test=lift]").click()
    await page.locator("[data-test=reason]").fill("it was somebody else")
    await page.locator("[data-test=decide]").click()
    await page.locator("[data-test=step-up-passkey]").click()
    await expect(row.locator("[data-test=state]")).to_have_text("Active")


async def test_a_code_alone_opens_nothing_to_who_has_a_passkey_elsewhere(page: Page, world: World) -> None:
    leader = await world.agent("admin")
    assert (await enrol(leader, device(world))).status_code == 201
    await sign_in(page, leader)
    await expect(page.locator("[data-test=complete-do]")).to_have_text("Use my passkey")
    await page.locator("[data-test=complete-do]").click()
    await expect(page.get_by_role("alert")).to_contain_text("Your passkey was not used", timeout=15_000)
    await expect(page.locator("[data-test=page-staff]")).to_have_count(0)


async def test_breakglass_access_is_loudly_shown_and_auditors_see_no_inbox(page: Page, world: World) -> None:
    glass, auditor = await world.agent("breakglass"), await world.agent("compliance")
    await sign_in(page, glass)
    await expect(page.locator("[data-test=breakglass]")).to_contain_text("Break-glass access until")
    await page.locator("[data-test=account]").click()
    await page.locator("[data-test=sign-out]").click()
    await sign_in(page, auditor)
    await page.locator("[data-test=complete-do]").click()
    await expect(page.locator("[data-test=standings]")).to_be_visible()
    await expect(page.locator("[data-test=breakglass-open]")).to_contain_text("has break-glass access until")
    await expect(page.locator("[data-test=view-mine]")).to_have_count(0)
    await expect(page.locator("[data-test=suspend]")).to_have_count(0)
