"""Scheduled work: addresses are asked; who never answered, and who got which copy long ago, is forgotten."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import Job
from trustdesk.kit.secrets import Keys
from trustdesk.subscriptions.actions import circulars, subscribing
from trustdesk.subscriptions.model import Asker, Later

EVERY_NIGHT = "53 3 * * *"
AT_A_TIME = 20


class NotAsked(Exception):
    """The question is not out yet; the job comes again."""


def jobs(keys: Keys, asker: Asker, base_url: str) -> list[Job]:
    """Name the room's jobs."""

    async def ask(db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        async with db.transaction(tenant) as tx:
            ids = UUID(values["id"]), UUID(values["mail"])
            question = await subscribing.question(tx, keys, *ids, base_url)
        outcome = await asker.ask(tenant, question) if question else None
        if isinstance(outcome, Later):
            raise NotAsked(outcome.reason)

    return [Job(subscribing.ASK, ask), Job("subscriptions.forget", _forget, every=EVERY_NIGHT)]


async def _forget(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
    async with db.transaction(tenant) as tx:
        await subscribing.forget_waiting(tx, clock.utc_now())
    done = AT_A_TIME
    while done == AT_A_TIME:
        async with db.transaction(tenant) as tx:
            done = await circulars.forget_copies(tx, AT_A_TIME)
