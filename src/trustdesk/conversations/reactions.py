"""What conversations do about their own news: a snoozed one is woken when its time comes."""

from collections.abc import Sequence

from trustdesk.conversations.events import ConversationSnoozed
from trustdesk.conversations.store import lists
from trustdesk.kit import jobs
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction

WAKE = "conversations.wake_snoozed"


def reactions() -> list[Reaction]:
    """Plug the room's own listening in."""
    return [Reaction("snooze", (ConversationSnoozed,), _schedule)]


async def _schedule(tx: Tx, events: Sequence[Event]) -> None:
    for case in await lists.states(tx, [event.fact.about for event in events]):
        if case.status == "snoozed" and case.snoozed_until is not None:
            await jobs.defer(tx, WAKE, {"conversation": str(case.id)}, at=case.snoozed_until)
