"""The usual load: customers, visitors and agents in four conversations, each watched from both sides."""

from collections.abc import Callable

from tests.faults.checker import findings
from tests.faults.desk import Desk
from tests.faults.ground import KEY, TOKENS
from tests.faults.history import History
from tests.faults.people import Ports

CUSTOMERS = ("kim", "lee")
VISITORS = ("vic", "val")


async def crowd(
    desk: Desk, port: Ports | None = None, *, apart: Callable[[Desk], None] = lambda _: None
) -> None:
    """Ten authors and ten watchers in four conversations; ``apart`` may place them before they start."""
    sue = TOKENS["sue"]
    for name in CUSTOMERS:
        number = (await desk.customer(name, name, port).say(f"{name} begins")).conversation
        desk.customer(f"{name}'s app", name, port)
        _both_sides(desk, number, sue, port)
    for name in VISITORS:
        token = await desk.visit()
        number = (await desk.visitor(name, token, port).say(f"{name} begins")).conversation
        desk.watch(name, token, number, port, customer=True)
        _both_sides(desk, number, sue, port)
    apart(desk)
    desk.begin()


def _both_sides(desk: Desk, number: str, sue: str, port: Ports | None) -> None:
    desk.agent(f"sue in {number}", sue, number, port)
    for who, token in (("sue", sue), ("the exchange", KEY)):
        desk.watch(who, token, number, port)


def proved(history: History, *, acked: int, faults: int, in_flight: int = 1) -> None:
    """Nothing was broken, and the run was not vacuous: enough was written, hit, and under way when hit."""
    print(figures(history))
    found = findings(history)
    assert not found, "\n".join(found[:20])
    assert len(history.acked) >= acked, figures(history)
    assert len(history.acked) == len(history.calls), "somebody gave up"
    assert len(history.faults) >= faults, figures(history)
    # A death is noticed a moment later, when who waited may know already: then it is seen by asking again.
    hit = sum(fault.in_flight for fault in history.faults) + history.repeated
    assert hit >= in_flight, figures(history)


def figures(history: History) -> str:
    hit = sum(fault.in_flight for fault in history.faults)
    lines = sum(stream.connections for stream in history.streams)
    return (
        f"{len(history.acked)} acknowledged, {len(history.entries)} stored, {len(history.faults)} faults"
        f" hitting {hit} under way, {history.repeated} repeated, {len(history.streams)} watchers on {lines} connections"
    )
