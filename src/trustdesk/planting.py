"""The command ``canary``: customers nobody has a reason to open, planted and listed."""

from collections.abc import Sequence

from trustdesk import conversations, oversight
from trustdesk.brands import Brand
from trustdesk.kit import clock
from trustdesk.kit.actors import system
from trustdesk.kit.db import Database
from trustdesk.kit.ids import uuid7


async def add(db: Database, brand: Brand, name: str, locale: str) -> str:
    """Plant one; an empty name is made up. Returns what is to be printed."""
    wanted = conversations.Canary(client_id=str(uuid7()), name=name.strip(), locale=locale)
    desk = system(brand.slug)
    async with db.transaction(brand.slug) as tx:
        planted = await conversations.plant_canary(tx, desk, wanted, brand.prefix, clock.utc_now())
    return f"{planted.conversation} is a canary of {brand.slug}: nobody has a reason to open it"


async def listed(db: Database, brands: Sequence[str]) -> str:
    """List those of these brands, and how often each was touched."""
    lines: list[str] = []
    for slug in brands:
        async with db.transaction(slug) as tx:
            kept = await oversight.canaries(tx, system(slug))
        lines += [f"{slug}  {one.id}  {one.name}  touched {one.alerts} times" for one in kept]
    return "\n".join(lines) or "no canaries yet; `trustdesk canary add` plants one"
