"""Scheduled work of the mail line."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from trustdesk.channels.email.actions import leaving
from trustdesk.channels.email.jobs.carrier import MailCarrier
from trustdesk.channels.email.store import mails
from trustdesk.channels.post import Later
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import Job

EVERY_NIGHT = "41 3 * * *"
DAYS_KEPT = 2
CODE, LEFT = "mail.code", "mail.left"


class NotSent(Exception):
    """The code is not out yet; the job comes again."""


def jobs(carrier: MailCarrier) -> list[Job]:
    """Name the room's work: codes on their way, and claims of past days dropped."""

    async def code(_db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        result = await carrier.carry_code(tenant, UUID(values["id"]))
        if isinstance(result, Later):
            raise NotSent(result.reason)

    async def left(db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        if await carrier.follows(tenant):
            async with db.transaction(tenant) as tx:
                await leaving.follow(tx, UUID(values["conversation"]), values["seq"])

    return [Job(CODE, code), Job(LEFT, left), Job("mail.forget_words", _forget, every=EVERY_NIGHT)]


async def _forget(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    async with db.transaction(tenant) as tx:
        await mails.forget_words(tx, DAYS_KEPT)
