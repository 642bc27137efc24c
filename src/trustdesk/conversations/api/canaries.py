"""The HTTP route that plants a canary."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar import Response, post

from trustdesk import guard
from trustdesk.brands import Brand
from trustdesk.conversations.actions import canary
from trustdesk.conversations.model import ClientId, Receipt
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database


class CanaryBody(msgspec.Struct, frozen=True):
    """A customer nobody will have a reason to open; without a name one is made up."""

    client_id: ClientId
    name: Annotated[str, msgspec.Meta(max_length=80)] = ""
    language: Literal["en", "zh-CN"] = "en"


@post("/api/v1/canaries", opt={"policy": "agent"})
async def post_canary(
    db: Database, brands: dict[str, Brand], actor: Actor, now: datetime, data: CanaryBody
) -> Response[Receipt]:
    """Plant a canary (compliance and supervisors): whoever opens, finds or reveals it is reported at once."""
    wanted = canary.Canary(
        client_id=data.client_id, name=guard.clean(data.name.strip()).text, locale=data.language
    )
    async with db.transaction(actor.tenant) as tx:
        receipt = await canary.plant(tx, actor, wanted, brands[actor.tenant].prefix, now)
    return Response(receipt, status_code=201)


ROUTES = [post_canary]
