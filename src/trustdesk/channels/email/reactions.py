"""What the mail line does when a code is asked for, a chat is answered, a conversation is erased."""

from collections.abc import Sequence
from datetime import timedelta

from trustdesk.channels.email.store import mails
from trustdesk.conversations import ConversationErased, ReplyWritten
from trustdesk.customers import ContactCodeAsked
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.kit.jobs import defer

JOB = "mail.code"
LEFT = "mail.left"
CHAT = "webchat"
AWAY = timedelta(minutes=2)  # whoever has not received an answer by then has left the chat


def reactions() -> list[Reaction]:
    """Plug the sending in: sent apart, so that no transaction waits for a mail server."""
    return [
        Reaction("mail_codes", (ContactCodeAsked,), _send),
        Reaction("mail_left", (ReplyWritten,), _follow),
        Reaction("forget_mails", (ConversationErased,), _forget),
    ]


async def _forget(tx: Tx, events: Sequence[Event]) -> None:
    """Forget from which addresses, under which subjects an erased conversation was written."""
    await mails.forget(tx, [event.fact.about for event in events])


async def _send(tx: Tx, events: Sequence[Event]) -> None:
    for event in events:
        await defer(tx, JOB, {"id": str(event.fact.about)})


async def _follow(tx: Tx, events: Sequence[Event]) -> None:
    """Look after a while whether who was answered in a chat was still there."""
    said = [event.fact for event in events if isinstance(event.fact, ReplyWritten)]
    answered = [fact for fact in said if fact.line == CHAT]
    if not answered:
        return
    wished = set(await mails.wish_answers(tx, [fact.about for fact in answered]))
    at = clock.utc_now() + AWAY
    for fact in answered:
        if fact.about in wished:
            await defer(tx, LEFT, {"conversation": str(fact.about), "seq": fact.seq}, at)
