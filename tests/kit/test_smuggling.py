"""Where a request ends: what a proxy could read in another way than we do is refused, and nothing after it is read."""

import asyncio

import pytest

from tests.world import World

HEAD = b"POST /api/v1/official/bitget/check HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
HIDDEN = b"GET /healthz?smuggled HTTP/1.1\r\nHost: desk\r\n\r\n"
AMBIGUOUS = {
    "length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks and length": b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n" + HIDDEN,
    "two lengths": b"Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + HIDDEN,
    "a list of lengths": b"Content-Length: 2, 2\r\n\r\n{}" + HIDDEN,
    "a signed length": b"Content-Length: +2\r\n\r\n{}" + HIDDEN,
    "a length in hex": b"Content-Length: 0x2\r\n\r\n{}" + HIDDEN,
    "a length before a space": b"Content-Length : 2\r\n\r\n{}" + HIDDEN,
    "a length folded": b"Content-Length:\r\n 2\r\n\r\n{}" + HIDDEN,
    "chunks of another kind": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks not last": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks after a tab": b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "a chunk ended by a bare newline": b"Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n" + HIDDEN,
    "a chunk whose size is none": b"Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n" + HIDDEN,
    "a chunk that is longer": b"Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" + HIDDEN,
    "a chunk whose note holds a newline": b"Transfer-Encoding: chunked\r\n\r\n2;a\nb\r\n{}\r\n0\r\n\r\n"
    + HIDDEN,
    "a header ended by a bare return": b"X-A: b\rContent-Length: 2\r\n\r\n{}" + HIDDEN,
    "a nul in a header": b"X-A: b\x00c\r\nContent-Length: 2\r\n\r\n{}" + HIDDEN,
}


async def said(world: World, sent: bytes) -> bytes:
    """Everything the desk says to these bytes, until it closes or has nothing more to say."""
    settings = world.house.settings
    reader, writer = await asyncio.open_connection(settings.host, settings.port)
    try:
        writer.write(sent)
        async with asyncio.timeout(20):
            return await reader.read()
    finally:
        writer.close()


@pytest.mark.parametrize("how", AMBIGUOUS)
async def test_what_could_be_read_in_two_ways_is_refused_and_nothing_follows(world: World, how: str) -> None:
    heard = await said(world, HEAD + AMBIGUOUS[how])
    assert heard.count(b"HTTP/1.1 ") == 1
    assert heard.startswith(b"HTTP/1.1 400 ")
    assert b"smuggled" not in heard


async def test_plain_requests_one_after_the_other_are_all_answered(world: World) -> None:
    length = HEAD + b"Content-Length: 2\r\n\r\n{}"
    chunks = HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    last = HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    heard = await said(world, length + chunks + last)
    assert heard.count(b"HTTP/1.1 ") == 3
    assert heard.count(b"HTTP/1.1 200 ") == 1
