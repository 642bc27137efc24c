"""The HTTP routes by which an agent reads what is not theirs, and sees a value that is masked."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post

from trustdesk import guard, oversight
from trustdesk.conversations.actions import reveal
from trustdesk.conversations.model import ClientId
from trustdesk.conversations.views import AccessView, RevealView
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid
from trustdesk.kit.secrets import Keys
from trustdesk.kit.web import Admission

Remark = Annotated[str, msgspec.Meta(max_length=500)]


class AccessBody(msgspec.Struct, frozen=True):
    """Why a conversation that is not one's own has to be read; ``other`` needs a note."""

    client_id: ClientId
    reason_code: oversight.AccessReason
    note: Remark = ""


class RevealBody(msgspec.Struct, frozen=True):
    """Which masked value has to be seen, by its ``ref``, and why; ``other`` needs a note."""

    client_id: ClientId
    ref: Annotated[str, msgspec.Meta(max_length=100)]
    reason_code: oversight.RevealReason
    note: Remark = ""


@post("/api/v1/conversations/{number:str}/access", opt={"policy": "agent"})
async def post_access(
    request: Request[Any, Any, Any],
    db: Database,
    actor: Actor,
    now: datetime,
    number: str,
    data: AccessBody,
) -> Response[AccessView]:
    """Open a conversation of one's teams for half an hour, by a reason that goes on record."""
    why = (data.reason_code, _remark(data.reason_code, data.note))
    async with db.transaction(actor.tenant) as tx:
        grant = await reveal.open_by_reason(tx, actor, number, data.client_id, why, now)
    admission: Admission = request.app.state.admission
    admission.forget_actor(actor)
    return Response(AccessView(number, grant.until), status_code=201)


@post("/api/v1/reveals", opt={"policy": "agent"})
async def post_reveal(
    db: Database, keys: Keys, actor: Actor, now: datetime, data: RevealBody
) -> Response[RevealView]:
    """Reveal one masked value of a conversation one holds now, for 60 seconds.

    Needs a fresh step-up. On record before it leaves; 429 ``reveal_quota`` beyond the quota of a shift.
    """
    note = _remark(data.reason_code, data.note)
    asked = reveal.Asked(client_id=data.client_id, ref=data.ref, reason=data.reason_code, note=note)
    async with db.transaction(actor.tenant) as tx:
        shown = await reveal.reveal(tx, actor, keys, asked, now)
    # Committed: the record is there, whatever happens to the answer. A refusal has raised its alert.
    if shown is None:
        raise oversight.RevealQuota(retry_after=3600)
    value, until = shown
    return Response(RevealView(data.ref, value, until), status_code=201)


def _remark(reason: str, note: str) -> str:
    if reason == "other" and not note.strip():
        raise Invalid("note: what other reason?")
    return guard.clean(note.strip()).text


ROUTES = [post_access, post_reveal]
