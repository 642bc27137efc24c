"""Reports that come by another door than a message: from the checker in the chat, with the original mail."""

from datetime import datetime

from trustdesk import conversations
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.procedures.actions import beginning, moving
from trustdesk.procedures.model.evidence import Evidence, Stated
from trustdesk.procedures.rules import phishing
from trustdesk.procedures.store import running as store

SLUG = "phishing_report"
THING = "thing"


async def reported(
    tx: Tx, actor: Actor, case: conversations.Conversation, told: tuple[str, str], now: datetime
) -> None:
    """Take a report in: its case begins, or one that runs there learns more. ``told``: client id, text.

    The text has passed the guard. The same report again changes nothing.
    """
    client_id, text = told
    thing = phishing.heard(text)
    stated = {} if thing is None else {THING: Stated(thing)}
    write = moving.Write(actor, f"report:{client_id}")
    for one in await store.running_in(tx, [case.id]):
        if one.slug == SLUG:
            await moving.tell(tx, write, one, stated, now)
            return
    await beginning.begin(tx, beginning.Wanted(write, case, SLUG, Evidence(stated)), now)
