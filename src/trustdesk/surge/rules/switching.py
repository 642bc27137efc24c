"""When a surge begins and ends by itself."""

from datetime import datetime, timedelta

import msgspec

from trustdesk.surge.model import Pressure, Surge, SurgeEnd, SurgeSettings

# Whoever has switched it off knows something the queue does not say: the rule keeps quiet for a while.
REST = timedelta(hours=1)


def begins(
    settings: SurgeSettings, pressure: Pressure, switched_off_at: datetime | None, now: datetime
) -> bool:
    """Whether the rule begins a surge. Growth alone counts only where there is a queue to grow."""
    if not settings.by_itself or (switched_off_at is not None and now - switched_off_at < REST):
        return False
    growing = pressure.came - pressure.taken >= settings.growth_from
    return pressure.waiting >= settings.waiting_from or (growing and pressure.waiting >= settings.calm_below)


def told(
    surge: Surge, settings: SurgeSettings, pressure: Pressure, estimate_s: int | None, now: datetime
) -> Surge:
    """Say how things stand now, and since when the queue has been short."""
    calm = pressure.waiting < settings.calm_below
    return msgspec.structs.replace(
        surge,
        waiting=pressure.waiting,
        peak=max(surge.peak, pressure.waiting),
        estimate_s=estimate_s,
        told_at=now,
        calm_since=(surge.calm_since or now) if calm else None,
    )


def ends(surge: Surge, settings: SurgeSettings, now: datetime) -> SurgeEnd:
    """Why a surge ends now, or nothing. What was switched on by hand ends by its time alone."""
    if surge.until is not None and now >= surge.until:
        return "time"
    lasts = timedelta(minutes=settings.calm_minutes)
    calm = surge.calm_since is not None and now - surge.calm_since >= lasts
    return "calm" if calm and surge.cause == "rule" else ""
