"""The worker is killed in mid-reaction: it resumes, and nobody is given to two agents."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.faults.desk import SERVE, WORK, Desk, running
from tests.faults.ground import CAPACITY, TOKENS, Ground
from tests.faults.history import History
from tests.faults.load import proved
from tests.faults.nodes import Node

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

CUSTOMERS = 14
ON_DUTY = ("anna", "ben")
SEATS = CAPACITY * len(ON_DUTY)


@pytest.mark.parametrize("point", ["before_reaction", "after_reaction", "kill -9"])
async def test_work_goes_on_where_it_was(ground: Ground, point: str) -> None:
    armed = {} if point == "kill -9" else {"TRUSTDESK_FAILPOINTS": f"{point}:0.5"}
    nodes = [
        Node(ground, "front", SERVE),
        Node(ground, "worker1", WORK, **armed),
        Node(ground, "worker2", WORK, **armed),
    ]
    async with running(ground, *nodes) as desk:
        for name in ON_DUTY:
            await desk.ask("PUT", "/api/v1/presence", {"state": "online"}, TOKENS[name])
        for place in range(CUSTOMERS):
            author = desk.customer(f"customer {place}", f"customer-{place}")
            author.pause = 1.0
        desk.begin()
        for _ in range(2):
            before = len(desk.history.faults)
            if point == "kill -9":
                await desk.until(lambda: nodes[1].up, 20)
                nodes[1].kill()
            await desk.until(lambda before=before: len(desk.history.faults) > before, 20)
        await settled(desk)
        history = await desk.finish()
        proved(history, acked=CUSTOMERS, faults=2, in_flight=0)
        routed_well(desk, history)


async def settled(desk: Desk) -> None:
    """Wait until every event has been heard by every reaction."""
    for node in desk.nodes:
        node.environ["TRUSTDESK_FAILPOINTS"] = ""
    for node in desk.nodes[1:]:
        node.kill()
    await desk.until(lambda: all(node.up for node in desk.nodes), 20)
    await desk.until(lambda: held(desk.ground) == SEATS, 20)


def held(ground: Ground) -> int:
    with ground.admin() as connection:
        found = connection.execute("select count(*) from conversations where assignee is not null").fetchone()
        return found[0] if found else 0


def routed_well(desk: Desk, history: History) -> None:
    """Every seat is taken, nobody has more than their seats, nobody was given twice, the rest waits."""
    given = Counter(
        one.conversation for one in history.entries if _event(one.event).get("what") == "assigned"
    )
    assert set(given.values()) == {1}, given
    assert len(given) == SEATS
    with desk.ground.admin() as connection:
        loads = connection.execute(
            "select count(*) from conversations where assignee is not null group by assignee"
        ).fetchall()
        assert sorted(loads) == [(CAPACITY,)] * len(ON_DUTY)
        waiting = connection.execute(
            """select count(*) filter (where q.conversation is null), count(*) from conversations c
            left join queue q on q.tenant = c.tenant and q.conversation = c.id
            where c.status = 'open' and c.assignee is null"""
        ).fetchone()
        assert waiting == (0, CUSTOMERS - SEATS)
        assert connection.execute("select count(*) from queue").fetchone() == (CUSTOMERS - SEATS,)
        assert connection.execute("select count(*) from reaction_failures").fetchone() == (0,)


async def test_who_comes_back_is_given_work_again(ground: Ground) -> None:
    nodes = [Node(ground, "front", SERVE), Node(ground, "worker", WORK)]
    async with running(ground, *nodes) as desk:
        call = await desk.customer("kim", "kim").say("anybody there?")
        for _ in range(3):
            for state, expected in (("online", 1), ("away", 0)):
                await desk.ask("PUT", "/api/v1/presence", {"state": state}, TOKENS["anna"])
                await desk.until(lambda expected=expected: held(ground) == expected, 10)
                assert held(ground) == expected, f"{call.conversation} while {state}"


def _event(text: str) -> dict[str, Any]:
    return json.loads(text) if text else {}
