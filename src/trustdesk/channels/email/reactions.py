"""What the mail line does when somebody asks for a code that proves an address."""

from collections.abc import Sequence

from trustdesk.customers import ContactCodeAsked
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.kit.jobs import defer

JOB = "mail.code"


def reactions() -> list[Reaction]:
    """Plug the sending of codes in: sent apart, so that no transaction waits for a mail server."""
    return [Reaction("mail_codes", (ContactCodeAsked,), _send)]


async def _send(tx: Tx, events: Sequence[Event]) -> None:
    for event in events:
        await defer(tx, JOB, {"id": str(event.fact.about)})
