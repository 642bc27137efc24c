"""The commands ``erase``, ``keys`` and ``retention``: what is kept, by which keys, and for how long."""

import argparse
from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

import msgspec

from trustdesk import evidence, oversight, retention, tending
from trustdesk.brands import Brand
from trustdesk.kit import clock, opening, rotation, unsealed
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.settings import Settings
from trustdesk.staffing import WillNotDo, known_brands


class Place(msgspec.Struct, frozen=True):
    """Where a command works: an open database, the files, and the brands it is to look at."""

    db: Database
    blobs: Blobs
    brands: Mapping[str, Brand]


async def run(settings: Settings, given: argparse.Namespace) -> str:
    """Do one of the commands; returns what is to be printed. Raises ``WillNotDo`` for an argument."""
    chosen = known_brands(settings, getattr(given, "brand", None))
    db = opening.database(settings, size=2)
    await db.open()
    try:
        place = Place(db, Blobs(settings.files_store), chosen)
        return await RUNS[" ".join(filter(None, (given.command, getattr(given, "verb", ""))))](place, given)
    finally:
        await db.close()


async def _erase(place: Place, given: argparse.Namespace) -> str:
    """Erase on behalf of whom the approval was given to; that it was done here is on record."""
    (brand,) = place.brands
    customer, approval = _id("--customer", given.customer), _id("--approval", given.approval)
    async with place.db.transaction(brand) as tx:
        asker = await oversight.asked_by(tx, approval)
        if asker is None:
            raise WillNotDo(f"--approval {given.approval}: there is no such approval")
        now = clock.utc_now()
        actor = Actor(
            tenant=brand, kind="agent", id=str(asker[0]), name=asker[1], role=asker[2], proved_at=now
        )
        about = evidence.About("customer", str(customer))
        await evidence.append(tx, system(brand), "erasure.shell", about)
        id, again = await retention.begin_erasure(tx, actor, customer, approval, given.reason, now)
        if not again:
            await retention.enqueue(tx, id)
    await retention.finish(place.db, place.blobs, brand, id)
    return f"The customer {customer} of {brand} is erased"


async def _rotate(place: Place, _given: argparse.Namespace) -> str:
    done = await rotation.rotate(place.db)
    return f"{done.pages} pages of data keys are sealed with key {done.version}; older ones are destroyed"


async def _seal(place: Place, _given: argparse.Namespace) -> str:
    lines: list[str] = []
    for slug in place.brands:
        done = await unsealed.seal(place.db, slug, tending.UNSEALED)
        async with place.db.transaction(slug) as tx:
            left = await unsealed.count(tx, tending.UNSEALED)
        lines.append(f"{slug}  {tending.counted(done) or 'nothing was plain'}")
        if left:
            lines.append(f"{slug}  in use meanwhile: {tending.counted(left)}; run it again")
    return "\n".join(lines)


async def _show(place: Place, _given: argparse.Namespace) -> str:
    lines: list[str] = []
    for slug, brand in place.brands.items():
        async with place.db.transaction(slug) as tx:
            for one in await retention.due(tx, brand.retention, clock.utc_now()):
                lasts = "for good" if one.days is None else f"{one.days} days, {one.due} due"
                lines.append(f"{slug}  {one.kept}  {lasts}")
    return "\n".join(lines)


async def _run(place: Place, given: argparse.Namespace) -> str:
    if given.dry_run:
        return f"{await _show(place, given)}\nNothing was erased"
    lines: list[str] = []
    for slug, brand in place.brands.items():
        done = await retention.run(place.db, place.blobs, brand, clock.utc_now())
        told = ", ".join(f"{count} {kept}" for kept, count in done.items())
        lines.append(f"{slug}  {told or 'nothing was due'}")
    return "\n".join(lines)


def _id(option: str, given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise WillNotDo(f"{option} {given!r}: is not an id") from error


Run = Callable[[Place, argparse.Namespace], Awaitable[str]]
RUNS: dict[str, Run] = {
    "erase": _erase,
    "keys rotate": _rotate,
    "keys seal": _seal,
    "retention show": _show,
    "retention run": _run,
}
