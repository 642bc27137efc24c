"""What the room hears: that customers wrote and were answered, on whatever line, however it is carried."""

from collections.abc import Sequence

from trustdesk.channels.health import store
from trustdesk.conversations import MessageReceived, ReplyWritten
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction


def reactions() -> list[Reaction]:
    """Plug the listening in."""
    return [Reaction("line_pulses", (MessageReceived, ReplyWritten), _feel)]


async def _feel(tx: Tx, events: Sequence[Event]) -> None:
    """Put down when each line was last alive; a busy line is put down once in a few seconds."""
    facts = [one.fact for one in events]
    received = [(one.about, one.seq) for one in facts if isinstance(one, MessageReceived)]
    answered = [(one.about, one.seq) for one in facts if isinstance(one, ReplyWritten)]
    await store.feel(tx, received, answered)
