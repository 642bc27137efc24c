"""Where Telegram brings its updates, and how an agent asks a customer to a safer place."""

from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, Response, post

from trustdesk import conversations
from trustdesk.channels import post as mail_room
from trustdesk.channels.setup import Setup
from trustdesk.channels.telegram.model.settings import GROUP, LINE, TelegramSettings
from trustdesk.channels.telegram.model.updates import Message, Update
from trustdesk.channels.telegram.translate import about
from trustdesk.conversations import Desk
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Conflict, Invalid, NotFound, TooLarge, Unauthorised
from trustdesk.kit.secrets import Keys, same
from trustdesk.staff import Action

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
LARGEST_UPDATE = 512 * 1024


class SaferBody(msgspec.Struct, frozen=True):
    """Ask the customer to a place where nobody reads along."""

    client_id: conversations.ClientId


@post("/api/v1/telegram/{brand:str}", opt={"policy": "public", "takes": "update"}, status_code=200)
async def post_update(
    request: Request[Any, Any, Any], db: Database, keys: Keys, setup: Setup, now: datetime, brand: str
) -> dict[str, bool]:
    """Take an update of the brand's bot; it is stored when this answers, and read afterwards.

    The secret that was given to Telegram must come with it; a line without one takes nothing.
    """
    settings = await _settings(request, setup, brand)
    given = request.headers.get(SECRET_HEADER, "")
    if not same(given, settings.webhook_secret):
        raise Unauthorised
    body = await _body(request)
    try:
        update = msgspec.json.decode(body, type=Update)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid("not an update of the Bot API") from error
    raw = mail_room.Raw(
        line=LINE,
        account=str(settings.bot),
        external_id=str(update.update_id),
        body=body,
        meta=_meta(update.message or update.edited_message),
    )
    async with db.transaction(brand) as tx:
        await mail_room.keep(tx, keys, raw, now)
    return {"ok": True}


@post("/api/v1/conversations/{number:str}/safer", opt={"policy": "staff"})
async def ask_over(
    db: Database, desk: Desk, actor: Actor, now: datetime, number: str, data: SaferBody
) -> Response[conversations.Receipt]:
    """Send the customer a link of their own: out of a group to private, from there to our own chat."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now, Action.WRITE)
        line = await mail_room.answered_on(tx, case)
    if line not in (LINE, GROUP):
        raise Conflict("the customer does not write on Telegram")
    words = i18n.words(i18n.spoken(case.language))
    text = words.text("telegram.safer.group" if line == GROUP else "telegram.safer.private")
    reply = conversations.Reply(actor=actor, client_id=data.client_id, conversation=number, text=text)
    return conversations.answered(await desk.submit(actor.tenant, reply))


async def _settings(request: Request[Any, Any, Any], setup: Setup, brand: str) -> TelegramSettings:
    if brand not in request.app.state.desk.brands:
        raise NotFound
    settings = await setup.of(brand, LINE)
    if not isinstance(settings, TelegramSettings) or not settings.ready:
        raise NotFound
    return settings


async def _body(request: Request[Any, Any, Any]) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_UPDATE:
            raise TooLarge
    return body


def _meta(message: Message | None) -> dict[str, str]:
    """Name whose it is and what it speaks of, for order and for later changes."""
    if message is None:
        return {}
    user = message.sender.id if message.sender else 0
    chat = message.chat
    sender = str(user) if chat.type == "private" else f"{chat.id}:{user}"
    return {"sender": sender, "about": about(message)}


ROUTES = [post_update, ask_over]
