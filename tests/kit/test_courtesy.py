"""Courtesy: slow work gives way while many people write, and never stops."""

import asyncio

import pytest

from trustdesk.kit import courtesy
from trustdesk.kit.courtesy import Pressure


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(courtesy, "time", made)
    return made


def test_a_few_writes_are_no_pressure(clock: Clock) -> None:
    pressure = Pressure()
    for _ in range(100):
        pressure.add(1)
        clock.now += 0.02  # fifty a second
    assert not pressure.high()


def test_many_writes_are_pressure_and_fade(clock: Clock) -> None:
    pressure = Pressure()
    for _ in range(100):
        pressure.add(1)
        clock.now += 0.005  # two hundred a second
    assert pressure.high()
    clock.now += 0.5
    assert not pressure.high()


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What was waited, in seconds, without waiting."""
    told: list[float] = []

    async def sleep(seconds: float) -> None:
        told.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(courtesy, "PRESSURE", Pressure())
    return told


async def test_under_pressure_work_waits_and_then_goes_on(waited: list[float]) -> None:
    await courtesy.give_way()
    assert waited == []
    courtesy.PRESSURE.add(1_000_000)
    await courtesy.give_way()
    assert sum(waited) == pytest.approx(2.0)


@pytest.mark.parametrize(("took", "rests"), [(0.0, 0.0), (0.1, 0.1), (0.4, 0.4), (30.0, 0.5)])
async def test_under_pressure_a_step_is_followed_by_a_rest_as_long(
    waited: list[float], took: float, rests: float
) -> None:
    await courtesy.rest(took)
    assert waited == []
    courtesy.PRESSURE.add(1_000_000)
    await courtesy.rest(took)
    assert sum(waited) == pytest.approx(rests)


async def test_steps_that_take_turns_wait_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asleep, most = 0, 0
    yielding = asyncio.sleep

    async def sleep(_seconds: float) -> None:
        nonlocal asleep, most
        asleep += 1
        most = max(most, asleep)
        await yielding(0)
        asleep -= 1

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(courtesy, "PRESSURE", Pressure())
    courtesy.PRESSURE.add(1_000_000)
    turns = courtesy.Turns()
    await asyncio.gather(*(turns.take() for _ in range(3)))
    assert most == 1
