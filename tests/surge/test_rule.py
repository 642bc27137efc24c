"""The rule: a surge begins with the queue and ends by itself, without flickering."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.surge.people import crowd, public, rule, switch, work
from tests.world import World
from trustdesk.kit.ids import uuid7
from trustdesk.surge.model import OwnWords, Pressure, Surge, SurgeSettings
from trustdesk.surge.rules import switching as rules

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = SurgeSettings(waiting_from=60, growth_from=30, calm_below=20, calm_minutes=10)
ON = Surge(
    id=uuid7(),
    cause="rule",
    began_at=NOW,
    began_by="",
    words=OwnWords(),
    cards=[],
    until=None,
    waiting=60,
    peak=60,
    estimate_s=None,
    told_at=NOW,
)


@pytest.mark.parametrize(
    ("pressure", "begins"),
    [
        (Pressure(60, 0, 0), True),
        (Pressure(59, 0, 0), False),
        (Pressure(20, 40, 10), True),  # thirty more came than were taken
        (Pressure(20, 39, 10), False),
        (Pressure(19, 90, 10), False),  # they are taken nearly at once: nobody waits
    ],
)
def test_it_begins_with_the_queue_or_with_its_growth(pressure: Pressure, *, begins: bool) -> None:
    assert rules.begins(SETTINGS, pressure, None, NOW) is begins


def test_it_keeps_quiet_for_an_hour_after_somebody_switched_it_off() -> None:
    off = NOW - timedelta(minutes=59)
    assert rules.begins(SETTINGS, Pressure(99, 0, 0), off, NOW) is False
    assert rules.begins(SETTINGS, Pressure(99, 0, 0), off, NOW + timedelta(minutes=1)) is True
    never = msgspec.structs.replace(SETTINGS, by_itself=False)
    assert rules.begins(never, Pressure(99, 0, 0), None, NOW) is False


def test_it_ends_once_the_queue_has_been_short_for_a_while() -> None:
    step = timedelta(minutes=1)
    surge, ended = ON, []
    for minute, waiting in enumerate([30, 19, 18, 21, *[19] * 12], start=1):
        surge = rules.told(surge, SETTINGS, Pressure(waiting, 0, 0), None, NOW + step * minute)
        ended.append(rules.ends(surge, SETTINGS, NOW + step * minute))
    # Short at the second minute, longer at the fourth, short again from the fifth on: ten minutes from there.
    assert ended == [""] * 14 + ["calm"] * 2
    assert surge.peak == 60


def test_what_was_switched_on_by_hand_ends_by_its_time_alone() -> None:
    by_hand = msgspec.structs.replace(ON, cause="hand", until=NOW + timedelta(hours=4), calm_since=NOW)
    assert rules.ends(by_hand, SETTINGS, NOW + timedelta(hours=3, minutes=59)) == ""
    assert rules.ends(by_hand, SETTINGS, NOW + timedelta(hours=4)) == "time"


def test_it_may_not_end_where_it_begins() -> None:
    with pytest.raises(ValueError, match="calm_below: not_below"):
        SurgeSettings(waiting_from=20, calm_below=20)


async def test_the_queue_switches_it_on_and_off(world: World) -> None:
    brand = "bitmart"
    await rule(world, brand, waiting_from=3, calm_below=2, calm_minutes=1)
    key, lead = await world.integration(brand=brand), await world.agent("supervisor", brand)
    numbers = await crowd(world, key, 2)
    await work(world, brand, "surge.tick")
    assert (await public(world, brand))["on"] is False
    numbers += await crowd(world, key, 1)
    await work(world, brand, "surge.tick")
    shown = await public(world, brand)
    assert (shown["on"], shown["waiting"]) == (True, 3)
    for number in numbers:
        await key.act(number, "status", status="resolved")
    await world.settle()
    await work(world, brand, "surge.tick")
    assert ((await public(world, brand))["on"], (await public(world, brand))["waiting"]) == (True, 0)
    async with world.house.db.transaction(brand) as tx:  # a minute passes
        await tx.do("update surges set calm_since = calm_since - interval '1 minute'")
    await work(world, brand, "surge.tick")
    assert (await public(world, brand))["on"] is False
    desk = (await lead.get("/api/v1/surge")).json()
    [past] = desk["past"]
    assert (past["cause"], past["began_by"], past["peak"], past["why"]) == ("rule", "", 3, "calm")
    assert desk["rule"]["waiting_from"] == 3


async def test_it_is_never_begun_twice(world: World) -> None:
    lead = await world.agent("supervisor", "bitp")
    await switch(lead, on=True)
    await rule(world, "bitp", waiting_from=2, calm_below=1)
    await crowd(world, await world.integration(brand="bitp"), 2)
    await work(world, "bitp", "surge.tick")
    desk = (await lead.get("/api/v1/surge")).json()
    assert [one["cause"] for one in desk["past"]] == ["hand"]
    assert desk["now"]["waiting"] == 2
