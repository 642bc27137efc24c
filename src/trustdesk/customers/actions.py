"""Verbs of the room: recognise or welcome who writes; begin and end a visit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.customers import store
from trustdesk.customers.model import Customer, Handle, Sender
from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7

TOKEN_PREFIX = "tv"  # noqa: S105 - a prefix
WEBCHAT = "webchat"


async def recognise(tx: Tx, senders: Sequence[Sender]) -> list[UUID]:
    """Give each sender's customer, locked until the end of the transaction; strangers are welcomed.

    The lock makes two first letters of one person, arriving at once on two nodes, wait for
    each other, so that they end in one conversation.
    """
    known = await store.lock_known(tx, senders)
    strangers: dict[tuple[str, str], tuple[UUID, Sender]] = {}
    for sender in senders:
        handle = (sender.line, sender.external_id)
        if handle not in known and handle not in strangers:
            strangers[handle] = (uuid7(), sender)
    if strangers:
        known |= await store.insert(tx, list(strangers.values()))
        # Nobody else sees who is new before the commit; who came first elsewhere is locked like the known.
        if taken := [sender for handle, (_, sender) in strangers.items() if handle not in known]:
            known |= await store.lock_known(tx, taken)
    return [known[sender.line, sender.external_id] for sender in senders]


async def get(tx: Tx, id: UUID) -> Customer:
    """Read one customer; raises ``NotFound``."""
    customer = await store.get(tx, id)
    if customer is None:
        raise NotFound
    return customer


async def handles_of(tx: Tx, customer: UUID) -> list[Handle]:
    """List where a customer can be reached."""
    return await store.handles(tx, customer)


async def visit(tx: Tx, name: str, locale: str) -> tuple[str, Customer]:
    """Begin a visit of somebody unknown: a new customer and the token of this device."""
    token = secrets.token(TOKEN_PREFIX, tx.tenant)
    [id] = await recognise(tx, [Sender(WEBCHAT, _handle(token), name, locale)])
    await store.insert_session(tx, secrets.digest(token), id)
    return token, await get(tx, id)


async def actor_of_visit(tx: Tx, token: str, _now: datetime) -> Actor | None:
    """Tell whose visit this token is, or None; ``session`` is their handle on the web chat."""
    customer = await store.find_session(tx, secrets.digest(token))
    if customer is None:
        return None
    return Actor(
        tenant=tx.tenant,
        kind="customer",
        id=str(customer.id),
        name=customer.name,
        languages=(customer.locale,),
        line=WEBCHAT,
        session=_handle(token),
    )


def _handle(token: str) -> str:
    return secrets.digest(token).hex()[:32]


async def end_visit(tx: Tx, actor: Actor, token: str) -> None:
    """End the visit; the device has nothing left that opens the conversation, its sockets close."""
    await store.end_session(tx, secrets.digest(token))
    tx.news.add(UUID(actor.id))
