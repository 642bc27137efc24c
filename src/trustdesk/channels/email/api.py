"""The HTTP routes of the mail line: what is known of a conversation's mails, and what providers post."""

from datetime import datetime
from typing import Any

from litestar import Request, get, post
from litestar.datastructures import UploadFile

from trustdesk import conversations
from trustdesk.channels.email.actions.receiving import Received, keep_raw
from trustdesk.channels.email.model import LINE, EmailSettings
from trustdesk.channels.email.rules.addresses import mailbox_of, normal
from trustdesk.channels.email.rules.hooks import secret_of, signed_id
from trustdesk.channels.email.store import mails as store
from trustdesk.channels.email.views.shown import MailsView, mail_view
from trustdesk.channels.setup import Setup
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid, NotFound, Unauthorised
from trustdesk.kit.secrets import Keys

LARGEST = 26 * 1024 * 1024
# What providers call the whole mail, where they post a form.
FIELDS = ("email", "body-mime", "message", "mime")


@get("/api/v1/conversations/{number:str}/mails", opt={"policy": "staff"})
async def list_mails(db: Database, actor: Actor, now: datetime, number: str) -> MailsView:
    """List what is known of each mail in a conversation: who it says it is from, and what speaks for that."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.open_for(tx, actor, number, now)
        found = await store.of(tx, case.id)
        numbers = await store.numbers(tx, [one.offered for one in found if one.offered])
        return MailsView([mail_view(one, numbers) for one in found])


@post(
    "/api/v1/mail/{brand:str}",
    opt={"policy": "public", "takes": "mail"},
    status_code=202,
    request_max_body_size=LARGEST,
)
async def post_mail(
    request: Request[Any, Any, Any],
    db: Database,
    keys: Keys,
    setup: Setup,
    now: datetime,
    brand: str,
) -> None:
    """Take a mail from a provider: the raw mail, or a form that holds it, signed as Standard Webhooks has it.

    202 once its bytes are committed; the same ``webhook-id`` again changes nothing. Without a secret that
    was set for this brand nothing is taken.
    """
    body = await request.body()
    settings = await _settings_of(setup, brand)
    secret = secret_of(settings.webhook_secret)
    id = signed_id(request.headers, body, secret, now.timestamp()) if secret else None
    if id is None or not settings.enabled:
        raise Unauthorised
    mail, to = await _mail_in(request, body)
    if not mail:
        raise Invalid("no mail in it")
    mailbox = mailbox_of(to, settings) or normal(settings.address)
    received = Received(mailbox=mailbox, external_id=f"hook:{id}", body=mail, to=normal(to), via="hook")
    async with db.transaction(brand) as tx:
        await keep_raw(tx, keys, received, now)


async def _settings_of(setup: Setup, brand: str) -> EmailSettings:
    try:
        found = await setup.of(brand, LINE)
    except (NotFound, ValueError) as error:
        raise Unauthorised from error
    return found if isinstance(found, EmailSettings) else EmailSettings()


async def _mail_in(request: Request[Any, Any, Any], body: bytes) -> tuple[bytes, str]:
    """Find the mail and, where a form names it, whom it is for."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return body, ""
    form = await request.form()
    for name in FIELDS:
        found = form.get(name)
        if isinstance(found, UploadFile):
            return await found.read(), str(form.get("recipient", ""))
        if isinstance(found, str) and found:
            return found.encode(), str(form.get("recipient", ""))
    return b"", ""


ROUTES = [list_mails, post_mail]
