"""A desk whose Telegram line is set up against the Bot API on this machine."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.channels.telegram.chat import Chat, set_up
from tests.channels.telegram.twin import BotApi
from tests.world import World
from trustdesk.channels.telegram.jobs import Messenger
from trustdesk.channels.telegram.jobs.pace import Pace
from trustdesk.kit.egress import ENVIRON


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Allow calls to this machine, before the desk of this file is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """Telegram."""
    with BotApi() as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def chat(world: World, api: BotApi) -> AsyncIterator[Chat]:
    """The brand's bot, ready."""
    await set_up(world, api)
    [messenger] = [one for one in world.house.carriers if isinstance(one, Messenger)]
    messenger.pace = Pace(0, 0)
    yield Chat(world, api)
