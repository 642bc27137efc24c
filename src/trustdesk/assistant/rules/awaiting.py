"""What a conversation waits for, from whom, until when."""

from collections.abc import Iterator, Sequence

from trustdesk.assistant.model import Await
from trustdesk.conversations import Conversation
from trustdesk.procedures import Progress


def awaits(case: Conversation, running: Sequence[Progress]) -> list[Await]:
    """Name what is waited for, the customer's own question first: nobody forgets an answer that is owed."""
    return list(_awaits(case, running)) or [Await("nobody")]


def _awaits(case: Conversation, running: Sequence[Progress]) -> Iterator[Await]:
    if case.status == "open" and case.waiting_since is not None:
        yield Await("agent", since=case.waiting_since)
    if case.status == "snoozed":
        yield Await("time", until=case.snoozed_until)
    for one in running:
        if one.ending is None and one.owner != "nobody":
            yield Await(
                one.owner, since=one.steps[-1].at if one.steps else None, until=one.due_at, what=one.title
            )
    if case.status == "waiting":
        yield Await("customer", since=case.last_at)
