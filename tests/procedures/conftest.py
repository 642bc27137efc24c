"""A desk with the sandbox exchange behind it, for procedures."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.cluster import Database, TestCluster
from tests.exchange.sandbox import desk_with_sandbox
from tests.world import World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[World]:
    async with desk_with_sandbox(cluster, module_database) as started:
        yield started
