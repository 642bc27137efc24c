"""The anti-phishing code: words of the customer's own, which every genuine mail to them carries."""

from datetime import datetime
from uuid import UUID

from trustdesk import evidence
from trustdesk.customers.rules import contacts
from trustdesk.customers.store import contacts as store
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Invalid


async def anti_phishing_code(tx: Tx, customer: UUID) -> str | None:
    """Read a customer's anti-phishing code, to put it into a mail to them."""
    return await store.anti_phishing(tx, customer)


async def set_anti_phishing_code(tx: Tx, actor: Actor, written: str, now: datetime) -> str:
    """Set or change one's own code; gives it as it is kept. Raises ``Invalid``; the record says only that."""
    code = contacts.anti_phishing(written)
    if code is None:
        raise Invalid("4 to 20 letters and digits, with spaces or hyphens between them")
    customer = UUID(actor.id)
    await store.set_anti_phishing(tx, customer, code, now)
    await evidence.append(tx, actor, "customer.anti_phishing_set", evidence.About("customer", actor.id), {})
    tx.news.add(customer)
    return code
