"""Nurses: what one payload does to its child the next never meets."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from trustdesk.kit.confined import Declined, Unreadable
from trustdesk.kit.nursery import Nursery

HERE = "tests.kit.test_nursery"


def work(payload: bytes) -> bytes:  # noqa: C901 - a list of ways to behave
    """What the children do, by the first word."""
    match payload.split(b" ")[0]:
        case b"turn":
            return payload[::-1]
        case b"decline":
            raise Declined("too much of it")
        case b"die":
            os._exit(7)
        case b"burn":
            while True:
                pass
        case b"eat":
            return bytes(2 << 30)[:1]
        case b"write":
            with tempfile.TemporaryFile() as file:
                file.write(b"x" * 4096)
                file.flush()
            return b"written"
        case b"who":
            return str(os.getpid()).encode()
        case _:
            return b"x" * int(payload)


@pytest.fixture
async def nursery(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Nursery]:
    """One nurse."""
    monkeypatch.syspath_prepend(str(Path.cwd()))
    made = Nursery([HERE], nurses=1)
    yield made
    await made.close()


async def run(nursery: Nursery, payload: bytes) -> bytes:
    return await nursery.run(f"{HERE}:work", payload)


async def test_each_payload_has_a_child_of_its_own(nursery: Nursery) -> None:
    assert await run(nursery, b"turn around") == b"dnuora nrut"
    pids = {await run(nursery, b"who") for _ in range(3)}
    assert len(pids) == 3
    assert str(os.getpid()).encode() not in pids
    assert await run(nursery, b"3000000") == b"x" * 3_000_000


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"decline", "too much of it"),
        (b"die", "could not be read within the limits"),
        (b"eat", "could not be read within the limits"),
        (b"write", "could not be read within the limits"),
    ],
)
async def test_what_fails_fails_alone(nursery: Nursery, payload: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        await run(nursery, payload)
    assert await run(nursery, b"turn a") == b"a nrut"


async def test_who_burns_time_is_ended(nursery: Nursery) -> None:
    began = time.process_time()
    with pytest.raises(Unreadable):
        await run(nursery, b"burn")
    assert time.process_time() - began < 2
    assert await run(nursery, b"turn a") == b"a nrut"


async def test_a_nurse_that_is_gone_is_replaced(nursery: Nursery) -> None:
    await run(nursery, b"who")
    [nurse] = nursery._all
    nurse.kill()
    await nurse.wait()
    assert await run(nursery, b"turn a") == b"a nrut"


async def test_many_wait_for_few(nursery: Nursery) -> None:
    answers = await asyncio.gather(*(run(nursery, f"turn {place}".encode()) for place in range(20)))
    assert answers == [f"turn {place}".encode()[::-1] for place in range(20)]
