"""More customers at once than a node lets wait, from a process of their own.

``python -m tests.faults.flood <port> <name> <count> <seconds>`` lets so many customers write one thing after
another, each again under the same client id until it is acknowledged, and prints a JSON line for each of them.
"""

import asyncio
import random
import sys
import time

import msgspec

from tests.faults.ground import KEY
from tests.faults.history import Call
from tests.faults.wire import Cut, Line
from trustdesk.kit import ids

PATIENCE = 40.0  # a queue is waited in to the end: a flood does not hang up
COMING_SECONDS = 2.0


class Poured(msgspec.Struct):
    """What became of the writes of one customer."""

    calls: list[Call]
    cuts: int = 0
    silent: int = 0  # refused without a word on when to come again
    waits: list[float] = msgspec.field(default_factory=list)


async def customer(port: int, name: str, until: float) -> Poured:
    """Write until the time is over; the last one is seen through."""
    poured, line = Poured([]), Line(port, KEY, patience=PATIENCE)
    await asyncio.sleep(random.uniform(0, COMING_SECONDS))
    while time.monotonic() < until:
        call = Call(
            name, len(poured.calls), str(ids.uuid7()), f"{name} {len(poured.calls)}", time.monotonic()
        )
        poured.calls.append(call)
        body = {"client_id": call.client_id, "customer": {"external_id": name}, "text": call.text}
        while call.acked is None and time.monotonic() < until + PATIENCE:
            await _tried(line, call, body, poured)
    line.close()
    return poured


async def _tried(line: Line, call: Call, body: object, poured: Poured) -> None:
    call.tries += 1
    began = time.monotonic()
    try:
        answer = await line.ask("POST", "/api/v1/messages", body)
    except Cut:
        poured.cuts += 1
        await asyncio.sleep(1)
        return
    call.statuses.append(answer.status)
    if answer.status < 300:
        told = answer.json()
        call.conversation, call.seq, call.id = told["conversation"], told["seq"], told["id"]
        call.acked = time.monotonic()
        poured.waits.append(call.acked - began)
    elif "retry-after" in answer.headers:
        await asyncio.sleep(float(answer.headers["retry-after"]) * random.uniform(0.5, 1.5))
    else:
        poured.silent += 1
        await asyncio.sleep(1)


async def main(port: int, name: str, count: int, seconds: float) -> None:
    """Pour, then tell."""
    until = time.monotonic() + seconds
    for poured in await asyncio.gather(*(customer(port, f"{name}-{one}", until) for one in range(count))):
        sys.stdout.buffer.write(msgspec.json.encode(poured) + b"\n")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
