"""What the mail line does when somebody asks for a code that proves an address."""

from collections.abc import Sequence

from trustdesk.channels.email.store import mails
from trustdesk.conversations import ConversationErased
from trustdesk.customers import ContactCodeAsked
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.kit.jobs import defer

JOB = "mail.code"


def reactions() -> list[Reaction]:
    """Plug the sending of codes in: sent apart, so that no transaction waits for a mail server."""
    return [
        Reaction("mail_codes", (ContactCodeAsked,), _send),
        Reaction("forget_mails", (ConversationErased,), _forget),
    ]


async def _forget(tx: Tx, events: Sequence[Event]) -> None:
    """Forget from which addresses, under which subjects an erased conversation was written."""
    await mails.forget(tx, [event.fact.about for event in events])


async def _send(tx: Tx, events: Sequence[Event]) -> None:
    for event in events:
        await defer(tx, JOB, {"id": str(event.fact.about)})
