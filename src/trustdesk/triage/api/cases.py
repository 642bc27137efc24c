"""What triage made of one conversation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, put

from trustdesk import conversations
from trustdesk.brands import Brand
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.triage.actions import showing
from trustdesk.triage.views import TriageView


class CorrectionBody(msgspec.Struct, frozen=True):
    """Which of the forty topics it really is."""

    client_id: conversations.ClientId
    topic: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)?\Z", max_length=60)]


@get("/api/v1/conversations/{number:str}/triage", opt={"policy": "agent"})
async def get_triage(db: Database, actor: Actor, now: datetime, number: str) -> TriageView:
    """Tell what triage made of a conversation: topic and confidence, urgency, what to ask, what is alike."""
    async with db.transaction(actor.tenant) as tx:
        return await showing.show(tx, actor, number, now)


@put("/api/v1/conversations/{number:str}/triage", opt={"policy": "agent"})
async def put_triage(
    db: Database, brands: Mapping[str, Brand], actor: Actor, now: datetime, number: str, data: CorrectionBody
) -> TriageView:
    """Correct the topic; the next model learns from it."""
    async with db.transaction(actor.tenant) as tx:
        place = (number, data.client_id, data.topic)
        return await showing.correct(tx, brands[actor.tenant], actor, place, now)


ROUTES = [get_triage, put_triage]
