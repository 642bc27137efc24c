"""How fast a hundred cases at once are diagnosed, and what a customer notices while every upstream hangs.

The exchange and the chains are the sandbox's, each call behind 50 ms more. In the second part nothing out there
answers at all: every call waits until its own deadline. One JSON line a figure.
"""

import asyncio
import time
from typing import Any

from bench.figures import note, say
from bench.gauges import percentile
from tests.cluster import running
from tests.exchange.sandbox import desk_with_sandbox, signed_in
from tests.world import Person, World, fresh
from trustdesk import conversations
from trustdesk.kit import clock
from trustdesk.kit.egress import Unreachable
from trustdesk.procedures.actions import beginning, moving
from trustdesk.procedures.model.evidence import Evidence, Stated
from trustdesk.sandbox.rules import made
from trustdesk.sandbox.rules.world import people

AT_ONCE = 100
SLOWER = 0.05
MESSAGES = 60
SLUGS = ("deposit_not_credited", "deposit_recovery")  # both look at the exchange and at every chain
Case = tuple[Person, str]


class Slower:
    """The way out with every answer a while later, or never within its deadline."""

    def __init__(self, egress: Any) -> None:
        self._egress, self.hangs = egress, False

    async def get(self, url: str, headers: Any = None, *, bounds: Any) -> Any:
        await self._wait(bounds)
        return await self._egress.get(url, headers, bounds=bounds)

    async def post(self, url: str, body: bytes, headers: Any, bounds: Any) -> Any:
        await self._wait(bounds)
        return await self._egress.post(url, body, headers, bounds)

    async def _wait(self, bounds: Any) -> None:
        if self.hangs:
            await asyncio.sleep(bounds.seconds)
            raise Unreachable("it hangs")
        await asyncio.sleep(SLOWER)


def slowed(world: World) -> Slower:
    """Put the slower way out in front of every exchange and every chain."""
    window = world.house.window
    slower = Slower(world.house.egress)
    for client in window.clients.values():
        client._egress = slower  # pyright: ignore[reportAttributeAccessIssue] - a bench may reach inside
    for chains in window.chains.values():
        for node in chains._nodes.values():
            node._egress = slower  # pyright: ignore[reportAttributeAccessIssue] - a bench may reach inside
    return slower


async def begun(world: World, case: Case, uid: str) -> None:
    """Begin both cases of a conversation, each with a transaction that some chain may know."""
    async with world.house.db.transaction("bitget") as tx:
        id = await tx.value("select id from conversations where number = $1", case[1])
        found = (await conversations.states_of(tx, [id]))[id]
        for slug in SLUGS:
            txid = made.txid("bsc", "bitget", uid, fresh())
            stated = Evidence({"txid": Stated(txid, "none")})
            wanted = beginning.Wanted(moving.desk(tx.tenant, fresh()), found, slug, stated)
            await beginning.begin(tx, wanted, clock.utc_now())


async def diagnosed(world: World) -> list[float]:
    """Seconds from the beginning of each case to its diagnosis; the cases are closed."""
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.rows(
            "select extract(epoch from diagnosed_at - at)::float8 as took from procedures where diagnosed_at is not null"
        )
        await tx.do(
            "update procedures set ended_at = now(), ending = 'closed', owner = 'nobody', due_at = null, looking = false"
        )
    return [row["took"] for row in rows]


async def all_at_once(world: World, cases: list[Case], uids: list[str]) -> float:
    """Begin two for everybody at once, more than a hundred, and look until nothing waits; seconds for all."""
    took: list[float] = []
    began = time.perf_counter()
    while len(took) < AT_ONCE:
        await asyncio.gather(*(begun(world, case, uid) for case, uid in zip(cases, uids, strict=True)))
        await world.house.looker.settle()
        took += await diagnosed(world)
    for part in (0.5, 0.95):
        say(f"diagnosis_p{int(part * 100)}_ms", percentile(took, part) * 1000, "ms")
    return time.perf_counter() - began


async def chatting(people: list[Case]) -> list[float]:
    """Milliseconds of each message, from the press of the key to the answer that it is stored."""
    took: list[float] = []
    for count in range(MESSAGES):
        person, _ = people[count % len(people)]
        began = time.perf_counter()
        sent = await person.post(
            "/api/v1/widget/messages", json={"client_id": fresh(), "text": "still there"}
        )
        if sent.status_code != 201:
            raise RuntimeError(sent.text)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def measure() -> None:
    """Measure both parts on a desk of its own."""
    with running() as cluster, cluster.database() as database:
        async with desk_with_sandbox(cluster, database) as world:
            uids = people()
            cases = [await signed_in(world, uid) for uid in uids]
            slower = slowed(world)
            note(f"{len(cases) * len(SLUGS)} cases at once, until {AT_ONCE} were diagnosed")
            await all_at_once(world, cases, uids)
            calm = await chatting(cases)
            slower.hangs = True
            await asyncio.gather(*(begun(world, case, uid) for case, uid in zip(cases, uids, strict=True)))
            looking = asyncio.create_task(world.house.looker.settle())
            await asyncio.sleep(0)
            hanging = await chatting(cases)
            note(f"looks still hang: {not looking.done()}")
            await looking
            for name, took in (("calm", calm), ("all_upstreams_hang", hanging)):
                say(f"chat_p50_ms_{name}", percentile(took, 0.5), "ms")
                say(f"chat_p95_ms_{name}", percentile(took, 0.95), "ms")


if __name__ == "__main__":
    asyncio.run(measure())
