"""Scheduled work of the room."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from trustdesk.brands import Brand
from trustdesk.conversations.actions.perform import perform
from trustdesk.conversations.model import SetStatus
from trustdesk.conversations.reactions import WAKE
from trustdesk.conversations.store import lists
from trustdesk.kit import clock
from trustdesk.kit.actors import system
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import Job


def jobs(brands: Mapping[str, Brand]) -> list[Job]:
    """Name the room's jobs."""

    async def wake_snoozed(db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        now = clock.utc_now()
        async with db.transaction(tenant) as tx:
            for case in await lists.states(tx, [UUID(values["conversation"])]):
                due = case.status == "snoozed" and case.snoozed_until and case.snoozed_until <= now
                if due:
                    wake = SetStatus(
                        actor=system(tenant),
                        client_id=f"wake:{case.id}:{case.seq}",
                        conversation=case.id,
                        status="open",
                    )
                    await perform(tx, [wake], brands[tenant].prefix, now)

    return [Job(WAKE, wake_snoozed)]
