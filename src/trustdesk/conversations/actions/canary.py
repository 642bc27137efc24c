"""Planting a canary: a customer with one closed conversation, like thousands of others."""

from datetime import datetime

import msgspec

from trustdesk import customers, oversight
from trustdesk.conversations.actions.perform import perform
from trustdesk.conversations.model import Letter, Receipt, SetStatus
from trustdesk.conversations.rules.personas import persona
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Refused
from trustdesk.staff import Action, check

LINE = "api"


class Canary(msgspec.Struct, frozen=True, kw_only=True):
    """A canary to be planted; an empty name is made up."""

    client_id: str
    name: str
    locale: str


async def plant(tx: Tx, actor: Actor, wanted: Canary, prefix: str, now: datetime) -> Receipt:
    """Plant a canary; the same client id again gives the same one.

    It never waits in a queue: what is closed at once nobody is handed.
    """
    check(actor, Action.KEEP_CANARIES)
    who = persona(f"{actor.key}:{wanted.client_id}", wanted.locale, wanted.name)
    [customer] = await customers.recognise(
        tx, [customers.Sender(LINE, who.external_id, who.name, wanted.locale)]
    )
    desk = system(tx.tenant)
    letter = Letter(
        actor=desk,
        client_id=f"canary:{who.external_id}",
        customer=customer,
        customer_name=who.name,
        line=LINE,
        text=who.text,
        language=wanted.locale,
    )
    [begun] = await perform(tx, [letter], prefix, now)
    if isinstance(begun, Refused):
        raise begun
    if not begun.again:
        close = SetStatus(
            actor=desk,
            client_id=f"canary:{who.external_id}:close",
            conversation=begun.receipt.conversation,
            status="closed",
        )
        await perform(tx, [close], prefix, now)
    await oversight.keep_canary(tx, actor, customer, now)
    return begun.receipt
