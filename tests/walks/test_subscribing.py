"""Announcements, asked for and received: by mail without a script, in a browser by its service worker."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, CDPSession, Locator, Page, expect

from tests.channels.email.conftest import boxes, desk_port, mta, post
from tests.channels.email.letters import Post, somebody, words
from tests.subscriptions.people import LINK, announce, browse, known, questions, send
from tests.subscriptions.twin import Browser as Device
from tests.subscriptions.twin import Relay
from tests.walks.browser import complaints
from tests.walks.test_form import device
from tests.walks.test_oversight import console
from tests.world import BRAND, World

__all__ = ["boxes", "desk_port", "mta", "post"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# What a browser's push service does far away is done here by one on this machine: it gives the browser its place.
PLACED = """(given) => {
  const { endpoint, p256dh, auth } = given;
  const one = {
    endpoint, options: {}, toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => { sessionStorage.removeItem('placed'); return true; },
  };
  PushManager.prototype.subscribe = async () => { sessionStorage.setItem('placed', '1'); return one; };
  PushManager.prototype.getSubscription = async () => sessionStorage.getItem('placed') && one;
}"""


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    """The push service."""
    with Relay() as started:
        yield started


class Workers:
    """The service workers a page sees."""

    def __init__(self, session: CDPSession) -> None:
        self.session = session
        self.seen: list[dict[str, Any]] = []

    @classmethod
    async def of(cls, page: Page) -> "Workers":
        """Look at them from now on."""
        made = cls(await page.context.new_cdp_session(page))
        made.session.on("ServiceWorker.workerRegistrationUpdated", made._saw)
        await made.session.send("ServiceWorker.enable")
        return made

    def at(self, scope: str) -> str:
        """The id of the one registration of a scope."""
        [registration] = {told["registrationId"] for told in self.seen if told["scopeURL"] == scope}
        return str(registration)

    def _saw(self, told: dict[str, Any]) -> None:
        self.seen += told["registrations"]


@asynccontextmanager
async def allowed(
    browser: Browser, post: Post, *, locale: str = "en-GB"
) -> AsyncIterator[tuple[Page, "Workers"]]:
    """A device whose owner lets us show notices, and its view of service workers."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, locale=locale, permissions=["notifications"]
    )
    page = await context.new_page()
    wrong = complaints(page)
    yield page, await Workers.of(page)
    await context.close()
    assert wrong == []


async def clean(page: Page) -> None:
    """Nothing a screen reader or a tired eye would stumble over."""
    await page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = await page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []


async def test_by_mail_without_a_script(browser: Browser, post: Post) -> None:
    base, address = post.world.base_url, somebody("reader")
    async with device(browser, scripts=False) as page:
        await page.goto(f"{base}/help/{BRAND}/en")
        await page.locator("[data-test=get-announcements]").click()
        await page.locator("[data-test=address]").fill(address)
        await page.locator("[data-test=ask]").click()
        await expect(page.locator("[data-test=asked]")).to_be_visible()
        await questions(post.world)
        [mail] = await post.inbox(address)
        await page.goto(LINK.findall(words(mail))[0])
        await page.locator("[data-test=confirm]").click()
        await expect(page.locator("[data-test=said]")).to_have_text(
            "Saved. This is what you hear of from now on."
        )
        await announce(await post.world.agent("editor"), kind="risk")
        await send(post.world)
        [_, told] = await post.inbox(address, 2)
        await page.goto(str(told["List-Unsubscribe"]).strip("<>"))
        await page.locator("input[value=promotion]").check()
        await page.locator("[data-test=change]").click()
        await expect(page.locator("input[value=promotion]")).to_be_checked()
        before = len(await known(post.world))
        await page.locator("[data-test=leave]").click()
        await expect(page.locator("[data-test=left]")).to_be_visible()
    assert len(await known(post.world)) == before - 1


@pytest.mark.parametrize("tongue", ["en", "zh-CN"])
async def test_nobody_stumbles_on_the_pages(browser: Browser, post: Post, tongue: str) -> None:
    async with allowed(browser, post) as (page, _):
        await page.goto(f"{post.world.base_url}/announcements/{BRAND}/{tongue}/subscribe")
        await expect(page.locator("[data-test=push-state]")).to_have_attribute("data-state", "off")
        await clean(page)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390


async def delivered(world: World, page: Page, workers: Workers, said: dict[str, Any], times: int) -> Any:
    """Hand a push to the service worker as the browser's push service does; the notices on the screen."""
    registration = workers.at(f"{world.base_url}/announcements/{BRAND}/")
    given = {"origin": world.base_url, "registrationId": registration, "data": json.dumps(said)}
    for _ in range(times):
        await workers.session.send("ServiceWorker.deliverPushMessage", given)
    shown = await page.wait_for_function(
        """async () => {
            const found = await (await navigator.serviceWorker.ready).getNotifications();
            return found.length && found.map(({ title, body, lang, tag, requireInteraction, data }) =>
                ({ title, body, lang, tag, requireInteraction, url: data.url }));
        }"""
    )
    return await shown.json_value()


