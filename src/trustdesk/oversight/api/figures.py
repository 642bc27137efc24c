"""Who reads what, over HTTP."""

from datetime import datetime

from litestar import get

from trustdesk import evidence
from trustdesk.brands import Brand
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.oversight.actions import figures
from trustdesk.oversight.views import Figures


@get("/api/v1/figures/reading", opt={"policy": "agent"})
async def get_figures(db: Database, brands: dict[str, Brand], actor: Actor, now: datetime) -> Figures:
    """Compare what each agent read with their colleagues and their own past (compliance)."""
    async with db.transaction(actor.tenant) as tx:
        items = await figures.compared(tx, actor, brands[actor.tenant].hours.time_zone, now)
        await evidence.append(tx, actor, "figures.read", evidence.About("figures", "reading"))
    return Figures(items, now)


ROUTES = [get_figures]
