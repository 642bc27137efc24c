"""What tests of mail share: a desk that takes mail, a Postfix in front of it, the customers' mailboxes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests import world as worlds
from tests.channels.email.letters import DKIM_KEY, Post
from tests.channels.email.servers import Boxes, Server, dovecot, postfix
from tests.cluster import Database, TestCluster
from tests.ports import free_pair
from trustdesk.kit.egress import ENVIRON


@pytest.fixture(scope="session")
def boxes() -> Iterator[Boxes]:
    """The customers' mailboxes."""
    with dovecot() as running:
        yield running


@pytest.fixture(scope="session")
def desk_port() -> int:
    """Where the desk takes mail."""
    return free_pair()


@pytest.fixture(scope="session")
def mta(boxes: Boxes, desk_port: int) -> Iterator[Server]:
    """The mail server between them."""
    with postfix(desk_port, boxes.lmtp_port) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def post(
    cluster: TestCluster, module_database: Database, boxes: Boxes, mta: Server, desk_port: int
) -> AsyncIterator[Post]:
    """A running desk with its mail line set up and its listener at work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        async with worlds.running(cluster, module_database, TRUSTDESK_MAIL_PORT=str(desk_port)) as world:
            made = Post(world, mta, boxes)
            await made.set_up(dkim_key=DKIM_KEY)
            listening = asyncio.create_task(world.house.mail.listener.run())
            yield made
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
