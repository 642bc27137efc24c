"""An answer in a chat whose customer has left it goes after them by mail, if they wished so."""

from uuid import UUID

from trustdesk import conversations
from trustdesk.channels.email.model import LINE
from trustdesk.channels.post import is_answer, send_after
from trustdesk.kit.db import Tx

MOST = 100
CUSTOMER = "customer"


async def follow(tx: Tx, conversation: UUID, seq: int) -> None:
    """Send what was answered up to ``seq`` after the customer.

    Nothing is sent to who has received it, or has written since; and where a later answer waits for the same
    customer, that one tells this, too.
    """
    case = (await conversations.states_of(tx, [conversation])).get(conversation)
    if case is None:
        return
    marks = await conversations.marks_of(tx, [conversation])
    received = next((mark["delivered"] for mark in marks if mark["who"] == CUSTOMER), 0)
    entries = await conversations.entries_for(tx, case, max(received, seq - MOST), 2 * MOST)
    written = [one.seq for one in entries if one.author_kind == CUSTOMER]
    last = max((one for one in written if one < seq), default=0)
    unseen = [one.seq for one in entries if is_answer(one.kind, one.author_kind) and one.seq > last]
    if unseen and unseen[-1] == seq and not any(one > seq for one in written):
        await send_after(tx, case, LINE, seq, unseen[0])
