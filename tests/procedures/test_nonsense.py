"""An exchange that answers 200 with nonsense: a clear word to the agent, nothing lost, nothing concluded."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests import world as worlds
from tests.cluster import Database, TestCluster
from tests.procedures.story import Story, txid
from tests.world import World

SLUG = "deposit_not_credited"
ANSWERS = (
    b'{"credited": "everything", "amount": 1e309}',
    b"<html>welcome</html>",
    b"[" * 5_000,
    b"",
)


async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> None:
    """Answer whatever is asked the same way."""
    while (await reader.readuntil(b"\r\n\r\n")) != b"":
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()
        return


@pytest_asyncio.fixture(loop_scope="session", params=range(len(ANSWERS)))
async def world(
    request: pytest.FixtureRequest, cluster: TestCluster, database: Database
) -> AsyncIterator[World]:
    body = ANSWERS[request.param]
    server = await asyncio.start_server(lambda reader, writer: babble(reader, writer, body), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    more = {"TRUSTDESK_DEMO": "true", "TRUSTDESK_SANDBOX_URL": f"http://127.0.0.1:{port}"}
    async with server, worlds.running(cluster, database, **more) as started:
        yield started


async def test_it_is_named_and_looked_at_again(world: World) -> None:
    id = txid("ethereum", "20260101", "250.000000")
    story = await Story.told(world, "20260101", f"my deposit has not arrived, TxID {id}")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "records_nonsense"
    assert "cannot be true" in str(found["diagnosis"])
    assert found["ended_at"] is None
    assert found["owner"] != "nobody"
    assert found["due_at"] is not None
    assert found["offered"] == []
    said = await story.agent.entries(story.number)
    assert [one["text"] for one in said if one["author"]["kind"] == "customer"] == [
        f"my deposit has not arrived, TxID {id}"
    ]
