"""Recognise or welcome who writes."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from trustdesk.customers.model import Customer, Handle, Sender
from trustdesk.customers.store import people as store
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.ids import uuid7


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


async def known_as(tx: Tx, sender: Sender) -> UUID | None:
    """Find whose handle this is; nobody is welcomed."""
    return (await store.lock_known(tx, [sender])).get((sender.line, sender.external_id))


async def take_up_name(tx: Tx, customer: UUID, name: str) -> None:
    """Remember how a customer, whose address was known before their name, wants to be called."""
    known = await store.get(tx, customer)
    if name and known is not None and not known.name:
        await store.take_up_name(tx, customer, name)


async def handles_of(tx: Tx, customer: UUID) -> list[Handle]:
    """List where a customer can be reached."""
    return await store.handles(tx, customer)


async def ids_on(tx: Tx, line: str, of: Sequence[UUID]) -> Mapping[UUID, str]:
    """Tell by which id customers are known on a line, those who are."""
    return await store.ids_on(tx, line, of)


async def handle_of(tx: Tx, customer: UUID, id: UUID) -> Handle:
    """Read one handle of a customer; raises ``NotFound``."""
    handle = await store.handle(tx, customer, id)
    if handle is None:
        raise NotFound
    return handle


async def wish_answers(tx: Tx, customer: UUID, line: str, *, wanted: bool) -> None:
    """Take the customer's own word on whether answers in a chat they have left may go to this line."""
    await store.wish_answers(tx, customer, line, wanted=wanted)
