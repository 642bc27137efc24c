"""The exchange hangs for as long as it likes: the chat goes on as if nothing were, and nobody asks it again and again."""

import asyncio
import contextlib
import statistics
import time

import pytest

from tests.faults.checker import findings
from tests.faults.clocks import Court
from tests.faults.desk import SERVE, Desk, running
from tests.faults.ground import TOKENS, Ground
from tests.faults.hole import dug
from tests.faults.load import crowd, figures
from tests.faults.nodes import Node
from tests.faults.wire import Line
from trustdesk.kit import ids

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

CALM_SECONDS, HUNG_SECONDS = 3.0, 8.0
OPENS_SECONDS = 5.0
READERS = 4
PAUSE = 0.2
AT_ONCE_SECONDS = 1.5
KNOWN = "said before the crowd came"
CONNECTOR = """
[connector]
url = "{url}/support"
key_env = "TESTS_CONNECTOR_KEY"
secret_env = "TESTS_CONNECTOR_SECRET"
"""


async def test_the_chat_does_not_notice_that_upstreams_hang(ground: Ground) -> None:
    async with dug() as exchange:
        court = Court(ground, CONNECTOR.format(url=exchange.url))
        environ = court.environ | {
            "TESTS_CONNECTOR_KEY": "key",
            "TESTS_CONNECTOR_SECRET": "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cyE=",
            "TRUSTDESK_EGRESS_ALLOW": "127.0.0.0/8",
        }
        async with running(ground, Node(ground, "front", SERVE, **environ)) as desk:
            number = await known(desk, court)
            await crowd(desk)
            for author in desk.authors:
                author.pause = PAUSE
            await desk.until(lambda: False, CALM_SECONDS)
            began = time.monotonic()
            reads = [
                one
                for some in await asyncio.gather(*(read(desk, number, began) for _ in range(READERS)))
                for one in some
            ]
            calm, hung = waits(desk, 0, began), waits(desk, began, time.monotonic())
            history = await desk.finish()
    print(f"{figures(history)}; {len(exchange.came)} calls ended at the exchange")
    print(f"median {calm[0] * 1000:.0f} ms before, {hung[0] * 1000:.0f} ms meanwhile")
    print(f"of twenty the slowest {calm[1] * 1000:.0f} ms before, {hung[1] * 1000:.0f} ms meanwhile")
    assert [one for one in findings(history) if KNOWN not in one] == []
    assert len(history.acked) >= 100
    assert exchange.came
    assert {state for _, _, state in reads} == {"unreachable"}
    late = [took for begun, took, _ in reads if begun > OPENS_SECONDS]
    assert late
    assert max(late) < AT_ONCE_SECONDS, "what hangs is asked again and again"
    assert exchange.since(began + OPENS_SECONDS) == 0
    assert hung[0] < 1.5 * calm[0] + 0.05
    assert hung[1] < 2 * calm[1] + 0.2


async def known(desk: Desk, court: Court) -> str:
    """A customer of the exchange who has written, and whom an agent has taken; the conversation."""
    status, token = await court.identified(desk.nodes[0])
    assert status == 200
    said = {"client_id": str(ids.uuid7()), "text": KNOWN}
    number = (await desk.ask("POST", "/api/v1/widget/messages", said, token))["conversation"]
    taking = {"client_id": str(ids.uuid7()), "assignee": "me"}
    await desk.ask("POST", f"/api/v1/conversations/{number}/assignee", taking, TOKENS["anna"])
    return number


async def read(desk: Desk, number: str, began: float) -> list[tuple[float, float, str]]:
    """Look at what the exchange knows again and again: when, for how long, and what it said."""
    looks: list[tuple[float, float, str]] = []
    with contextlib.closing(Line(desk.nodes[0].port, TOKENS["anna"], patience=HUNG_SECONDS)) as line:
        while (begun := time.monotonic()) - began < HUNG_SECONDS:
            answer = await line.ask("GET", f"/api/v1/conversations/{number}/facts")
            looks.append((begun - began, time.monotonic() - begun, answer.json()["state"]))
            await asyncio.sleep(0.1)
    return looks


def waits(desk: Desk, began: float, ended: float) -> tuple[float, float]:
    """How long those waited who wrote between two moments: the median, and the slowest of twenty."""
    found = [
        call.acked - call.invoked
        for author in desk.authors
        for call in author.calls
        if call.acked and began < call.invoked and call.acked < ended
    ]
    return statistics.median(found), statistics.quantiles(found, n=20)[-1]
