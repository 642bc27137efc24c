"""Switch a surge on and off, by hand and by the rule; whoever did it is on record."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import msgspec

from trustdesk import guard, routing
from trustdesk.brands import Brand
from trustdesk.evidence import About, append
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict
from trustdesk.kit.ids import uuid7
from trustdesk.staff import Action, check
from trustdesk.surge import store
from trustdesk.surge.model import SURGE, Pressure, Surge, SurgeBody, SurgeCause, SurgeEnd, SurgeSettings
from trustdesk.surge.rules import switching as rules

WITHIN = timedelta(minutes=10)  # what growth is measured over


class Parts(msgspec.Struct, frozen=True):
    """What the room works with: the brands, and the rule of each as it is set now."""

    brands: Mapping[str, Brand]
    settled: Callable[[Tx], Awaitable[SurgeSettings]]


async def switch(tx: Tx, screen: guard.Guard, actor: Actor, body: SurgeBody, now: datetime) -> None:
    """Switch it on, change what stands there, or switch it off (supervisors, administrators)."""
    check(actor, Action.SWITCH_SURGE)
    for text in (body.words.en, body.words.zh):
        screen.check_public(tx.tenant, text)
    before = await store.now_on(tx, lock=True)
    if not body.on:
        if before is not None:
            await _end(tx, actor, before, "hand", now)
        return
    if before is None:
        await _begin(tx, actor, body, "hand", now)
        return
    until = before.until and now + timedelta(hours=body.hours)
    await store.save(tx, msgspec.structs.replace(before, words=body.words, cards=body.cards, until=until))
    await append(tx, actor, "surge.change", About("surge", str(before.id)), _told(body))
    tx.news.add(SURGE)


async def tick(tx: Tx, settings: SurgeSettings, now: datetime) -> None:
    """Let the rule begin or end a surge, and say how things stand in the one that is on."""
    on = await store.now_on(tx, lock=True)
    pressure = await store.pressure(tx, now - WITHIN)
    if on is None:
        if rules.begins(settings, pressure, await store.switched_off_at(tx), now):
            await _begin(tx, system(tx.tenant), SurgeBody(on=True), "rule", now)
        return
    estimate = await _estimate(tx, pressure)
    after = rules.told(on, settings, pressure, estimate, now)
    if why := rules.ends(after, settings, now):
        await _end(tx, system(tx.tenant), after, why, now)
        return
    await store.save(tx, after)
    tx.news.add(SURGE)


async def _begin(tx: Tx, actor: Actor, body: SurgeBody, cause: SurgeCause, now: datetime) -> None:
    pressure = await store.pressure(tx, now - WITHIN)
    surge = Surge(
        id=uuid7(),
        cause=cause,
        began_at=now,
        began_by=actor.name,
        words=body.words,
        cards=body.cards,
        until=now + timedelta(hours=body.hours) if cause == "hand" else None,
        waiting=pressure.waiting,
        peak=pressure.waiting,
        estimate_s=await _estimate(tx, pressure),
        told_at=now,
    )
    if not await store.insert(tx, surge):
        raise Conflict("switched on elsewhere at the same moment")
    told = {"cause": cause, "waiting": pressure.waiting, "came": pressure.came, "taken": pressure.taken}
    await append(tx, actor, "surge.begin", About("surge", str(surge.id)), told | _told(body))
    tx.news.add(SURGE)


async def _end(tx: Tx, actor: Actor, surge: Surge, why: SurgeEnd, now: datetime) -> None:
    await store.save(tx, msgspec.structs.replace(surge, ended_at=now, ended_by=actor.name, why=why))
    about = About("surge", str(surge.id))
    await append(tx, actor, "surge.end", about, {"why": why, "peak": surge.peak})
    tx.news.add(SURGE)


async def _estimate(tx: Tx, pressure: Pressure) -> int | None:
    return await routing.newcomers_wait(tx, pressure.waiting)


def _told(body: SurgeBody) -> dict[str, object]:
    return {"cards": [f"{one.kind}:{one.id}" for one in body.cards], "hours": body.hours}
