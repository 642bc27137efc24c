"""Who the tests of surges meet: a crowd, the rule's next look, a desk with a past."""

from datetime import datetime, timedelta
from typing import Any

from tests.world import Person, World
from trustdesk import surging
from trustdesk.channels import setup
from trustdesk.kit import clock
from trustdesk.kit.actors import system

PATH = "/api/v1/surge"


async def crowd(world: World, key: Person, count: int, **more: Any) -> list[str]:
    """Let so many people write at once; their conversations wait."""
    numbers = [await world.letter(key, **more) for _ in range(count)]
    await world.settle()
    return numbers


async def rule(world: World, brand: str, **values: Any) -> None:
    """Set the rule of a brand up, as the file of settings would."""
    async with world.house.db.transaction(brand) as tx:
        stored, _ = await setup.now_set(tx, world.house.keys, surging.SECTION)
        wanted = setup.Wanted(version=stored.version, values=values, via="file")
        await setup.put(tx, system(brand), world.house.keys, surging.SECTION, wanted, clock.utc_now())
    world.house.setup.wake(brand)


async def work(world: World, brand: str, name: str) -> None:
    """Run one of the room's jobs for a brand."""
    [job] = [one for one in world.house.jobs() if one.name == name]
    await job.run(world.house.db, brand, {})


async def switch(lead: Person, *, on: bool, **more: Any) -> Any:
    """Turn the switch."""
    return await lead.put(PATH, json={"on": on, **more})


async def public(world: World, brand: str) -> dict[str, Any]:
    """What everybody may know."""
    return (await world.stranger.get(f"/api/v1/widget/{brand}/surge")).json()


async def past_hours(world: World, brand: str, weeks: int, began: dict[int, int]) -> datetime:
    """Give a brand a past: so many whole weeks up to this hour, with ``began[hour]`` of each day (UTC)."""
    end = clock.utc_now().replace(minute=0, second=0, microsecond=0)
    rows = [end - timedelta(hours=one) for one in range(1, weeks * 7 * 24 + 1)]
    async with world.house.db.transaction(brand) as tx:
        await tx.do(
            """insert into desk_hours (tenant, at, began, taken, waited_s)
            select $1, at, began, began, began * 60 from unnest($2::timestamptz[], $3::int[]) as h (at, began)""",
            brand,
            rows,
            [began.get(one.hour, 10) for one in rows],
        )
    return end
