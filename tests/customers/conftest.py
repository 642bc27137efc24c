"""A desk whose brands have exchanges that sign."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.customers.exchange import Exchange, brands_with


@pytest.fixture(scope="session")
def exchange() -> Exchange:
    return Exchange("bitget")


@pytest.fixture(scope="session")
def other_exchange() -> Exchange:
    return Exchange("bybit")


@pytest.fixture(scope="session")
def brands_dir(
    tmp_path_factory: pytest.TempPathFactory, exchange: Exchange, other_exchange: Exchange
) -> Path:
    return brands_with(tmp_path_factory.mktemp("exchanges") / "brands", [exchange, other_exchange])


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(
    cluster: TestCluster, module_database: Database, brands_dir: Path
) -> AsyncIterator[worlds.World]:
    async with worlds.running(cluster, module_database, TRUSTDESK_BRANDS_DIR=str(brands_dir)) as started:
        yield started
