"""What supervisors do with reports: read, judge, hand to the police."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import Parameter, QueryParameter

from trustdesk.brands import Brand
from trustdesk.kit import cursors
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.secrets import Keys
from trustdesk.official import store
from trustdesk.official.actions.report import judge, package, read
from trustdesk.official.model import Impostor, ImpostorState, StateBody
from trustdesk.official.views.shapes import ImpostorDetail, Impostors, report_view
from trustdesk.staff import Action, check

Wanted = Annotated[ImpostorState | None, QueryParameter(name="state")]


@get("/api/v1/impostors", opt={"policy": "staff"})
async def list_impostors(
    db: Database,
    actor: Actor,
    wanted: Wanted = None,
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Impostors:
    """List what was reported as an impostor, each thing once, the one reported last first (supervisors)."""
    check(actor, Action.JUDGE_IMPOSTORS)
    after = cursors.read(cursor) if cursor else store.LATEST
    async with db.transaction(actor.tenant) as tx:
        found = await store.page(tx, wanted, after, limit + 1)
        counts = await store.counts(tx)
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return Impostors(found[:limit], cursors.write(last.last_at, last.id) if last else None, counts)


@get("/api/v1/impostors/{id:uuid}", opt={"policy": "staff"})
async def get_impostor(db: Database, actor: Actor, id: UUID) -> ImpostorDetail:
    """Give a reported thing with its reports."""
    async with db.transaction(actor.tenant) as tx:
        found, reports = await read(tx, actor, id)
    return ImpostorDetail(found, [report_view(one) for one in reports])


@post("/api/v1/impostors/{id:uuid}/state", opt={"policy": "staff"}, status_code=200)
async def set_state(
    db: Database, brands: dict[str, Brand], actor: Actor, now: datetime, id: UUID, data: StateBody
) -> Impostor:
    """Say what it is; everybody who asks about a confirmed one is warned. Repeating changes nothing."""
    async with db.transaction(actor.tenant) as tx:
        return await judge(tx, actor, brands[actor.tenant], id, data.state, now)


@get("/api/v1/impostors/{id:uuid}/evidence", opt={"policy": "staff", "gives": ("application/zip",)})
async def take_evidence(
    db: Database, keys: Keys, brands: dict[str, Brand], actor: Actor, id: UUID
) -> Response[bytes]:
    """Take the evidence along: a ZIP of the record and the original mails, without reporters' contacts."""
    async with db.transaction(actor.tenant) as tx:
        packed = await package(tx, actor, keys, brands[actor.tenant], id)
    headers = {
        "content-disposition": f'attachment; filename="evidence-{id}.zip"',
        "cache-control": "no-store, private",
    }
    return Response(packed, media_type="application/zip", headers=headers)


ROUTES = [list_impostors, get_impostor, set_state, take_evidence]
