"""For agents: a summary for whoever takes over."""

from datetime import datetime

from trustdesk import conversations
from trustdesk.assistant import store
from trustdesk.assistant.actions import summing
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.summing import Heard
from trustdesk.assistant.actions.turns import MOST_ENTRIES, level_of
from trustdesk.assistant.views import SummaryView
from trustdesk.conversations import Conversation
from trustdesk.kit import i18n
from trustdesk.kit.db import Tx


async def heard(tx: Tx, case: Conversation, now: datetime) -> Heard:
    """Read a conversation that was opened for an agent, as far as it is summed up."""
    entries = await conversations.entries_for(tx, case, max(0, case.seq - MOST_ENTRIES), MOST_ENTRIES)
    return Heard(case, entries, await store.turn(tx, case.id), await level_of(tx, case, now))


async def summary(tx: Tx, parts: Parts, heard: Heard, words: i18n.Words) -> SummaryView:
    """Sum up a conversation in the reader's language."""
    return await summing.summary(tx, parts, heard, words)
