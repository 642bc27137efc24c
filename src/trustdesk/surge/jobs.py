"""Work of the room beside requests: the rule looks each minute, the hours are counted each hour."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import EVERY_MINUTE, Job
from trustdesk.surge import store
from trustdesk.surge.actions import switching
from trustdesk.surge.actions.switching import Parts

EVERY_HOUR = "3 * * * *"
STILL_MOVING = timedelta(hours=26)  # whoever came a day ago may be taken today


def jobs(parts: Parts) -> list[Job]:
    """Name the room's jobs."""

    async def tick(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        async with db.transaction(tenant) as tx:
            await switching.tick(tx, await parts.settled(tx), clock.utc_now())

    async def count(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        zone = ZoneInfo(parts.brands[tenant].hours.time_zone)
        end = clock.utc_now().astimezone(zone).replace(minute=0, second=0, microsecond=0)
        async with db.transaction(tenant) as tx:
            weeks = timedelta(weeks=(await parts.settled(tx)).weeks)
            first, until = await store.first_day(tx), await store.counted_until(tx)
            if first is None:
                return
            whole = first.astimezone(zone).replace(minute=0, second=0, microsecond=0)
            since = end - weeks if until is None else until.astimezone(zone) - STILL_MOVING
            if (begin := max(whole, since)) < end:
                await store.count_hours(tx, begin, end)

    return [Job("surge.tick", tick, EVERY_MINUTE), Job("surge.count_hours", count, EVERY_HOUR)]
