"""Files that are two things at once: refused, made anew or only ever saved; opened, nothing of them runs."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Error

from tests.files.test_uploads import upload
from tests.incidents.hook import counted
from tests.incidents.polyglots import FILES, PAGE, har
from tests.world import World

pytestmark = pytest.mark.browser
OWN = {"made anew", "kept to be saved"}


async def paths(world: World) -> set[str]:
    soon = datetime.now(UTC) + timedelta(minutes=1)
    return {path async for page in world.house.blobs.pages("", soon) for path in page}


async def test_polyglots_opened_in_a_browser_run_nothing_svg_gif_pdf_zip(
    browser: Browser, world: World
) -> None:
    visitor = await world.visitor()
    links: dict[str, str] = {}
    for what, (name, body, fate) in FILES.items():
        answer = await upload(visitor, body, name, "/api/v1/widget/files")
        if fate in OWN:
            assert answer.status_code == 201, (what, answer.text)
            links[what] = answer.json()["url"]
        else:
            assert (what, answer.json()["code"]) == (what, fate)
    assert len(FILES) >= 30
    async with counted(browser) as (page, hits):
        for what, url in links.items():
            served = await world.stranger.get(url)
            assert urlsplit(url).netloc != urlsplit(world.base_url).netloc
            assert served.headers["content-security-policy"].startswith("sandbox; default-src 'none'"), what
            assert served.headers["x-content-type-options"] == "nosniff"
            if FILES[what][2] == "made anew":
                assert b"hit(" not in served.content, what
                await page.goto(url)
                assert await page.evaluate("document.images.length") == 1, what
            else:
                assert served.headers["content-disposition"].startswith("attachment; "), what
                with pytest.raises(Error, match="Download is starting"):
                    await page.goto(url)
        assert hits == []


async def test_the_same_page_served_as_one_runs(browser: Browser) -> None:
    async with counted(browser) as (page, hits):
        await page.route(
            "https://careless.example/", lambda route: route.fulfill(body=PAGE, content_type="text/html")
        )
        await page.goto("https://careless.example/")
        while set(hits) != {"1", "2"}:
            await page.evaluate("new Promise(done => setTimeout(done, 20))")


async def test_okta_har_recordings_with_live_sessions_are_refused_and_leave_no_trace(world: World) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    async with world.house.db.transaction("bitget") as tx:
        before = await tx.value("select count(*) from files")
    stored = await paths(world)
    for who, path in ((agent, "/api/v1/files"), (visitor, "/api/v1/widget/files")):
        for name in ("session.har", "session.json", "session.png", "session.pdf"):
            refused = await upload(who, har(), name, path)
            assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_type")
    async with world.house.db.transaction("bitget") as tx:
        assert await tx.value("select count(*) from files") == before
    assert await paths(world) == stored
