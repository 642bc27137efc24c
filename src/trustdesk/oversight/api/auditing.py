"""The audit over HTTP, for compliance."""

from datetime import datetime
from typing import Annotated

from litestar import get
from litestar.di import Provide
from litestar.params import Parameter

from trustdesk.evidence import Wanted
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid
from trustdesk.oversight.actions import auditing
from trustdesk.oversight.views import AuditPage

Word = Annotated[str, Parameter(max_length=100)]


def provide_wanted(
    by: Word = "",
    action: Word = "",
    kind: Word = "",
    about: Word = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> Wanted:
    """Read by what the audit is narrowed."""
    if any(one is not None and one.tzinfo is None for one in (since, until)):
        raise Invalid("a time needs its zone")
    return Wanted(actor=by, action=action, about_kind=kind, about_id=about, since=since, until=until)


@get(
    "/api/v1/audit",
    opt={"policy": "agent"},
    dependencies={"wanted": Provide(provide_wanted, sync_to_thread=False)},
)
async def list_audit(
    db: Database,
    actor: Actor,
    wanted: Wanted,
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> AuditPage:
    """List the audit, latest first (compliance): by actor, action or its first word, kind and id, and time.

    Reading it is on record itself.
    """
    async with db.transaction(actor.tenant) as tx:
        return await auditing.page(tx, actor, wanted, cursor, limit)


ROUTES = [list_audit]
