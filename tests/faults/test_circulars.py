"""An announcement goes out while its sender is killed again and again: to each once, and the rows say so.

``FAULTS_LONGER=10 .venv/bin/python -m pytest -s tests/faults/test_circulars.py`` sends to ten times as many.
"""

import asyncio

import pytest

from tests.channels.email.servers import dovecot, postfix
from tests.faults.circulars import announced, boxes, findings, states, under_way
from tests.faults.desk import LONGER, WORK
from tests.faults.ground import Ground
from tests.faults.nodes import Node
from tests.ports import free_pair
from tests.subscriptions.twin import Relay
from trustdesk.kit.egress import ENVIRON

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300 * LONGER)]

READERS = [f"reader{place}" for place in range(int(40 * LONGER))]
BROWSERS = int(40 * LONGER)
MAILS_AT_ONCE, PUSHES_AT_ONCE = 4, 16
POINTS = ("circular_batch", "before_circular_begin", "after_circular_send")


async def _gone_out(ground: Ground, node: Node, *, killed: bool) -> None:
    """Wait until every copy is settled; from outside it is killed whenever some more have gone out."""
    seen = -1
    async with asyncio.timeout(240 * LONGER):
        while left := await asyncio.to_thread(under_way, ground):
            if killed and node.up and left < 1_000_000 and left != seen and node.deaths < 4:
                seen = left
                node.kill()
            if node.deaths >= 4 and node.environ.get("TRUSTDESK_FAILPOINTS"):
                node.environ["TRUSTDESK_FAILPOINTS"] = ""
                node.kill()
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("point", ["kill -9", *POINTS])
async def test_each_gets_it_once_or_a_person_is_told(ground: Ground, point: str) -> None:
    killed = point == "kill -9"
    armed = {} if killed else {"TRUSTDESK_FAILPOINTS": f"{point}:{1 if point == 'circular_batch' else 0.12}"}
    with Relay() as relay, dovecot() as held, postfix(9, held.lmtp_port) as mta:
        await announced(ground, mta.port, READERS, relay, BROWSERS)
        told = {ENVIRON: "127.0.0.0/8", "TRUSTDESK_MAIL_PORT": str(free_pair())}
        node = Node(ground, "worker", WORK, **told, **armed)
        await node.start()
        try:
            await _gone_out(ground, node, killed=killed)
        finally:
            await node.stop()
        await asyncio.to_thread(mta.drained)
        rows = await states(ground)
        assert (
            findings(
                READERS, {name: rows[name] for name in READERS if name in rows}, boxes(held.folder, READERS)
            )
            == []
        )
        pushed = {name: len({one.said["tag"] for one in relay.taken[name]}) for name in relay.browsers}
        assert findings(list(relay.browsers), rows, pushed) == []
        doubled = sum(len(relay.taken[name]) - 1 for name in relay.browsers)
        unsure = sum(rows[name] == ["unsure"] for name in READERS)
        print(
            f"{point}: {node.deaths} deaths, {unsure} mails left to a person, {doubled} pushes shown once went twice"
        )
        assert node.deaths >= 1
        assert unsure <= MAILS_AT_ONCE * node.deaths
        assert doubled <= PUSHES_AT_ONCE * node.deaths


def test_the_checker_sees_what_is_lost_doubled_or_wrongly_told() -> None:
    wanted = ["a", "b", "c", "d", "e", "f"]
    rows = {"a": ["sent"], "b": ["sent"], "c": ["unsure"], "d": ["sent", "sent"], "e": ["due"], "f": ["sent"]}
    got = {"a": 0, "b": 2, "c": 2, "d": 1, "e": 1, "f": 1, "g": 1}
    assert findings(wanted, rows, got) == [
        "a: sent, and arrived 0 times",
        "b: sent, and arrived 2 times",
        "c: unsure, and arrived 2 times",
        "d: 2 copies",
        "e: due",
        "g: nobody wanted it",
    ]
    assert findings(["a", "b"], {"a": ["sent"], "b": ["unsure"]}, {"a": 1}) == []