async def test_in_a_browser_from_the_button_to_the_notice(browser: Browser, post: Post, relay: Relay) -> None:
    world, own = post.world, Device(relay)
    before = set(await known(world))
    async with allowed(browser, post) as (page, workers):
        await page.add_init_script(f"({PLACED})({json.dumps(own.json)})")
        await page.goto(f"{world.base_url}/announcements/{BRAND}/en")
        await page.locator("a.button").click()
        state = page.locator("[data-test=push-state]")
        await page.locator("[data-test=push-begin]").click()
        await expect(state).to_have_attribute("data-state", "on")
        assert len(set(await known(world)) - before) == 1
        async with page.expect_response("**/browsers") as changed:
            await page.locator("input[value=promotion]").check()
        answered = await changed.value
        wish = json.loads(answered.request.post_data or "{}")
        assert (answered.status, wish["kinds"][-1]) == (200, "promotion")
        one = await announce(await world.agent("editor"), kind="risk")
        await send(world)
        [pushed] = relay.taken[own.name]
        assert await delivered(world, page, workers, pushed.said, 2) == [
            {
                "title": "Risk notice: Wallet maintenance on Friday",
                "body": "Deposits pause from 02:00 UTC.",
                "lang": "en",
                "tag": pushed.lines["topic"],
                "requireInteraction": True,
                "url": f"{world.base_url}/announcements/{BRAND}/en/{one['id']}",
            }
        ]
        await page.reload()
        await expect(state).to_have_attribute("data-state", "on")
        await page.locator("[data-test=push-end]").click()
        await expect(state).to_have_attribute("data-state", "off")
    assert set(await known(world)) == before


async def test_a_browser_that_cannot_says_so_and_nothing_is_kept(browser: Browser, post: Post) -> None:
    """A private window is refused by the browser's own push service."""
    before = await known(post.world)
    async with allowed(browser, post, locale="zh-CN") as (page, _):
        await page.goto(f"{post.world.base_url}/announcements/{BRAND}/zh-CN/subscribe")
        state = page.locator("[data-test=push-state]")
        for box in await page.locator("input[name=kind]").all():
            await box.uncheck()
        await page.locator("[data-test=push-begin]").click()
        await expect(state).to_have_attribute("data-state", "kinds")
        await page.locator("input[value=risk]").check()
        await page.locator("[data-test=push-begin]").click()
        await expect(state).to_have_attribute("data-state", "failed")
        await expect(state).to_have_text("操作未成功。请稍后再试，或选择邮件接收。")
    assert await known(post.world) == before


async def written(page: Page) -> Locator:
    """Write and publish an announcement in the console; its row."""
    await page.locator("[data-test=new-announcement]").click()
    await page.locator("[data-test=announcement-kind]").select_option("rules")
    await expect(page.locator("[data-test=goes-to]")).to_contain_text("browsers 2")
    await page.locator("[data-test=announcement-title-en]").fill("New withdrawal rules")
    await page.locator("[data-test=announcement-text-en]").fill("From Monday on.")
    await page.locator("[data-test=announcement-publish]").click()
    return page.locator("[data-test=announcement-row]").filter(has_text="New withdrawal rules")


async def test_an_editor_sees_where_it_goes_how_far_it_is_and_sends_again(
    browser: Browser, post: Post, relay: Relay
) -> None:
    world, odd, fine = post.world, Device(relay), Device(relay)
    for one in (odd, fine):
        await browse(world, one, kinds=["rules"])
    relay.trouble[odd.name].append((400, ""))
    async with console(browser, world, await world.agent("editor"), "announcements") as page:
        row = await written(page)
        await row.locator("[data-test=open-circulars]").click()
        await expect(page.locator("[data-test=no-circulars]")).to_be_visible()
        await send(world)
        circular = page.locator("[data-test=circular]")
        await expect(circular).to_have_attribute("data-state", "done")
        await expect(circular.locator("[data-test=way-push] [data-test=sent]")).to_have_text("1 of 2 sent")
        await expect(page.locator("[data-test=faults]")).to_contain_text("the push service answered 400")
        await clean(page)
        await page.locator("[data-test=send-again]").press("Enter")
        await expect(circular).to_have_attribute("data-state", "going")
        await send(world)
        await expect(circular.locator("[data-test=sent]")).to_have_text("2 of 2 sent")
        await page.keyboard.press("Escape")
        await row.locator("[data-test=edit-announcement]").click()
        await page.locator("[data-test=announcement-title-en]").fill("New withdrawal rules, corrected")
        await page.locator("[data-test=announcement-tell]").check()
        await page.locator("[data-test=announcement-publish]").click()
        await expect(page.locator("[data-test=announcement-editor]")).to_have_count(0)
        await send(world)
        await row.locator("[data-test=open-circulars]").click()
        await expect(circular).to_have_count(2)
    told = [one.said["title"] for one in relay.taken[fine.name]]
    assert told == ["New withdrawal rules", "Updated: New withdrawal rules, corrected"]
