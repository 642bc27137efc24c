"""Machines: what may follow what, whose turn it is then, and until when."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from trustdesk.brands import Label
from trustdesk.procedures.model.procedure import Machine, State, Step

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def state_of(machine: Machine, name: str) -> State:
    """Find a state by its name; ``KeyError`` for none of this machine's."""
    for state in machine.states:
        if state.name == name:
            return state
    raise KeyError(name)


def follow(machine: Machine, state: str, event: str) -> State | None:
    """Tell where an event leads from a state, or None where it cannot happen."""
    target = next((one.target for one in machine.steps if (one.source, one.event) == (state, event)), None)
    return None if target is None else state_of(machine, target)


def due(state: State, now: datetime, since: datetime) -> datetime | None:
    """Tell until when it is somebody's turn in a state; None once it has ended.

    What is looked at or called for again and again is so less often the longer it lasts, once a day at least.
    """
    if state.lasts is None:
        return None
    again = state.lasts if state.lasts > DAY else min(max(state.lasts, (now - since) / 4), DAY)
    return now + again


def offered(machine: Machine, state: str) -> list[Step]:
    """List what an agent may do in a state."""
    return [one for one in machine.steps if one.source == state and one.label is not None]


def flaws(machine: Machine) -> Iterator[str]:
    """Tell what is wrong with a machine: where a case could be stuck, lost or without an owner."""
    names = [one.name for one in machine.states]
    if len(set(names)) != len(names):
        yield "two states of one name"
    if machine.first not in names:
        yield f"begins in {machine.first}, which is no state"
    ways = {(one.source, one.event) for one in machine.steps}
    if len(ways) != len(machine.steps):
        yield "one event leads from one state to two"
    yield from (
        f"{one.source} leads to {one.target}, which is no state"
        for one in machine.steps
        if one.target not in names or one.source not in names
    )
    for state in machine.states:
        yield from _flaws(machine, state)
    yield from (f"{name} cannot be reached" for name in sorted(set(names) - reachable(machine)))


def reachable(machine: Machine) -> set[str]:
    """Name the states that can be come to."""
    found, new = {machine.first}, {machine.first}
    while new:
        new = {one.target for one in machine.steps if one.source in new} - found
        found |= new
    return found


def _flaws(machine: Machine, state: State) -> Iterator[str]:
    if state.ending is not None:
        if any(one.source == state.name for one in machine.steps):
            yield f"{state.name} has ended and goes on"
        return
    if state.owner == "nobody":
        yield f"{state.name} is nobody's turn"
    if state.lasts is None or state.lasts <= timedelta(0):
        yield f"{state.name} has no clock"
    if follow(machine, state.name, state.late) is None:
        yield f"{state.name} does not say what comes when its time has run out"
    if state.checks and follow(machine, state.name, "hand") is None:
        yield f"{state.name} runs checks and has no way to a person"


def explaining() -> Machine:
    """Give the machine of a procedure that asks, looks, and explains; most need no other."""
    return Machine(first="collecting", states=STATES, steps=STEPS)


STATES = (
    State(
        name="collecting",
        owner="customer",
        lasts=3 * DAY,
        label=Label("We need something from you before we can look", "需要您先补充信息，我们才能核查"),
    ),
    State(
        name="checking",
        owner="desk",
        lasts=5 * MINUTE,
        checks=True,
        label=Label("We are looking at the exchange and on the chain", "正在核对交易所与链上记录"),
    ),
    State(
        name="found",
        owner="agent",
        lasts=30 * MINUTE,
        label=Label("We know what it is; a colleague tells you", "原因已查明，客服将向您说明"),
    ),
    State(
        name="waiting",
        owner="chain",
        lasts=15 * MINUTE,
        late="look",
        label=Label("It is on its way; we look again by ourselves", "正在途中，我们会自动再次核查"),
    ),
    State(
        name="acting",
        owner="exchange",
        lasts=1 * DAY,
        label=Label("The exchange has been asked to act", "已请交易所处理"),
    ),
    State(
        name="by_hand",
        owner="agent",
        lasts=4 * HOUR,
        label=Label("A colleague looks into it in person", "客服正在人工核查"),
    ),
    State(name="solved", owner="nobody", ending="solved", label=Label("Settled", "已解决")),
    State(name="refused", owner="nobody", ending="refused", label=Label("Declined, with the reason", "未能办理，原因已说明")),
    State(name="lapsed", owner="nobody", ending="lapsed", label=Label("Ended: nothing more came", "已结束：未收到补充信息")),
    State(name="handed", owner="nobody", ending="handed", label=Label("Goes on under another heading", "已转入其他流程")),
    State(name="closed", owner="nobody", ending="closed", label=Label("Closed", "已关闭")),
)  # fmt: skip
ANSWERED = Label("Explained; settled", "已说明，办结")
DECLINED = Label("Decline, with the reason", "说明原因并婉拒")
AGAIN = Label("Look again", "重新核查")
CLOSE = Label("Close without result", "直接关闭")


def _busy(name: str) -> tuple[Step, ...]:
    """What may happen while a person, a chain or the exchange has the turn."""
    return (
        Step(source=name, event="given", target="checking"),
        Step(source=name, event="look", target="checking", label=AGAIN),
        Step(source=name, event="request", target="acting"),
        Step(source=name, event="solve", target="solved", label=ANSWERED),
        Step(source=name, event="refuse", target="refused", label=DECLINED),
        Step(source=name, event="close", target="closed", label=CLOSE),
    )


STEPS = (
    Step(source="collecting", event="given", target="checking"),
    Step(source="collecting", event="late", target="lapsed"),
    Step(source="collecting", event="look", target="checking", label=AGAIN),
    Step(source="collecting", event="close", target="closed", label=CLOSE),
    Step(source="checking", event="given", target="checking"),
    Step(source="checking", event="ask", target="collecting"),
    Step(source="checking", event="tell", target="found"),
    Step(source="checking", event="wait", target="waiting"),
    Step(source="checking", event="hand", target="by_hand"),
    Step(source="checking", event="hand_over", target="handed"),
    Step(source="checking", event="late", target="by_hand"),
    *_busy("found"),
    Step(source="found", event="late", target="by_hand"),
    *_busy("waiting"),
    *_busy("by_hand"),
    Step(source="by_hand", event="late", target="by_hand"),
    Step(source="acting", event="done", target="solved"),
    Step(source="acting", event="denied", target="by_hand"),
    Step(source="acting", event="late", target="by_hand"),
    Step(source="acting", event="close", target="closed", label=CLOSE),
)
