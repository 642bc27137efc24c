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


async def test_under_pressure_work_waits_and_then_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    pressure = Pressure()
    monkeypatch.setattr(courtesy, "PRESSURE", pressure)
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    await courtesy.give_way()
    assert waited == []
    pressure.add(1_000_000)
    await courtesy.give_way()
    assert 0.2 < sum(waited) <= 0.25
