"""What tests of subscriptions share: a push service on this machine that may be called."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.subscriptions.twin import Relay
from tests.world import BRAND, World
from trustdesk.kit.egress import ENVIRON
from trustdesk.kit.limits import HOUSE


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Allow calls to this machine, before the desk of this file is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    """The push relay."""
    with Relay() as started:
        yield started


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def nobody(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Begin with nobody subscribed and nothing counted; only where there is a desk."""
    if "world" in request.fixturenames:
        world: World = request.getfixturevalue("world")
        async with world.house.db.transaction(BRAND) as tx:
            await tx.do("delete from subscribers where tenant = $1", BRAND)
        async with world.house.db.transaction(HOUSE) as tx:
            await tx.do("delete from limits where tenant = $1", HOUSE)
    yield
