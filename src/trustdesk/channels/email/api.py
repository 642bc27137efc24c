"""The HTTP routes of the mail line: what is known of a conversation's mails, and what providers post."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar import Request, get, post

from trustdesk import conversations
from trustdesk.channels.email.actions.receiving import Received, keep_raw
from trustdesk.channels.email.model import LINE, EmailSettings
from trustdesk.channels.email.rules import posted
from trustdesk.channels.email.rules.addresses import mailbox_of, normal
from trustdesk.channels.email.rules.hooks import mailgun_id, password_id, signed_id
from trustdesk.channels.email.store import mails as store
from trustdesk.channels.email.views.shown import MailsView, mail_view
from trustdesk.channels.setup import Setup
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid, NotFound, Unauthorised
from trustdesk.kit.secrets import Keys

LARGEST = 26 * 1024 * 1024


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
    """Take a mail from a provider: raw, or in a form or JSON that holds it, proved as the brand has set.

    202 once its bytes are committed; the same call again changes nothing. Without a secret that was set for
    this brand nothing is taken.
    """
    body = await request.body()
    settings = await _settings_of(setup, brand)
    if not settings.enabled or not settings.webhook_secret:
        raise Unauthorised
    found = posted.read(request.headers.get("content-type", ""), body)
    id = _proved(settings, request.headers, body, found, now)
    if id is None:
        raise Unauthorised
    if not found.mail:
        raise Invalid("no mail in it")
    mailbox = mailbox_of(found.to, settings) or normal(settings.address)
    received = Received(
        mailbox=mailbox, external_id=f"hook:{id}", body=found.mail, to=normal(found.to), via="hook"
    )
    async with db.transaction(brand) as tx:
        await keep_raw(tx, keys, received, now)


async def _settings_of(setup: Setup, brand: str) -> EmailSettings:
    try:
        found = await setup.of(brand, LINE)
    except (NotFound, ValueError) as error:
        raise Unauthorised from error
    return found if isinstance(found, EmailSettings) else EmailSettings()


def _proved(
    settings: EmailSettings, headers: Mapping[str, str], body: bytes, found: posted.Posted, now: datetime
) -> str | None:
    """Name a call that is genuine by the way that was set, and by no other."""
    secret = settings.webhook_secret
    if settings.webhook_auth == "mailgun":
        return mailgun_id(found.fields, secret, now.timestamp())
    if settings.webhook_auth == "password":
        return password_id(headers, found.mail, secret)
    return signed_id(headers, body, secret, now.timestamp())


ROUTES = [list_mails, post_mail]
