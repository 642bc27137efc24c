"""The hours of the desk: counted from its own conversations, told only when there are enough of them."""

from datetime import UTC, datetime, timedelta

from tests.surge.people import past_hours, public, switch, work
from tests.world import World
from trustdesk.kit import clock
from trustdesk.surge.model import Hour
from trustdesk.surge.rules import hours as rules

MONDAY = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
NIGHT = {3: 1, 4: 2, 5: 9}


def weeks(count: int, began: dict[int, int], first: datetime = MONDAY) -> list[Hour]:
    every = [first - timedelta(hours=one) for one in range(1, count * 168 + 1)]
    return [Hour(at, began.get(at.hour, 10), 1, 60) for at in every]


def always(_at: datetime) -> bool:
    return True


def test_a_usual_hour_is_the_median_of_its_weeks() -> None:
    past = weeks(3, NIGHT)
    crash = [Hour(one.at, 900, 1, 9_000) if one.at == MONDAY - timedelta(hours=1) else one for one in past]
    found = rules.cells(crash, "UTC")
    assert (len(found), rules.known_weeks(found)) == (168, 3)
    sunday_night = next(one for one in found if (one.weekday, one.hour) == (6, 23))
    assert (sunday_night.began, sunday_night.wait_s) == (10.0, round((9_000 + 60 + 60) / 3))


def test_the_week_is_read_by_the_brands_own_clock() -> None:
    [cell] = rules.cells([Hour(MONDAY, 5, 0, 0)], "Asia/Kolkata")
    assert (cell.weekday, cell.hour) == (0, 5)
    [cell] = rules.cells([Hour(MONDAY, 5, 0, 0)], "America/New_York")
    assert (cell.weekday, cell.hour) == (6, 19)


def test_the_calm_stretch_is_the_longest_of_the_coming_day() -> None:
    found = rules.cells(weeks(3, NIGHT | {20: 1}), "UTC")
    now = MONDAY + timedelta(hours=9, minutes=20)
    night = MONDAY + timedelta(days=1, hours=3)
    assert rules.calm(found, "UTC", always, now) == (night, night + timedelta(hours=2))


def test_with_too_little_nothing_is_said() -> None:
    now = MONDAY + timedelta(hours=9)
    assert rules.calm(rules.cells(weeks(2, NIGHT), "UTC"), "UTC", always, now) is None
    assert rules.calm(rules.cells(weeks(4, NIGHT)[:400], "UTC"), "UTC", always, now) is None
    hardly = dict.fromkeys(range(1, 24), 0)
    assert rules.calm(rules.cells(weeks(4, hardly), "UTC"), "UTC", always, now) is None
    assert rules.calm(rules.cells(weeks(4, {}), "UTC"), "UTC", always, now) is None
    assert rules.calm([], "UTC", always, now) is None


def test_an_hour_in_which_nobody_is_on_duty_is_not_offered() -> None:
    found = rules.cells(weeks(3, NIGHT), "UTC")
    now = MONDAY + timedelta(hours=9)
    assert rules.calm(found, "UTC", lambda at: at.hour >= 6, now) is None


async def test_the_lead_sees_the_week_and_the_customer_is_told_of_the_calm(world: World) -> None:
    brand = "bitget"  # on duty around the clock
    lead = await world.agent("supervisor", brand)
    end = await past_hours(world, brand, 3, {3: 1, 4: 1})
    seen = (await lead.get("/api/v1/surge/hours")).json()
    assert (seen["weeks"], seen["needed"], len(seen["cells"])) == (3, 3, 168)
    zone_hour = [one for one in seen["cells"] if one["began"] == 1.0]
    assert len(zone_hour) == 14
    calm = seen["calm"]
    begins = datetime.fromisoformat(calm["begins"])
    assert (begins.hour, datetime.fromisoformat(calm["ends"]) - begins) == (3, timedelta(hours=2))
    assert end < begins <= end + timedelta(hours=25)
    await switch(lead, on=True)
    assert (await public(world, brand))["calm"] == calm
    assert (
        "usually calm between 11:00 and 13:00 (Asia/Singapore)."
        in (await world.stranger.get("/help/bitget/en")).text
    )
    await switch(lead, on=False)


async def test_hours_are_counted_from_the_desks_own_conversations(world: World) -> None:
    brand = "bitmart"
    key, lead = await world.integration(brand=brand), await world.agent("supervisor", brand)
    numbers = [await world.letter(key) for _ in range(3)]
    await world.settle()
    hour = clock.utc_now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
    async with world.house.db.transaction(brand) as tx:
        await tx.do(
            "update conversations set created_at = $1 where number = any($2)",
            hour + timedelta(minutes=59),
            numbers[:2],
        )
        await tx.do("update conversations set created_at = $1 where number = $2", hour, numbers[2])
        await tx.do(
            """insert into waits (tenant, conversation, entered_at, taken_at)
            select tenant, id, $1::timestamptz, $1::timestamptz + interval '90 seconds' from conversations where number = $2""",
            hour,
            numbers[2],
        )
    for _ in range(2):  # counted again, it is the same
        await work(world, brand, "surge.count_hours")
        async with world.house.db.transaction(brand) as tx:
            rows = await tx.rows("select at, began, taken, waited_s from desk_hours order by at")
        assert [tuple(one) for one in rows] == [
            (hour, 3, 1, 90),
            (hour + timedelta(hours=1), 0, 0, 0),
            (hour + timedelta(hours=2), 0, 0, 0),
        ]
    seen = (await lead.get("/api/v1/surge/hours")).json()
    assert (seen["weeks"], seen["calm"]) == (0, None)
    assert sum(one["began"] for one in seen["cells"]) == 3.0
