"""What all tests share: one embedded PostgreSQL, a fresh database for who asks."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests import world as worlds
from tests.cluster import Database, TestCluster, running
from trustdesk.kit.settings import Settings


@pytest.fixture(scope="session")
def cluster() -> Iterator[TestCluster]:
    """The session's embedded PostgreSQL."""
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def module_database(cluster: TestCluster) -> Iterator[Database]:
    """A migrated database for one file of tests."""
    with cluster.database() as made:
        yield made


@pytest.fixture
def database(cluster: TestCluster) -> Iterator[Database]:
    """A migrated database for one test."""
    with cluster.database() as made:
        yield made


@pytest.fixture
def settings(cluster: TestCluster, database: Database) -> Settings:
    """Settings of a node on a database of this one test."""
    return cluster.settings(database)


@pytest.fixture(scope="module")
def module_settings(cluster: TestCluster, module_database: Database) -> Settings:
    """Settings of a node on the database of one file of tests."""
    return cluster.settings(module_database)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(cluster: TestCluster, module_database: Database) -> AsyncIterator[worlds.World]:
    """A running desk for one file of tests."""
    async with worlds.running(cluster, module_database) as started:
        yield started
