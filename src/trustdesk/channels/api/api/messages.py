"""The public route by which the exchange's own systems bring letters in."""

from typing import Annotated

import msgspec
from litestar import Response, post

from trustdesk import conversations, files
from trustdesk.channels.intake import Incoming, Intake
from trustdesk.customers import Sender
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound

Handle = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Locale = Annotated[str, msgspec.Meta(max_length=20, pattern="^[A-Za-z0-9-]*$")]


class CustomerBody(msgspec.Struct, frozen=True):
    """Who writes, as the exchange's own system knows them."""

    external_id: Handle
    name: Name = ""
    locale: Locale = ""


class MessageBody(msgspec.Struct, frozen=True):
    """A customer's message. Without ``conversation`` it goes where the customer's messages go now."""

    client_id: conversations.ClientId
    customer: CustomerBody
    text: conversations.Text
    attachments: conversations.Attachments = []
    conversation: Annotated[str, msgspec.Meta(max_length=20)] | None = None


@post("/api/v1/messages", opt={"policy": "line"})
async def post_message(
    db: Database, intake: Intake, actor: Actor, data: MessageBody
) -> Response[conversations.Receipt]:
    """Bring a customer's message in; it is stored when this answers, and answered 200 when sent again."""
    return conversations.answered(await bring_in(db, intake, actor, data))


async def bring_in(db: Database, intake: Intake, actor: Actor, data: MessageBody) -> conversations.Outcome:
    """Take a message in; shared by the ordinary and the fast door."""
    if data.attachments:
        async with db.transaction(actor.tenant) as tx:
            await files.require(tx, data.attachments, actor)
    given, number = data.customer, None
    if data.conversation is not None:
        number = conversations.read_number(data.conversation)
        if number is None:
            raise NotFound
    letter = Incoming(
        actor=actor,
        client_id=data.client_id,
        sender=Sender(actor.line, given.external_id, given.name, given.locale),
        text=data.text,
        attachments=data.attachments,
        conversation=number,
    )
    return (await intake.take_in(letter)).outcome
