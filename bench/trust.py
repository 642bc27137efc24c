"""What trust costs a message: the same posts with and without masking, sealing, keyed words and fingerprints.

``python -m bench.trust``: one desk in this process, rounds that take turns, processor time of it and of its database
a message; the client is another process. What seals the audit tree is measured apart, a row. The switches are this bench's own:
the product has none.
"""

import asyncio
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import psutil

from bench import load
from bench.figures import note, say
from bench.gauges import cpu_seconds
from tests.cluster import running
from tests.world import BRAND, World
from tests.world import running as desk
from trustdesk.guard import Cleaned, Guard
from trustdesk.kit.db import Tx
from trustdesk.kit.keyring import Keyring

ROUNDS = 5
SECONDS = 4.0


@contextmanager
def without() -> Iterator[None]:
    """Do nothing of what this measures."""

    def clean(_self: Guard, _tenant: str, text: str) -> Cleaned:
        return Cleaned(text, ())

    def sealed(_self: Keyring, _tenant: str, _key: str, _where: str, plain: str, _nonce: bytes) -> str:
        return plain

    async def wrap(_self: Keyring, _tenant: str, _key: str, _where: str, body: bytes) -> bytes:
        return body

    def words(_self: Keyring, _tenant: str, words: Iterable[str]) -> list[str]:
        return [word.encode().hex() for word in words]  # quoted as hashes are

    def keyed(_self: Tx, print_: bytes) -> bytes:
        return print_

    patches: list[tuple[type, str, Any]] = [
        (Guard, "clean", clean),
        (Keyring, "_sealed", sealed),
        (Keyring, "wrap", wrap),
        (Keyring, "words", words),
        (Tx, "keyed", keyed),
    ]
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in patches]
    for owner, name, other in patches:
        setattr(owner, name, other)
    try:
        yield
    finally:
        for owner, name, own in before:
            setattr(owner, name, own)


def used(database: psutil.Process) -> float:
    """Processor time of this process and of the database, in seconds."""
    return time.process_time() + cpu_seconds([database, *database.children()])


async def spent(plan: load.Plan, database: psutil.Process) -> float:
    """Post a round, from another process, and give milliseconds of processor time a message."""
    began = used(database)
    seen = await asyncio.to_thread(load.run, plan)
    if seen.wrong:
        raise RuntimeError(f"{seen.wrong} answers were refusals, such as {seen.example}")
    return (used(database) - began) * 1000 / (seen.per_second * (plan.seconds + plan.warm))


async def sealing(world: World) -> tuple[float, int]:
    """Seal what waits: milliseconds of processor time an entry of the tree, and how many entries."""
    began, size = time.process_time(), 0
    while sealed := await world.house.sealer.seal(BRAND):
        size = sealed.size
    return (time.process_time() - began) * 1000 / max(size, 1), size


async def measure() -> None:
    with running() as cluster, cluster.database() as database:
        async with desk(cluster, database) as world:
            key = await world.integration()
            plan = load.Plan(
                kind="messages", port=world.house.settings.port, tokens=[key.token], seconds=SECONDS, warm=1
            )
            server = psutil.Process(cluster.cluster.pid)
            await spent(plan, server)  # warms up
            figures: dict[str, list[float]] = {"with": [], "without": []}
            for _ in range(ROUNDS):
                figures["with"].append(await spent(plan, server))
                with without():
                    figures["without"].append(await spent(plan, server))
            pairs = zip(figures["with"], figures["without"], strict=True)
            say("trust_cpu_per_message_ms", median(figures["with"]), "ms")
            say("no_trust_cpu_per_message_ms", median(figures["without"]), "ms")
            say("trust_cost", median(one / other for one, other in pairs), "ratio")
            cost, size = await sealing(world)
            say("sealing_cpu_per_entry_ms", cost, "ms")
            note(f"{size} entries of the tree; messages and their facts are an entry each")
            note(f"rounds: {[(round(a, 2), round(b, 2)) for a, b in zip(*figures.values(), strict=True)]}")


if __name__ == "__main__":
    asyncio.run(measure())
