"""The HTTP route of transcripts, and how one is handed over as a file."""

import asyncio
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.di import Provide
from litestar.params import QueryParameter

from trustdesk import oversight
from trustdesk.brands import Brand
from trustdesk.conversations.actions import read, transcript
from trustdesk.conversations.actions.transcript import Share
from trustdesk.conversations.actions.writing import Desk, Form, Written, write
from trustdesk.conversations.model import Conversation
from trustdesk.conversations.rules.redaction import Hide
from trustdesk.evidence import About, Sealer, append
from trustdesk.files import Links
from trustdesk.kit import i18n, limits
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.settings import Settings

FORMS = ("text/html", "application/json", "application/pdf", "text/plain")
AsForm = Annotated[Form, QueryParameter(name="format")]
COPIES, COPIES_WITHIN = 60, timedelta(minutes=10)
SEALED_WITHIN_SECONDS, LOOKING_EVERY_SECONDS = 2.0, 0.1


class Asked(msgspec.Struct, frozen=True):
    """How a copy is wanted: in which language, and whether it is one for others to see."""

    locale: i18n.Locale
    share: Share | None


class Shown(msgspec.Struct, frozen=True):
    """What a transcript is written with, besides who asks."""

    brands: dict[str, Brand]
    links: Links
    sealer: Sealer
    key_url: str
    asked: Asked
    now: datetime

    def desk(self, brand: str) -> Desk:
        """On whose paper it is written."""
        key_url = self.key_url.format(brand=brand)
        return Desk(self.brands[brand], self.sealer.signers[brand], key_url, self.asked.locale, self.now)


def provide_asked(locale: i18n.Locale, *, share: bool = False, hide: list[Hide] | None = None) -> Asked:
    """Hand what is asked of the copy."""
    return Asked(locale, Share(hide or []) if share else None)


def provide_shown(
    brands: dict[str, Brand], links: Links, sealer: Sealer, settings: Settings, asked: Asked, now: datetime
) -> Shown:
    """Hand it to the route."""
    key_url = f"{settings.base_url}/api/v1/evidence/{{brand}}/key"
    return Shown(brands, links, sealer, key_url, asked, now)


PROVIDED = {
    "asked": Provide(provide_asked, sync_to_thread=False),
    "shown": Provide(provide_shown, sync_to_thread=False),
}


@get(
    "/api/v1/conversations/{number:str}/transcript",
    opt={"policy": "staff", "gives": FORMS},
    dependencies=PROVIDED,
)
async def get_transcript(
    db: Database,
    actor: Actor,
    shown: Shown,
    number: str,
    form: AsForm = "html",
    approval: UUID | None = None,
) -> Response[bytes]:
    """Take the whole conversation along, signed, as a page that checks itself, JSON, PDF or text.

    Notes among staff are included; with ``share`` they are left out, and names, contacts and ids hidden.
    With an ``approval`` for it, it counts in no budget.
    """
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number, shown.now)
    await settle(db, shown.sealer, actor, case)
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number, shown.now)
        if approval is None:
            await oversight.spend(tx, actor, "transcripts", 1, shown.now)
        else:
            what = {"conversation": case.number}
            await oversight.spend_approval(tx, actor, approval, ("transcript.export", what), shown.now)
        taken = await taken_along(tx, actor, case, shown, form)
    return await handed(actor, shown, taken, form)


async def settle(db: Database, sealer: Sealer, actor: Actor, case: Conversation) -> None:
    """Wait, two seconds at most, until every entry is sealed; what is not then is said in the copy.

    Writing a copy is work, and copies are what leaves the house: who wants many has to wait.
    """
    await limits.spend(db, f"transcripts:{actor.tenant}:{actor.key}", COPIES, COPIES_WITHIN)
    for _ in range(int(SEALED_WITHIN_SECONDS / LOOKING_EVERY_SECONDS)):
        async with db.transaction(actor.tenant) as tx:
            if not await transcript.unsealed(tx, case):
                return
        if await sealer.seal(actor.tenant) is None:
            await asyncio.sleep(LOOKING_EVERY_SECONDS)


async def taken_along(tx: Tx, actor: Actor, case: Conversation, shown: Shown, form: Form) -> transcript.Taken:
    """Collect the record with its proof, and note who took it along."""
    desk = shown.desk(actor.tenant)
    detail = {"format": form, "share": shown.asked.share is not None}
    await append(tx, actor, "transcript.take", About("conversation", case.number), detail)
    return await transcript.take(tx, actor, case, (desk.brand, shown.links, desk.signer), shown.asked.share)


async def handed(actor: Actor, shown: Shown, taken: transcript.Taken, form: Form) -> Response[bytes]:
    """Answer with a file to keep: never shown in our own origin, never cached."""
    written: Written = await asyncio.to_thread(write, taken, form, shown.desk(actor.tenant))
    headers = {
        "content-disposition": f'attachment; filename="{written.name}"',
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store, private",
    }
    return Response(written.content, media_type=written.media_type, headers=headers)


ROUTES = [get_transcript]
