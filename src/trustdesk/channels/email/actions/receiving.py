"""A mail is kept as it came, with what only the connection knew of it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.channels.email.model import LINE
from trustdesk.channels.post import Raw, keep
from trustdesk.kit.db import Tx
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.kit.secrets import Keys


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A mail as it came; ``external_id`` names it in its mailbox, the rest its headers do not prove."""

    mailbox: str
    external_id: Annotated[str, ACCOUNT]
    body: Annotated[bytes, CONTACT]
    to: Annotated[str, CONTACT] = ""
    sender: Annotated[str, CONTACT] = ""
    peer: Annotated[str, CONTACT] = ""
    greeting: str = ""
    via: str = ""


async def keep_raw(tx: Tx, keys: Keys, received: Received, now: datetime) -> UUID | None:
    """Keep a mail; None when this mailbox has it already."""
    meta = {
        "to": received.to,
        "sender": received.sender,
        "peer": received.peer,
        "greeting": received.greeting,
        "via": received.via,
    }
    raw = Raw(
        line=LINE,
        account=received.mailbox,
        external_id=received.external_id,
        body=received.body,
        meta=meta,
    )
    return await keep(tx, keys, raw, now)
