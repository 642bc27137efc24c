"""Single sign-on in a real browser, at a provider of our own; and the directory that ends it within a second."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, WebSocket, expect

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.staff.provider import CLIENT, SECRET, Provider, serving
from tests.walks.browser import complaints
from tests.world import BRAND, World
from trustdesk.kit.settings import BUNDLED_BRANDS

pytestmark = pytest.mark.browser
STOP = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [{"op": "replace", "path": "active", "value": False}],
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with serving() as started:
        yield started


@pytest.fixture(scope="module")
def brands(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample brands; one signs in at the provider."""
    folder = tmp_path_factory.mktemp("brands") / "brands"
    shutil.copytree(BUNDLED_BRANDS, folder)
    with (folder / f"{BRAND}.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[sso]\nissuer = "{provider.url}"\nclient_id = "{CLIENT}"\n'
            'client_secret_env = "SSO_SECRET_OF_TESTS"\nmode = "optional"\n'
        )
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database, brands: Path) -> AsyncIterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUSTDESK_EGRESS_ALLOW", "127.0.0.0/8")
        patch.setenv("SSO_SECRET_OF_TESTS", SECRET)
        async with worlds.running(cluster, module_database, TRUSTDESK_BRANDS_DIR=str(brands)) as started:
            yield started


async def test_an_agent_comes_in_through_the_provider_and_is_out_when_the_directory_says_so(
    browser: Browser, world: World, provider: Provider
) -> None:
    agent, directory = await world.agent(), await world.integration("scim")
    provider.people["mei"] = {"email": agent.known["email"], "email_verified": True}
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    wrong, frames, closed = complaints(page), list[WebSocket](), list[WebSocket]()

    def opened(socket: WebSocket) -> None:
        frames.append(socket)
        socket.on("close", lambda gone: closed.append(gone))  # noqa: PLW0108 - the driver takes no method

    page.on("websocket", opened)
    await page.goto(f"{world.base_url}/console/")
    await page.locator(f"[data-test=sso-{BRAND}]").click()
    await page.locator("#mei").click()
    await page.wait_for_url(f"{world.base_url}/console/**")
    await expect(page.locator("[data-test=presence]").first).to_be_visible()
    while not frames:
        await page.wait_for_timeout(50)
    stopped = await directory.patch(f"/scim/v2/Users/{agent.id}", json=STOP)
    assert stopped.status_code == 200
    while not closed:
        await page.wait_for_timeout(10)
    await expect(page.locator(f"[data-test=sso-{BRAND}]")).to_be_visible()
    # And the provider's own session brings nobody back.
    await page.locator(f"[data-test=sso-{BRAND}]").click()
    await page.locator("#mei").click()
    await expect(page.locator("[data-test=sign-in-error]")).to_be_visible()
    await context.close()
    assert wrong == []
