"""The appeal of an agent whose reply the guard has stopped: to the supervisors, in a note, masked."""

import msgspec
from litestar import Response, post

from trustdesk import guard, staff
from trustdesk.conversations.api.answer import answered
from trustdesk.conversations.api.desk import Desk
from trustdesk.conversations.model import ClientId, Note, Receipt, Text
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Conflict

MOST_CALLED = 20


class AppealBody(msgspec.Struct, frozen=True):
    """The reply as it was stopped."""

    client_id: ClientId
    text: Text


@post("/api/v1/conversations/{number:str}/appeals", opt={"policy": "agent"})
async def post_appeal(
    db: Database, desk: Desk, actor: Actor, number: str, data: AppealBody
) -> Response[Receipt]:
    """Show the supervisors a stopped reply in a note that mentions them. It is never sent by this."""
    refusal = guard.check_reply(data.text)
    if refusal is None:
        raise Conflict("the guard does not stop this text: send it")
    cleaned = await desk.screen(actor.tenant, data.text)
    async with db.transaction(actor.tenant) as tx:
        members = await staff.members(tx)
    words = i18n.words(i18n.spoken(actor.languages[0]))
    wanted = Note(
        actor=actor,
        client_id=data.client_id,
        conversation=number,
        text=words.text(
            "appeal.note", reason=words.text(f"guard.refusal.{refusal.reason}"), text=cleaned.text
        ),
        hidden=cleaned.findings,
        mentions=[one.id for one in members if one.active and one.role == "supervisor"][:MOST_CALLED],
    )
    return answered(await desk.submit(actor.tenant, wanted))


ROUTES = [post_appeal]
