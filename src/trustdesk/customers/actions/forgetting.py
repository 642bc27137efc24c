"""Forgetting a customer: nothing but the id is left, and whoever holds something of theirs hears of it."""

from datetime import datetime
from uuid import UUID

from trustdesk.customers.events import CustomerErased
from trustdesk.customers.store import contacts, forgetting
from trustdesk.kit.db import Tx
from trustdesk.kit.events import publish


async def forget(tx: Tx, customer: UUID, now: datetime) -> list[str]:
    """Leave of a locked customer nothing but the id; returns the keys that are to be destroyed."""
    handles = await forgetting.lookups(tx, customer)
    letters = await contacts.forget_codes_of(tx, handles)
    await contacts.forget_contacts_of(tx, customer)
    keys = await forgetting.forget(tx, customer, now)
    await publish(tx, CustomerErased(about=customer, letters=letters, handles=handles))
    return keys
