"""The HTTP route of transcripts, and how one is handed over as a file."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.di import Provide
from litestar.params import QueryParameter

from trustdesk.brands import Brand
from trustdesk.conversations.actions import read, transcript
from trustdesk.conversations.actions.transcript import Form
from trustdesk.conversations.model import Conversation
from trustdesk.files import Links
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx

FORMS = ("text/html", "application/json", "text/plain")
AsForm = Annotated[Form, QueryParameter(name="format")]


class Shown(msgspec.Struct, frozen=True):
    """What a transcript is shown with, besides who asks."""

    brands: dict[str, Brand]
    links: Links
    locale: i18n.Locale
    now: datetime


def provide_shown(brands: dict[str, Brand], links: Links, locale: i18n.Locale, now: datetime) -> Shown:
    """Hand it to the route."""
    return Shown(brands, links, locale, now)


@get(
    "/api/v1/conversations/{number:str}/transcript",
    opt={"policy": "staff", "gives": FORMS},
    dependencies={"shown": Provide(provide_shown, sync_to_thread=False)},
)
async def get_transcript(
    db: Database, actor: Actor, shown: Shown, number: str, form: AsForm = "html"
) -> Response[bytes]:
    """Take the whole conversation along, notes among staff included, as a page, JSON or text."""
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number)
        return await take_along(tx, actor, case, shown, form)


async def take_along(tx: Tx, actor: Actor, case: Conversation, shown: Shown, form: Form) -> Response[bytes]:
    """Answer with a file to keep: never shown in our own origin, never cached."""
    brand = shown.brands[actor.tenant]
    record = await transcript.transcript(tx, actor, case, brand, shown.links)
    written = transcript.write(record, form, brand, shown.locale, shown.now)
    headers = {
        "content-disposition": f'attachment; filename="{written.name}"',
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store, private",
    }
    return Response(written.content, media_type=written.media_type, headers=headers)


ROUTES = [get_transcript]
