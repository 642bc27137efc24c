"""Work of the assistant beside requests: answering, and letting go of what waits too long."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from trustdesk import conversations
from trustdesk.assistant import store
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.shifts import WRITE
from trustdesk.assistant.actions.turns import ANSWER, give_to_people, rest
from trustdesk.assistant.jobs.handing import sum_up_for_the_next
from trustdesk.assistant.jobs.turning import take_turn
from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.jobs import EVERY_MINUTE, Job

LATE = timedelta(seconds=45)
MOST = 200


def jobs(parts: Parts) -> list[Job]:
    """Name the room's jobs."""

    async def answer(_db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        await take_turn(parts, tenant, UUID(values["conversation"]))

    async def let_go(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        """Call a person where no answer came in time; leave to the customer what was answered long ago."""
        now = clock.utc_now()
        async with db.transaction(tenant) as tx:
            settings = await parts.settled(tx)
            patience = timedelta(minutes=settings.patience_minutes)
            due = await store.overdue(tx, now - LATE, now - patience, MOST)
            cases = await conversations.states_of(tx, [id for id, _ in due])
            for id, why in due:
                if why or settings.mode != "answer":
                    await give_to_people(tx, parts, cases[id], why or "failed", now)
                elif settings.before_queue:
                    await rest(tx, parts, cases[id], now)

    async def sum_up(_db: Database, tenant: str, values: Mapping[str, Any]) -> None:
        await sum_up_for_the_next(parts, tenant, UUID(values["conversation"]), values["locale"])

    return [Job(ANSWER, answer), Job(WRITE, sum_up), Job("assistant.let_go", let_go, EVERY_MINUTE)]
