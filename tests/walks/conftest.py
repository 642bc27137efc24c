"""One browser for all walks."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.walks.browser import chromium

# A build machine may be busy: what is awaited fails late, what is there is seen at once.
expect.set_options(timeout=15_000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The session's Chromium."""
    async with chromium() as started:
        yield started
