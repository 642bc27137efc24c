"""The check phrase of a conversation, for those who read it."""

from datetime import datetime

from litestar import get

from trustdesk import official
from trustdesk.conversations.actions import read
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.secrets import Keys


@get("/api/v1/conversations/{number:str}/phrase", opt={"policy": "staff"})
async def get_phrase(
    db: Database, keys: Keys, actor: Actor, now: datetime, number: str
) -> official.PhraseView:
    """Give today's check phrase, which the customer sees in the chat, to prove oneself elsewhere."""
    async with db.transaction(actor.tenant) as tx:
        case = await read.open_for(tx, actor, number, now)
    return official.phrase_of(keys, actor.tenant, case.id, now)


ROUTES = [get_phrase]
