"""Counting what runs in a page that should run nothing of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page


@asynccontextmanager
async def counted(browser: Browser, locale: str = "en-GB") -> AsyncIterator[tuple[Page, list[str]]]:
    """A page in whose every frame ``hit(n)`` is known; what called it, or opened a dialog."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale=locale)
    hits: list[str] = []
    await context.expose_binding("hit", lambda _source, number: hits.append(str(number)))
    page = await context.new_page()

    async def dismissed(dialog: object) -> None:
        hits.append("dialog")
        await dialog.dismiss()  # pyright: ignore[reportAttributeAccessIssue] - a dialog of the browser

    page.on("dialog", dismissed)
    try:
        yield page, hits
    finally:
        await context.close()
